"""A receipt counts when a worker and a requester of this pool have signed just what it says, and never otherwise."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.pool.errors import BadCertificateError, BadReceiptError, ForkError, PoolError
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.ledger.log_entries import LogEntry, Nothing, read_entry
from deai_desktop.pool.ledger.receipts import Receipt, ReceiptBooks, read_receipt
from deai_desktop.pool.ledger.statements import LARGEST_ENTRY
from deai_desktop.pool.ledger.verdicts import Verdict, VerdictKind, read_verdict
from tests.pool.pools import Pool
from tests.pool.signed_work import Person, entry_of, members_of, receipt_of, verdict_of, work_of

POOL = Pool()
ADA, BOB, EVE = Person(POOL, Role.WORKER), Person(POOL, Role.REQUESTER), Person(POOL)
MEMBERS = members_of(POOL)
GOOD = receipt_of(ADA, BOB)


def refused(receipt: bytes, because: str, members: Any = MEMBERS) -> None:
    with pytest.raises(PoolError, match=because):
        read_receipt(receipt, members)


def changed(receipt: bytes, **changes: object) -> bytes:
    said = json.loads(receipt)
    for name, value in changes.items():
        (said["work"] if name in said["work"] else said)[name] = value
    return json.dumps(said).encode()


def test_both_sign_what_was_done() -> None:
    work = work_of(ADA, BOB)
    receipt = BOB.books.agree(ADA.books.propose(work), work)
    read = read_receipt(receipt, MEMBERS)
    assert read.work == work
    assert read.worker_since == POOL.charter().past_member(ADA.certificate).issued_at
    assert len(receipt) < LARGEST_ENTRY * 0.75


def test_a_receipt_is_kept_by_who_worked() -> None:
    asyncio.run(ADA.books.keep(GOOD))
    assert ADA.kept[-1] == GOOD
    for other in (BOB, EVE):
        with pytest.raises(BadReceiptError, match="another device"):
            asyncio.run(other.books.keep(GOOD))
    with pytest.raises(PoolError, match="did not agree"):
        asyncio.run(ADA.books.keep(ADA.books.propose(work_of(ADA, BOB))))


@pytest.mark.parametrize(
    "changes",
    [
        {"completion_tokens": 255},
        {"prompt_tokens": 31},
        {"part": 2},
        {"model": "larger-70b"},
        {"model_sha256": "00" * 32},
        {"job": "f" * 32},
        {"ended_at": 2e9},
        {"begun_at": 1.0},
        {"requester": EVE.device.public},
        {"worker": EVE.device.public},
    ],
)
def test_a_requester_agrees_to_what_it_knows_only(changes: dict[str, Any]) -> None:
    work = work_of(ADA, BOB)
    known = work_of(ADA, BOB, **changes)
    with pytest.raises(PoolError, match=r"other than what was done|another time"):
        BOB.books.agree(ADA.books.propose(work), known)


def test_clocks_may_differ_a_little() -> None:
    work = work_of(ADA, BOB)
    known = work_of(ADA, BOB, begun_at=work.begun_at + 50, ended_at=work.ended_at + 50)
    assert read_receipt(BOB.books.agree(ADA.books.propose(work), known), MEMBERS).work == work


def test_nobody_signs_what_is_not_theirs() -> None:
    with pytest.raises(BadReceiptError, match="another device"):
        EVE.books.propose(work_of(ADA, BOB))
    work = work_of(ADA, BOB)
    with pytest.raises(BadReceiptError, match="other than"):
        EVE.books.agree(ADA.books.propose(work), work)
    with pytest.raises(BadReceiptError, match="no proposal"):
        BOB.books.agree(GOOD, read_receipt(GOOD, MEMBERS).work)
    for bad in ({"part": 0}, {"completion_tokens": -1}, {"model": "two\nlines"}, {"ended_at": float("nan")}):
        with pytest.raises(BadReceiptError, match="out of bounds"):
            ADA.books.propose(work_of(ADA, BOB, **bad))
    own = work_of(EVE, EVE)
    with pytest.raises(PoolError, match="themselves"):
        EVE.books.agree(EVE.books.propose(own), own)


def test_a_forged_receipt_is_refused() -> None:
    said, other = json.loads(GOOD), json.loads(receipt_of(ADA, EVE))
    refused(changed(GOOD, by_worker=said["by_requester"]), "not by the key")
    refused(changed(GOOD, by_requester=said["by_worker"]), "not by the key")
    refused(changed(GOOD, by_requester=other["by_requester"]), "not by the key")
    refused(changed(GOOD, requester_certificate=other["requester_certificate"]), "another device")
    refused(changed(GOOD, by_requester=None), "did not agree")
    refused(changed(GOOD, requester=EVE.key), "not by the key")
    refused(changed(GOOD, worker=EVE.key), "another device")
    for name, value in (("completion_tokens", 9999), ("prompt_tokens", 0), ("part", 7), ("model", "x")):
        refused(changed(GOOD, **{name: value}), "not by the key")


def test_another_pools_receipt_is_refused() -> None:
    other = Pool()
    worker, requester = Person(other), Person(other)
    refused(receipt_of(worker, requester), "not from this pool")
    refused(GOOD, "not from this pool", members_of(other))
    # Who is in both pools signs for one of them.
    same = Person(other, device=ADA.device), Person(other, device=BOB.device)
    signed = json.loads(receipt_of(*same))
    mixed = changed(
        GOOD, by_worker=signed["by_worker"], by_requester=signed["by_requester"], **signed["work"]
    )
    refused(mixed, "not by the key")


def test_who_was_no_member_at_that_time_signs_nothing() -> None:
    long_ago, work = Person(POOL), None
    long_ago.certificate = POOL.admit(long_ago.device, ago=3600, lifetime=1800)
    work = work_of(long_ago, BOB)
    with pytest.raises(BadCertificateError, match="expired"):
        BOB.books.agree(long_ago.books.propose(work), work)
    late = Person(POOL)
    late.certificate = POOL.admit(late.device, ago=3600, lifetime=1800)
    refused(receipt_of(ADA, late), "did not count at that time")
    invited = Person(POOL)
    invited.certificate = POOL.founder.invite(invited.device.public, Role.BOTH, time.time() - 60, 3600)
    refused(receipt_of(ADA, invited), "no membership")


def test_a_role_says_who_works_and_who_asks() -> None:
    refused(receipt_of(ADA, Person(POOL, Role.WORKER)), "may not request")
    work, idle = work_of(BOB, EVE), BOB
    with pytest.raises(BadReceiptError, match="may not work"):
        EVE.books.agree(idle.books.propose(work), work)


def test_nothing_is_agreed_with_who_was_removed() -> None:
    gone, work = Person(POOL), None
    charter = POOL.charter({gone.key: int(time.time())})

    async def append(_: bytes) -> None:
        raise AssertionError

    books = ReceiptBooks(BOB.device, lambda: BOB.certificate, lambda: charter, append)
    work = work_of(gone, BOB)
    with pytest.raises(BadCertificateError, match="removed"):
        books.agree(gone.books.propose(work), work)


def test_an_old_receipt_counts_after_its_members_have_left() -> None:
    now = time.time()
    charter = POOL.charter({ADA.key: int(now) + 1, BOB.key: int(now) + 1})
    assert charter.past_member(ADA.certificate).covers(now)
    assert isinstance(read_receipt(GOOD, MEMBERS), Receipt)


def test_heads_travel_with_receipts_and_a_fork_stops_them() -> None:
    worker, requester = Person(POOL, newest_head="worker's"), Person(POOL, newest_head="requester's")
    asyncio.run(worker.books.keep(receipt_of(worker, requester)))
    assert (worker.heads, requester.heads) == (["requester's"], ["worker's"])

    def forked(_: str) -> None:
        raise ForkError("Two heads don't fit.")

    async def append(_: bytes) -> None:
        raise AssertionError

    charter = POOL.charter()
    books = ReceiptBooks(BOB.device, lambda: BOB.certificate, lambda: charter, append, hear_head=forked)
    work = work_of(worker, BOB)
    with pytest.raises(ForkError):
        books.agree(worker.books.propose(work), work)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=1))
def test_one_altered_byte_never_makes_other_work_of_it(place: int, byte: bytes) -> None:
    altered = GOOD[:place] + byte + GOOD[place + 1 :]
    try:
        read = read_receipt(altered, MEMBERS)
    except PoolError:
        return
    assert read == read_receipt(GOOD, MEMBERS)


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_what_is_no_receipt_counts_for_nothing(data: bytes) -> None:
    assert isinstance(read_entry(LogEntry(ADA.key, data), MEMBERS), Nothing)


@pytest.mark.parametrize(
    "changes",
    [
        {"completion_tokens": "256"},
        {"completion_tokens": 256.0},
        {"completion_tokens": True},
        {"completion_tokens": 10**400},
        {"part": None},
        {"ended_at": 1e300},
        {"job": "F" * 32},
        {"worker": "U" * 56},
        {"by_worker": "A" * 88},
        {"by_worker": "é" * 88},
        {"worker_certificate": "x" * 2000},
        {"head": "x" * 501},
        {"kind": "verdict"},
        {"kind": "x"},
        {"prompt": "what was asked"},
    ],
)
def test_what_is_of_a_wrong_kind_is_refused(changes: dict[str, object]) -> None:
    said = json.loads(GOOD)
    for name, value in changes.items():
        (said["work"] if name in said["work"] else said)[name] = value
    refused(json.dumps(said).encode(), ".+")
    assert isinstance(read_entry(LogEntry(ADA.key, json.dumps(said).encode()), MEMBERS), Nothing)


def test_a_receipt_that_is_too_large_is_not_even_read() -> None:
    refused(GOOD + b" " * LARGEST_ENTRY, "too large")
    assert read_entry(LogEntry(ADA.key, b"[" * 10_000), MEMBERS) == Nothing("It is too large.")


def test_a_verdict_is_signed_by_who_asked() -> None:
    entry = verdict_of(ADA, BOB, kind=VerdictKind.RECHECK, passed=False)
    read = read_entry(entry, MEMBERS)
    assert isinstance(read, Verdict)
    assert (read.kind, read.worker, read.requester, read.passed) == (
        VerdictKind.RECHECK,
        ADA.device.public,
        BOB.device.public,
        False,
    )
    for changes in (
        {"passed": True},
        {"about": "canary"},
        {"worker": EVE.key},
        {"at": json.loads(entry.data)["at"] - 5},
    ):
        with pytest.raises(PoolError, match="not by the key"):
            read_verdict(json.dumps(json.loads(entry.data) | changes).encode(), MEMBERS)
    with pytest.raises(PoolError, match="another device"):
        read_verdict(json.dumps(json.loads(entry.data) | {"requester": EVE.key}).encode(), MEMBERS)
    with pytest.raises(PoolError, match="themselves"):
        read_verdict(verdict_of(EVE, EVE).data, MEMBERS)
    with pytest.raises(PoolError, match="may not request"):
        read_verdict(verdict_of(EVE, ADA).data, MEMBERS)
    with pytest.raises(BadReceiptError, match="another device"):
        verdict_of(ADA, BOB, requester=EVE.device.public)


def test_an_entry_counts_under_the_name_of_its_keeper_only() -> None:
    for entry in (entry_of(ADA, BOB), verdict_of(ADA, BOB)):
        assert not isinstance(read_entry(entry, MEMBERS), Nothing)
        assert isinstance(read_entry(LogEntry(EVE.key, entry.data), MEMBERS), Nothing)
