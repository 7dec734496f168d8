"""The founder's PC keeps the log's entries whole, and puts them back into a hub that has none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from deai_desktop.pool.errors import LogError
from deai_desktop.pool.ledger.log_archive import LogArchive
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_stream import LogStream
from deai_desktop.pool.ledger.merkle_tree import MerkleTree
from tests.pool.pools import Pool, new_device
from tests.pool.running_pool import running

pytestmark = pytest.mark.anyio
MANY = [LogEntry("ADA" if number % 3 else "BOB", b"%d " % number * 100) for number in range(1200)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hub" / "log"


async def entries_of(archive: LogArchive) -> list[LogEntry]:
    found: list[LogEntry] = []
    while more := (await archive.read(len(found))).entries:
        found += more
    return found


async def test_keeps_entries_over_restarts(file: Path) -> None:
    archive = LogArchive(file)
    assert (archive.size, await entries_of(archive)) == (0, [])
    archive.append(MANY[:1100])
    archive.append(MANY[1100:])
    assert archive.size == LogArchive(file).size == 1200
    assert await entries_of(archive) == await entries_of(LogArchive(file)) == MANY
    assert (await archive.read(777)).entries[0] == MANY[777]
    tree = MerkleTree(one.leaf for one in MANY[:1150])
    assert archive.begins_with(tree)
    tree.append(b"x" * 32)
    assert not archive.begins_with(tree)


async def test_what_is_not_signed_is_taken_back(file: Path) -> None:
    archive = LogArchive(file)
    for number in range(4):
        archive.append(MANY[number * 10 : number * 10 + 10])
    archive.cut(25)  # in the middle of what was written at once
    assert archive.size == 20
    archive.append(MANY[20:23])
    assert await entries_of(LogArchive(file)) == MANY[:23]
    archive.cut(23)
    archive.cut(0)
    assert LogArchive(file).size == archive.size == 0


async def test_what_was_written_in_part_is_dropped(file: Path) -> None:
    LogArchive(file).append(MANY[:10])
    whole = file.read_bytes()
    LogArchive(file).append(MANY[10:20])
    longer = file.read_bytes()
    for length in (len(longer) - 1, len(whole) + 9, len(whole) + 3):
        file.write_bytes(longer[:length])
        archive = LogArchive(file)
        assert archive.size == 10
        assert file.read_bytes() == whole
    archive.append(MANY[10:20])
    assert file.read_bytes() == longer


async def test_what_is_damaged_is_read_anew(file: Path) -> None:
    archive = LogArchive(file)
    for number in range(3):
        archive.append(MANY[number * 10 : number * 10 + 10])
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert not archive.begins_with(MerkleTree(one.leaf for one in MANY[:30]))
    assert archive.size == 10
    content[12] ^= 1
    file.write_bytes(content)
    with pytest.raises(LogError, match="copy of it is damaged"):
        await archive.read(0)
    assert archive.size == 0


async def test_a_hub_that_has_nothing_gets_all_of_it(tmp_path: Path, file: Path) -> None:
    archive = LogArchive(file)
    archive.append(MANY)
    async with running(tmp_path / "other", Pool()) as pool:
        device = new_device()
        certificate = pool.pool.founder.admit_to_streams(device.public, time.time())
        stream = await LogStream.open(await pool.connect(device, certificate))
        await stream.fill(archive, archive.size)
        assert await stream.size() == 1200
        assert await stream.read(0, 1000) == MANY[:1000]
        assert await stream.read(1000) == MANY[1000:]
