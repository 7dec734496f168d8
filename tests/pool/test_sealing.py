"""Frames are opened by who they are meant for, once and in order, and only as they were sealed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.pool.errors import BadKeyError, BadMessageError
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from deai_desktop.pool.jobs.sealing import (
    LARGEST_FRAME,
    MOST_SAID,
    Agreement,
    JobKey,
    MissedFrameError,
    Opener,
    Sealer,
)
from tests.pool.pools import new_device

AGREEMENT = Agreement(
    KeyPair.generate(KeyKind.POOL).public,
    "ab" * 16,
    new_device().public,
    new_device().public,
    b"the offer",
    b"the claim",
)


def pair(theirs: Agreement = AGREEMENT) -> tuple[Sealer, Opener, Sealer, Opener]:
    """Agree on keys; the worker may believe that something else was agreed to."""
    requester, worker = JobKey(), JobKey()
    return (
        *requester.agree(worker.public, AGREEMENT, as_requester=True),
        *worker.agree(requester.public, theirs, as_requester=False),
    )


@given(st.lists(st.binary(max_size=300), max_size=10), st.lists(st.binary(max_size=300), max_size=10))
def test_both_sides_read_what_the_other_says(asked: list[bytes], answered: list[bytes]) -> None:
    seal, read, their_seal, their_read = pair()
    assert [their_read.open(seal.seal(one)) for one in asked] == asked
    assert [read.open(their_seal.seal(one)) for one in answered] == answered


@given(st.data())
def test_a_frame_altered_at_any_place_is_refused_and_harms_nothing(data: st.DataObject) -> None:
    seal, _, _, their_read = pair()
    frame = seal.seal(b"the prompt")
    place = data.draw(st.integers(0, len(frame) - 1))
    altered = bytearray(frame)
    altered[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadMessageError) as refused:
        their_read.open(bytes(altered))
    assert not isinstance(refused.value, MissedFrameError)
    for cut in (frame[:place], frame + b"\0"):
        with pytest.raises(BadMessageError):
            their_read.open(cut)
    assert their_read.open(frame) == b"the prompt"


def test_a_frame_counts_once() -> None:
    seal, _, _, their_read = pair()
    first, second = seal.seal(b"one"), seal.seal(b"two")
    assert their_read.open(first) == b"one"
    for _ in range(2):
        with pytest.raises(BadMessageError, match="came before"):
            their_read.open(first)
    assert their_read.open(second) == b"two"
    with pytest.raises(BadMessageError):
        their_read.open(second)


def test_a_missing_frame_is_noticed() -> None:
    seal, _, _, their_read = pair()
    seal.seal(b"one")
    with pytest.raises(MissedFrameError):
        their_read.open(seal.seal(b"two"))


def test_a_frame_is_not_for_who_sealed_it() -> None:
    seal, read, _, _ = pair()
    with pytest.raises(BadMessageError, match="altered"):
        read.open(seal.seal(b"mirror"))


@pytest.mark.parametrize(
    "other",
    [
        {"pool": KeyPair.generate(KeyKind.POOL).public},
        {"job": "cd" * 16},
        {"requester": new_device().public},
        {"worker": new_device().public},
        {"offer": b"another offer"},
        {"claim": b"another claim"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_who_agreed_to_something_else_reads_nothing(other: dict[str, object]) -> None:
    seal, read, their_seal, their_read = pair(replace(AGREEMENT, **other))  # type: ignore[arg-type]
    with pytest.raises(BadMessageError, match="altered"):
        their_read.open(seal.seal(b"secret"))
    with pytest.raises(BadMessageError, match="altered"):
        read.open(their_seal.seal(b"secret"))


def test_no_other_key_opens_it() -> None:
    (seal, *_), (*_, stranger) = pair(), pair()
    with pytest.raises(BadMessageError, match="altered"):
        stranger.open(seal.seal(b"secret"))


@pytest.mark.parametrize(
    "key", ["", "AAAA", "A" * 43, "!" * 43, "A" * 100], ids=["none", "short", "zero", "odd", "long"]
)
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(BadKeyError):
        JobKey().agree(key, AGREEMENT, as_requester=True)


def test_sizes_are_bounded_and_tell_little() -> None:
    seal, _, _, their_read = pair()
    assert their_read.open(seal.seal(bytes(MOST_SAID - 64))) == bytes(MOST_SAID - 64)
    with pytest.raises(BadMessageError, match="too large"):
        seal.seal(bytes(MOST_SAID + 64))
    with pytest.raises(BadMessageError, match="too long"):
        their_read.open(bytes(LARGEST_FRAME + 1))
    assert len({len(seal.seal(bytes(size))) for size in range(1, 60)}) == 1
    assert b"secret" not in seal.seal(b"secret")
