"""Whatever a hub does to the log after it was signed, members find it and keep what they had."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deai_desktop.pool.errors import BadHeadError, BadSignatureError, ForkError, LogError, PoolError
from deai_desktop.pool.ledger.credits import DOUBLE
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_head import LogHead
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.verdicts import VerdictKind
from deai_desktop.storage.database import Database
from tests.pool.logs import FakeLog, copy_of, repository_in
from tests.pool.pools import Pool
from tests.pool.signed_work import Person, entry_of, receipt_of, verdict_of

POOL = Pool()
ADA, BOB, EVE = Person(POOL), Person(POOL), Person(POOL)
SIGNED_AT = int(time.time())
ENTRIES = [
    *(entry_of(ADA, BOB, number) for number in range(8)),
    verdict_of(ADA, BOB, 3),
    LogEntry(EVE.key, b"junk"),
    entry_of(EVE, ADA, 20),
]

pytestmark = pytest.mark.anyio


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "deai.db") as database:
        yield database


@pytest.fixture
def repository(database: Database) -> LogRepository:
    return repository_in(POOL, database)


@pytest.fixture
def copy(repository: LogRepository) -> LogCopy:
    return copy_of(POOL, repository)


async def test_follows_the_log_and_adds_it_up(copy: LogCopy, repository: LogRepository) -> None:
    log = FakeLog(POOL, ENTRIES[:3])
    assert await copy.update(log) == 0  # nothing is signed yet
    log.sign()
    assert await copy.update(log) == 3
    log.entries += ENTRIES[3:]
    assert await copy.update(log) == 0
    head = log.sign()
    assert await copy.update(log) == 8
    assert copy.head == head
    assert copy.newest_head == head.text
    assert copy.replay.ledger.balances == {
        ADA.key: 8 * 2590 - 2590,
        BOB.key: -8 * 2590,
        EVE.key: 2590,
    }
    assert copy.replay.records.of(ADA.key).canaries.passed == 1
    assert copy.replay.junk == {EVE.key: 1}
    again = copy_of(POOL, repository)
    assert again.head == head
    assert again.replay.junk == copy.replay.junk
    assert again.tree.root() == head.root
    assert again.replay.ledger.balances == copy.replay.ledger.balances
    assert again.replay.ledger.ignored == copy.replay.ledger.ignored
    assert again.replay.records.of(ADA.key) == copy.replay.records.of(ADA.key)


async def test_a_head_that_is_signed_again_is_newer(copy: LogCopy, repository: LogRepository) -> None:
    log = FakeLog(POOL, ENTRIES)
    log.sign(ago=100)
    await copy.update(log)
    newer = log.sign()
    await copy.update(log)
    assert copy.head == newer
    assert repository.heads("held") == (newer.text,)


async def test_a_removal_counts_for_what_was_signed_after_it(repository: LogRepository) -> None:
    charters = [POOL.charter()]
    copy = LogCopy(POOL.founder.pool, repository, lambda: charters[-1])
    log = FakeLog(POOL, ENTRIES)
    log.sign()
    await copy.update(log)
    before = copy.replay.ledger.balances
    charters.append(POOL.charter({EVE.key: SIGNED_AT + 100}))
    assert copy.replay.ledger.balances == before
    charters.append(POOL.charter({EVE.key: SIGNED_AT - 100}))
    assert EVE.key not in copy.replay.ledger.balances
    assert sum(copy.replay.ledger.balances.values()) == 0


def tampered(entries: list[LogEntry], way: str, place: int, chance: random.Random) -> list[LogEntry]:
    """Do something to a log that others have seen."""
    log, entry = list(entries), entries[place]
    if way == "alter":
        spot = chance.randrange(len(entry.data))
        byte = bytes([entry.data[spot] ^ chance.randrange(1, 256)])
        log[place] = LogEntry(entry.by, entry.data[:spot] + byte + entry.data[spot + 1 :])
    elif way == "rename":
        log[place] = LogEntry(EVE.key if entry.by != EVE.key else ADA.key, entry.data)
    elif way == "drop":
        del log[place]
    elif way == "truncate":
        del log[place:]
    elif way == "insert":
        log.insert(place, LogEntry(EVE.key, chance.choice([b"", b"x", receipt_of(EVE, BOB, 99)])))
    elif way == "duplicate":
        log.insert(place, entry)
    else:
        other = (place + chance.randrange(1, len(log))) % len(log)
        log[place], log[other] = log[other], log[place]
    return log


WAYS = ("alter", "rename", "drop", "truncate", "insert", "duplicate", "swap")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(WAYS), st.integers(0, len(ENTRIES) - 1), st.integers(0, len(ENTRIES)), st.randoms())
def test_tampering_at_any_place_is_found(
    database: Database, way: str, place: int, known: int, chance: random.Random
) -> None:
    """Whether the member knows nothing of the log yet, some of it, or all."""
    repository = repository_in(POOL, database, secrets.token_hex(8))
    anyio.run(_is_found, repository, tampered(ENTRIES, way, place, chance), known)


async def _is_found(repository: LogRepository, bad: list[LogEntry], known: int) -> None:
    copy, log = copy_of(POOL, repository), FakeLog(POOL, ENTRIES[:known])
    log.sign()
    await copy.update(log)
    kept = (copy.head, copy.tree.root(), copy.replay.ledger.balances, known)
    log.entries = list(ENTRIES)
    head = log.sign()
    log.entries = bad
    # What a member reads: its last entry once more, and all that follows.
    unread = max(known - 1, 0)
    if known == len(ENTRIES) or bad[unread : head.size] == ENTRIES[unread:]:
        await copy.update(log)
    else:
        with pytest.raises(LogError):
            await copy.update(log)
        assert kept == (
            *(copy.head, copy.tree.root(), copy.replay.ledger.balances),
            len(list(repository.entries())),
        )
    log.entries = list(ENTRIES)
    await copy.update(log)
    assert copy.head == head
    # Signed as well, it is a fork, and any member with the other head shows it.
    if bad != ENTRIES[: len(bad)] and len(bad) <= len(ENTRIES):
        other = FakeLog(POOL, bad).sign()
        with pytest.raises(ForkError):
            copy.hear(other.text)
        assert set(repository.heads("forked")) == {head.text, other.text}


async def test_a_fork_is_found_when_members_tell_each_other_their_heads(
    copy: LogCopy, repository: LogRepository
) -> None:
    mine, theirs = FakeLog(POOL, ENTRIES[:5]), FakeLog(POOL, [*ENTRIES[:3], ENTRIES[4]])
    mine.sign()
    await copy.update(mine)
    other = theirs.sign()
    with pytest.raises(ForkError, match="different ones"):
        copy.hear(other.text)
    assert len(repository.heads("forked")) == 2


async def test_a_fork_that_is_longer_is_found_when_the_log_has_grown(
    copy: LogCopy, repository: LogRepository
) -> None:
    mine, theirs = FakeLog(POOL, ENTRIES[:5]), FakeLog(POOL, [*ENTRIES[:6], ENTRIES[9]])
    mine.sign()
    await copy.update(mine)
    copy.hear(theirs.sign().text)  # may well be
    copy = copy_of(POOL, repository)  # and is remembered
    mine.entries = ENTRIES[:9]
    mine.sign()
    with pytest.raises(ForkError):
        await copy.update(mine)
    assert copy_of(POOL, repository).tree.root() == copy.tree.root()
    assert len(repository.heads("forked")) == 2


async def test_two_heads_of_one_size_are_a_fork_before_the_log_is_read(copy: LogCopy) -> None:
    copy.hear(FakeLog(POOL, ENTRIES[:5]).sign().text)
    with pytest.raises(ForkError):
        copy.hear(FakeLog(POOL, ENTRIES[1:6]).sign().text)


async def test_heads_that_fit_are_no_fork(copy: LogCopy, repository: LogRepository) -> None:
    log = FakeLog(POOL, ENTRIES)
    heads = [FakeLog(POOL, ENTRIES[:size]).sign() for size in range(len(ENTRIES) + 1)]
    for head in heads[::2]:
        copy.hear(head.text)
    was_behind = copy.is_behind
    log.sign()
    await copy.update(log)
    assert (was_behind, copy.is_behind) == (True, False)
    for head in heads:
        copy.hear(head.text)
    copy.hear("")
    assert repository.heads("heard") == repository.heads("forked") == ()


async def test_only_the_pools_key_signs_heads(copy: LogCopy) -> None:
    stranger = FakeLog(Pool(), ENTRIES)
    forged = stranger.sign().text
    with pytest.raises(BadSignatureError):
        copy.hear(forged)
    with pytest.raises(BadSignatureError):
        await copy.update(stranger)
    good = FakeLog(POOL, ENTRIES).sign().text
    for bad in ("x", "x" * 5000, "{}", good.replace('"size":11', '"size":"11"'), good[:-1] + ',"more":1}'):
        with pytest.raises(BadHeadError):
            copy.hear(bad)
    with pytest.raises(BadSignatureError):
        copy.hear(good.replace('"size":11', '"size":12'))
    assert copy.head is None


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_an_altered_head_is_refused(place: int, change: int) -> None:
    text = FakeLog(POOL, ENTRIES).sign().text.encode()
    place %= len(text)
    altered = text[:place] + bytes([text[place] ^ change]) + text[place + 1 :]
    with pytest.raises(PoolError):
        LogHead.read(POOL.founder.pool, altered.decode("latin-1"))


async def test_what_was_appended_is_remembered_until_it_is_in_the_log(
    copy: LogCopy, repository: LogRepository
) -> None:
    entry, lost = ENTRIES[0], b"lost"
    repository.note_appended(entry.leaf, entry.data, "1")
    repository.note_appended(LogEntry(ADA.key, lost).leaf, lost, "2")
    assert len(repository.unconfirmed(time.time() + 1)) == 2
    assert repository.unconfirmed(time.time() - 60) == ()
    log = FakeLog(POOL, ENTRIES)
    log.sign()
    await copy.update(log)
    assert [one.content for one in repository.unconfirmed(time.time() + 1)] == [lost]


async def test_verdicts_count_once_each_and_for_real_jobs_only(copy: LogCopy) -> None:
    recheck = VerdictKind.RECHECK
    log = FakeLog(
        POOL,
        [
            verdict_of(ADA, BOB, 1, passed=False),  # before the receipt, as may be
            *(entry_of(ADA, who, number) for who, number in ((BOB, 1), (BOB, 2), (EVE, 3))),
            entry_of(ADA, BOB, 2, part=2, prompt_tokens=0),
            verdict_of(ADA, BOB, 1, passed=True),
            verdict_of(ADA, BOB, 1, recheck, passed=False),
            verdict_of(ADA, EVE, 3, recheck, passed=False),
            verdict_of(ADA, BOB, 2, recheck, passed=True),
            verdict_of(ADA, BOB, 2, VerdictKind.FINISHED, passed=False),
            verdict_of(ADA, BOB, 77, recheck, passed=False),
            verdict_of(BOB, ADA, 1, passed=False),
        ],
    )
    log.sign()
    await copy.update(log)
    record = copy.replay.records.of(ADA.key)
    assert (record.jobs, record.completion_tokens, record.prompt_tokens) == (3, 1024, 90)
    assert record.tokens_per_second == pytest.approx(51.2, rel=0.01)
    assert (record.canaries.passed, record.canaries.failed, record.canaries.failed_by) == (0, 1, 1)
    assert (record.rechecks.passed, record.rechecks.failed, record.rechecks.failed_by) == (1, 2, 2)
    assert (record.finished.passed, record.finished.failed) == (0, 1)
    assert copy.replay.records.of(BOB.key).canaries.failed == 0
    assert copy.replay.records.workers() == (ADA.key,)
    assert copy.replay.ledger.ignored == {DOUBLE: 1}
