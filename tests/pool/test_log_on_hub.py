"""The log on a real hub: members append and read, nobody takes anything back, and it outlives the hub's restart."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from nats.aio.client import Client

from deai_desktop.core.tasks import end_task
from deai_desktop.pool.errors import BadCertificateError, LogError, PoolUnreachableError
from deai_desktop.pool.hubs.connection import Refused, settled
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_files import HubPlace
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.roles import LOG_STREAM, Role
from deai_desktop.pool.ledger.book_keeping import BookKeeping
from deai_desktop.pool.ledger.log_archive import LogArchive
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_keeper import LogKeeper
from deai_desktop.pool.ledger.log_member import LogWriter
from deai_desktop.pool.ledger.log_reading import HubLogSource
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.log_stream import LogStream
from deai_desktop.pool.ledger.statements import LARGEST_ENTRY
from deai_desktop.storage.database import Database
from deai_desktop.system.child_job import ChildJob
from tests.pool.logs import copy_of, repository_in
from tests.pool.pools import Pool, new_device
from tests.pool.running_pool import RunningPool, running
from tests.pool.signed_work import Person, receipt_of

pytestmark = pytest.mark.anyio
_PATIENCE = 5.0
_MARKER = "the-prompt-or-the-answer"


Known = Callable[[Pool, str], LogRepository]


@dataclass
class Kept:
    """A running pool whose log is kept."""

    running: RunningPool
    keys: KeyPair
    hub: Client
    stream: LogStream
    keeper: LogKeeper
    copy: LogCopy
    archive: LogArchive


@dataclass
class Member:
    """A member with a connection and a copy of the log."""

    person: Person
    hub: Client
    repository: LogRepository
    copy: LogCopy
    writer: LogWriter
    source: HubLogSource


async def keep(pool: RunningPool, keys: KeyPair, repository: LogRepository) -> Kept:
    hub = await pool.connect(keys, pool.pool.founder.admit_to_log(keys.public, time.time()))
    stream, copy = await LogStream.open(hub), copy_of(pool.pool, repository)
    archive = LogArchive(pool.files.folder / "log")
    keeper = LogKeeper(hub, stream, copy, archive, pool.pool.founder)
    await keeper.give_out()
    return Kept(pool, keys, hub, stream, keeper, copy, archive)


async def member_of(pool: RunningPool, known: Known, role: Role = Role.BOTH) -> Member:
    person = Person(pool.pool, role)
    hub = await pool.connect(person.device, person.certificate)
    repository = known(pool.pool, person.key)
    public = person.device.public
    return Member(
        person,
        hub,
        repository,
        copy_of(pool.pool, repository),
        LogWriter(hub, public, repository),
        HubLogSource(hub, public),
    )


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Known]:
    """What somebody's own database knows of the pool's log."""
    with ExitStack() as stack:
        yield lambda pool, name: repository_in(pool, stack.enter_context(Database(tmp_path / f"{name}.db")))


@pytest.fixture
async def kept(tmp_path: Path, known: Known) -> AsyncIterator[Kept]:
    async with running(tmp_path / "hub", Pool()) as pool:
        yield await keep(pool, new_device(), known(pool.pool, "keeper"))


async def grown(stream: LogStream, size: int) -> None:
    """Wait until the hub has written so much."""
    async with asyncio.timeout(_PATIENCE):
        while await stream.size() < size:
            await asyncio.sleep(0.01)


async def test_a_receipt_goes_into_the_log_and_everybody_reads_it(kept: Kept, known: Known) -> None:
    ada, bob = [await member_of(kept.running, known) for _ in range(2)]
    for number in range(3):
        await ada.writer.append(receipt_of(ada.person, bob.person, number))
    await grown(kept.stream, 3)
    head = await kept.keeper.sign()
    assert head is not None
    assert head.size == 3
    assert await bob.copy.update(bob.source) == 3
    assert bob.copy.head == head
    assert bob.copy.replay.ledger.balances == {ada.person.key: 3 * 2590, bob.person.key: -3 * 2590}
    assert len(ada.repository.unconfirmed(2e9)) == 3
    await ada.copy.update(ada.source)
    assert ada.repository.unconfirmed(2e9) == ()
    assert ada.copy.tree.root() == kept.copy.tree.root() == head.root
    assert await kept.keeper.sign() is None
    assert not kept.running.troubles


@asynccontextmanager
async def following(member: Member) -> AsyncIterator[BookKeeping]:
    """Let a member keep its books over its connection."""
    person = member.person
    books = BookKeeping(member.repository, person.device, person.pool.charter, lambda: person.certificate)
    task = asyncio.create_task(books.follow(member.hub))
    try:
        yield books
    finally:
        await end_task(task)


async def test_a_receipt_that_came_while_the_log_was_nowhere_is_told_again_at_once(
    tmp_path: Path, known: Known
) -> None:
    """As while hubs join: the stream is on its way, and what members append goes to nobody."""
    async with running(tmp_path / "hub", Pool()) as pool:
        ada, bob = [await member_of(pool, known) for _ in range(2)]
        async with following(ada) as books:
            await ada.writer.append(receipt_of(ada.person, bob.person))
            await settled(ada.hub)
            kept = await keep(pool, new_device(), known(pool.pool, "keeper"))
            assert await kept.stream.size() == 0
            assert (
                await kept.keeper.sign()
            ) is not None  # nothing is new, but members hear that the log is kept
            await grown(kept.stream, 1)
            assert (await kept.keeper.sign()) is not None
            async with asyncio.timeout(_PATIENCE):
                while ada.repository.unconfirmed(2e9):
                    await asyncio.sleep(0.01)
            assert len((await books.copy()).tree) == 1


async def test_what_was_lost_is_appended_again_and_once_only(kept: Kept, known: Known) -> None:
    ada, bob = [await member_of(kept.running, known) for _ in range(2)]
    receipt = receipt_of(ada.person, bob.person)
    await ada.writer.append(receipt)
    await grown(kept.stream, 1)
    assert await ada.writer.append_again(2e9) == 1  # it does not know yet; the hub does
    await settled(ada.hub)
    await kept.keeper.sign()
    await ada.copy.update(ada.source)
    assert len(ada.copy.tree) == 1
    assert await ada.writer.append_again(2e9) == 0
    with pytest.raises(LogError, match="too large"):
        await ada.writer.append(bytes(LARGEST_ENTRY + 1))


async def test_the_head_is_signed_again_when_it_is_old(kept: Kept) -> None:
    now = [time.time()]
    founder = kept.running.pool.founder
    keeper = LogKeeper(kept.hub, kept.stream, kept.copy, kept.archive, founder, lambda: now[0])
    first = await keeper.sign()
    now[0] += 3599
    assert await keeper.sign() is None
    now[0] += 2
    second = await keeper.sign()
    assert first is not None
    assert second is not None
    assert (second.size, second.root, second.at) == (0, first.root, first.at + 3601)


async def test_the_keeper_goes_on_after_the_hub_did_not_answer(
    kept: Kept, known: Known, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await member_of(kept.running, known)
    heard = await ada.hub.subscribe("log.head")
    await settled(ada.hub)
    stream = FailingStream(kept.stream)
    keeper = LogKeeper(kept.hub, stream, kept.copy, kept.archive, kept.running.pool.founder)
    keeping = asyncio.create_task(keeper.run(0.01))
    try:
        message = await heard.next_msg(_PATIENCE)
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
    assert message.data.decode() == kept.copy.newest_head
    assert "is not signed: The pool's log can't be used: The hub does not answer." in caplog.text


class FailingStream(LogStream):
    """Does not answer the first time."""

    def __init__(self, stream: LogStream) -> None:
        self._stream = stream
        self._asked = 0

    async def size(self) -> int:
        self._asked += 1
        if self._asked == 1:
            raise LogError("The hub does not answer.")
        return await self._stream.size()

    async def read(self, first: int, most: int = 500) -> list[LogEntry]:
        return await self._stream.read(first, most)


async def test_a_long_log_is_read_in_parts(kept: Kept, known: Known) -> None:
    ada = await member_of(kept.running, known)
    subject, chance = f"log.append.{ada.person.key}", random.Random(1)
    for _ in range(700):
        await ada.hub.publish(subject, chance.randbytes(LARGEST_ENTRY // 2))
    await grown(kept.stream, 700)
    await kept.keeper.sign()
    assert await ada.copy.update(ada.source) == 700
    assert ada.copy.replay.ledger.ignored == {"It can't be understood.": 700}


async def test_members_can_do_nothing_to_the_stream(kept: Kept, known: Known) -> None:
    ada = await member_of(kept.running, known, Role.ADMIN)
    await ada.writer.append(b"something")
    await grown(kept.stream, 1)
    config = json.dumps({"name": LOG_STREAM, "subjects": ["other.*"]}).encode()
    for what, body in (
        *((f"STREAM.{verb}", b"") for verb in ("PURGE", "DELETE", "INFO", "SNAPSHOT", "LEADER.STEPDOWN")),
        *((f"STREAM.{verb}", config) for verb in ("CREATE", "UPDATE", "RESTORE")),
        ("STREAM.MSG.DELETE", b'{"seq":1}'),
        ("STREAM.MSG.GET", b'{"seq":1}'),
        ("DIRECT.GET", b'{"seq":1}'),
        ("CONSUMER.CREATE", b"{}"),
    ):
        subject = f"$JS.API.{what}.{LOG_STREAM}"
        is_refused = await kept.running.is_refused(
            lambda subject=subject, body=body: ada.hub.publish(subject, body),  # type: ignore[misc]
            ada.hub,
        )
        assert is_refused, subject
    assert await kept.stream.size() == 1


async def test_nobody_appends_in_another_members_name(kept: Kept, known: Known) -> None:
    ada, bob = [await member_of(kept.running, known) for _ in range(2)]
    for subject in (f"log.append.{bob.person.key}", f"log.read.{bob.person.key}", "log.head", "log.append"):
        assert await kept.running.is_refused(
            lambda subject=subject: ada.hub.publish(subject, b"x"),  # type: ignore[misc]
            ada.hub,
        ), subject
    for subject in ("log.append.*", "log.read.*", f"log.append.{ada.person.key}", "log.>"):
        assert await kept.running.is_refused(
            lambda subject=subject: ada.hub.subscribe(subject),  # type: ignore[misc]
            ada.hub,
        ), subject
    assert await kept.stream.size() == 0


async def test_the_hub_answers_nowhere_what_members_append(kept: Kept, known: Known) -> None:
    """A hub would answer with its own rights, wherever the message says: into another's name, or to delete the log."""
    ada, bob = [await member_of(kept.running, known) for _ in range(2)]
    heard: list[str] = []

    async def hear(message: object) -> None:
        heard.append(message.data.decode("utf-8", "replace"))  # type: ignore[attr-defined]

    await ada.hub.subscribe(f"to.{ada.person.key}.x", cb=hear)
    await settled(ada.hub)
    subject = f"log.append.{ada.person.key}"
    replies = (
        f"log.append.{bob.person.key}",
        f"$JS.API.STREAM.DELETE.{LOG_STREAM}",
        f"to.{ada.person.key}.x",
    )
    headers: tuple[dict[str, str] | None, ...] = (
        None,
        {"Nats-Rollup": "all"},
        {"Nats-TTL": "1s"},
        {"Nats-Expected-Stream": "other"},
        {"Nats-Expected-Last-Sequence": "77"},
        {"Nats-Batch-Id": "7", "Nats-Batch-Sequence": "1", "Nats-Batch-Commit": "1"},
        {"Nats-Schedule": "@at 2030-01-01T00:00:00Z", "Nats-Schedule-Target": "log.append.x"},
        {"Nats-Msg-Id": "1"},
        {"Nats-Msg-Id": "1"},
    )
    for reply in replies:
        for one in headers:
            await ada.hub.publish(subject, b"x", reply=reply, headers=one)
        await ada.hub.publish(subject, bytes(LARGEST_ENTRY * 2), reply=reply)
    await settled(ada.hub)
    await ada.hub.publish(subject, b"last")
    await grown(kept.stream, 5)
    entries = await kept.stream.read(0)
    assert [(one.by, one.data) for one in entries] == [
        *((ada.person.key, b"x") for _ in range(4)),  # three without a header, and one that came twice
        (ada.person.key, b"last"),
    ]
    # The same for the keeper: it answers to who asks, and nowhere else.
    for reply in (*replies[:2], f"to.{bob.person.key}.x", ""):
        await ada.hub.publish(f"log.read.{ada.person.key}", b'{"first":0}', reply=reply)
    await ada.hub.publish(f"log.read.{ada.person.key}", b'{"first":"x"}', reply=replies[2])
    await ada.hub.publish(f"log.read.{ada.person.key}", b"[" * 5000, reply=replies[2])
    assert len((await ada.source.read(0)).entries) == 5
    assert heard == []
    assert await kept.stream.size() == 5


async def test_nobody_fills_the_log(kept: Kept, known: Known) -> None:
    stream = await LogStream.open(kept.hub, most_entries=20)
    ada, bob = [await member_of(kept.running, known) for _ in range(2)]
    for number in range(100):
        await ada.hub.publish(f"log.append.{ada.person.key}", b"%d" % number)
    await settled(ada.hub)
    await bob.writer.append(b"bob's")
    await grown(stream, 21)
    assert [one.data for one in await stream.read(18)] == [b"18", b"19", b"bob's"]


async def test_the_keepers_certificate_opens_the_log_and_nothing_else(kept: Kept, known: Known) -> None:
    certificate = kept.running.pool.founder.admit_to_log(kept.keys.public, time.time())
    with pytest.raises(BadCertificateError):
        kept.running.pool.charter().member(certificate, time.time())
    for verb in ("DELETE", "PURGE"):
        assert await kept.running.is_refused(
            lambda verb=verb: kept.hub.publish(f"$JS.API.STREAM.{verb}.{LOG_STREAM}", b""),  # type: ignore[misc]
            kept.hub,
        )
    for what in (
        lambda: kept.hub.publish("offer.model", b"x"),
        lambda: kept.hub.publish("log.append.x", b"x"),
        lambda: kept.hub.subscribe("to.>"),
        lambda: kept.hub.subscribe("offer.>"),
    ):
        assert await kept.running.is_refused(what, kept.hub)
    forged = Pool().founder.admit_to_log(kept.keys.public, time.time())
    with pytest.raises((Refused, PoolUnreachableError)):
        await kept.running.connect(kept.keys, forged)


async def test_the_log_outlives_the_hub_and_holds_no_word(tmp_path: Path, known: Known) -> None:
    pool, keys = Pool(), new_device()
    repository = known(pool, "keeper")
    async with running(tmp_path / "hub", pool) as first:
        kept = await keep(first, keys, repository)
        ada, bob = [await member_of(first, known) for _ in range(2)]
        await ada.writer.append(receipt_of(ada.person, bob.person))
        # As a job goes over the hub, beside the log.
        await ada.hub.publish(f"to.{bob.person.key}.job", _MARKER.encode())
        await grown(kept.stream, 1)
        head = await kept.keeper.sign()
        await ada.copy.update(ada.source)
    files = [file for file in (tmp_path / "hub").rglob("*") if file.is_file()]
    assert any("jetstream" in str(file) for file in files)
    assert all(_MARKER.encode() not in file.read_bytes() for file in files)
    async with again(first) as second:
        kept = await keep(second, keys, repository)
        assert await kept.stream.size() == 1
        assert kept.copy.head == head
        bob = await member_of(second, known)
        await bob.writer.append(b"more")
        await grown(kept.stream, 2)
        await kept.keeper.sign()
        assert await bob.copy.update(bob.source) == 2
        assert ada.person.key in bob.copy.replay.ledger.balances


async def test_a_hub_restored_from_an_old_copy_is_not_signed_for(tmp_path: Path, known: Known) -> None:
    pool, keys = Pool(), new_device()
    repository = known(pool, "keeper")
    async with running(tmp_path / "hub", pool) as first:
        kept = await keep(first, keys, repository)
        ada = await member_of(first, known)
        for entry in (b"1", b"2"):
            await ada.writer.append(entry)
        await grown(kept.stream, 2)
        head = await kept.keeper.sign()
    shutil.rmtree(tmp_path / "hub" / "jetstream")
    async with again(first) as second:
        kept = await keep(second, keys, repository)
        with pytest.raises(LogError, match="shorter than what was signed"):
            await kept.keeper.sign()
        bob = await member_of(second, known)
        for entry in (b"3", b"4", b"5"):
            await bob.writer.append(entry)
        await grown(kept.stream, 3)
        with pytest.raises(LogError, match="does not begin with what was signed"):
            await kept.keeper.sign()
        assert kept.copy.head == head


@asynccontextmanager
async def again(before: RunningPool) -> AsyncIterator[RunningPool]:
    """Start a hub again where it was."""
    before.files.write(before.pool.hub_charter(), HubPlace())
    hub = await Hub.start(before.files, ChildJob())
    try:
        async with AsyncExitStack() as stack:
            yield RunningPool(before.files, hub, before.pool, stack)
    finally:
        await hub.stop()
