"""Balances are what the log says, whoever adds them up and in whatever order: nothing is made and nothing lost."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.pool.jobs.worker_queue import Waiting
from deai_desktop.pool.ledger.credits import DOUBLE, REMOVED, Ledger, credits_of
from deai_desktop.pool.ledger.fair_share import FairShare
from deai_desktop.pool.ledger.log_entries import LogEntry, read_entry
from tests.pool.pools import Pool
from tests.pool.signed_work import Person, entry_of, members_of, verdict_of, work_of

POOL = Pool()
PEOPLE = [Person(POOL) for _ in range(4)]
ADA, BOB, EVE, _ = PEOPLE
MEMBERS = members_of(POOL)
RANDOM = random.Random(7)
ENTRIES = [
    entry_of(worker, requester, number, completion_tokens=RANDOM.randrange(300))
    for number, (worker, requester) in enumerate(RANDOM.choices(list(permutations(PEOPLE, 2)), k=30))
]


def replayed(entries: list[LogEntry], removed: dict[str, int] | None = None) -> Ledger:
    ledger = Ledger(removed)
    for entry in entries:
        ledger.enter(read_entry(entry, MEMBERS))
    return ledger


def test_a_worker_is_credited_what_the_requester_is_debited() -> None:
    assert credits_of(work_of(ADA, BOB, prompt_tokens=30, completion_tokens=256)) == 2590
    ledger = replayed([entry_of(ADA, BOB), verdict_of(ADA, BOB)])
    assert ledger.balances == {ADA.key: 2590, BOB.key: -2590}
    assert (ledger.balance(ADA.key), ledger.balance(EVE.key), ledger.counted) == (2590, 0, 1)
    assert not ledger.ignored


@settings(max_examples=50, deadline=None)
@given(st.permutations(ENTRIES), st.integers(0, 30))
def test_balances_do_not_depend_on_the_order(order: list[LogEntry], twice: int) -> None:
    ledger = replayed(order + order[:twice])
    assert ledger.balances == replayed(ENTRIES).balances
    assert sum(ledger.balances.values()) == 0
    assert ledger.ignored.get(DOUBLE, 0) == twice


_JUNK = st.one_of(
    st.binary(max_size=50),
    st.tuples(st.sampled_from(ENTRIES), st.integers(0, 2000), st.binary(min_size=1, max_size=1)).map(
        lambda it: it[0].data[: it[1]] + it[2] + it[0].data[it[1] + 1 :]
    ),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), _JUNK), max_size=20), st.randoms())
def test_what_does_not_count_changes_nothing(junk: list[tuple[Person, bytes]], chance: random.Random) -> None:
    log = list(ENTRIES)
    for who, data in junk:
        log.insert(chance.randrange(len(log)), LogEntry(who.key, data))
    ledger = replayed(log)
    assert sum(ledger.balances.values()) == 0
    # An altered byte may leave a receipt what it was, in blank space or the head that travels with it.
    assert ledger.balances == replayed(ENTRIES).balances
    assert sum(ledger.ignored.values()) == len(junk)


def test_receipts_that_do_not_count_are_counted_with_the_reason() -> None:
    other, good = Pool(), entry_of(ADA, BOB)
    ledger = replayed(
        [
            good,
            good,
            entry_of(ADA, BOB, completion_tokens=9999),  # the same part again, signed by both
            LogEntry(EVE.key, good.data),
            LogEntry(ADA.key, b"junk"),
            LogEntry(ADA.key, good.data.replace(b'"completion_tokens":256', b'"completion_tokens":999')),
            entry_of(Person(other), Person(other)),
            LogEntry(ADA.key, good.data + b" " * 5000),
        ]
    )
    assert ledger.balances == {ADA.key: 2590, BOB.key: -2590}
    assert ledger.counted == 1
    assert ledger.ignored == {
        DOUBLE: 2,
        "It was appended by another member than the one who keeps it.": 1,
        "It can't be understood.": 1,
        "The signature is not by the key that it names.": 1,
        "A certificate does not count: It is not from this pool.": 1,
        "It is too large.": 1,
    }


def test_each_worker_of_a_job_counts_its_own_parts() -> None:
    ledger = replayed([entry_of(ADA, BOB, 1), entry_of(EVE, BOB, 1), entry_of(EVE, BOB, 1, part=2)])
    assert ledger.balances == {ADA.key: 2590, EVE.key: 5180, BOB.key: -7770}


def test_what_was_done_before_a_member_was_removed_still_counts() -> None:
    now = time.time()
    entry = entry_of(ADA, BOB)
    for who in (ADA.key, BOB.key, "*"):
        assert replayed([entry], {who: int(now) + 10}).counted == 1
        after = replayed([entry], {who: int(now) - 10})
        assert (after.balances, after.ignored) == ({}, {REMOVED: 1})
        # Admitted again: the certificate is younger than the removal.
        assert replayed([entry], {who: int(now) - 40_000}).counted == 1


def test_who_gave_more_comes_first() -> None:
    balances = {"giver": 1_000_000, "taker": -1_000_000, "new": 0}
    share = FairShare(lambda who: balances[who])
    waiting = [Waiting(who, 100.0) for who in ("taker", "new", "giver")]
    assert [one.requester for one in share.order(waiting, 100.0)] == ["giver", "new", "taker"]


def test_who_had_much_lately_waits_until_it_is_forgotten() -> None:
    share = FairShare(lambda who: 0)
    share.note_use("a", 100_000, 0.0)
    share.note_use("a", 100_000, 0.0)
    assert share.recent_use("a", 3600.0) == pytest.approx(100_000)
    early = [Waiting("a", 99.0), Waiting("b", 100.0)]
    assert [one.requester for one in share.order(early, 100.0)] == ["b", "a"]
    late = [replace(one, since=one.since + 1e6) for one in early]
    assert [one.requester for one in share.order(late, 1e6 + 100)] == ["a", "b"]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(-(10**15), 10**15), min_size=6),
    st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 10**15)), max_size=10),
    st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 5000)), min_size=1, max_size=12),
    st.randoms(),
)
def test_nobody_waits_for_ever(
    balances: dict[str, int],
    used: list[tuple[str, int]],
    waiting: list[tuple[str, float]],
    chance: random.Random,
) -> None:
    share = FairShare(lambda who: balances[who])
    for who, amount in used:
        share.note_use(who, amount, 0.0)
    jobs = [Waiting(who, since) for who, since in waiting]
    order = share.order(jobs, 5000.0)
    chance.shuffle(jobs)
    assert share.order(jobs, 5000.0) == order
    for place, one in enumerate(order):
        assert all(other.since - one.since <= share.longest_detour for other in order[:place])
