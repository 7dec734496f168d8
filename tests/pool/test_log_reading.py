"""A member asks for the log and bears whatever comes back."""

from __future__ import annotations

import json
import random
import zlib
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.pool.errors import LogError
from deai_desktop.pool.identity.roles import LARGEST_MESSAGE
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_reading import HubLogSource, LogPart, packed
from deai_desktop.pool.ledger.statements import LARGEST_ENTRY
from tests.pool.pools import new_device

pytestmark = pytest.mark.anyio
DEVICE = new_device().public


async def read(answer: bytes) -> LogPart:
    async def request(subject: str, question: bytes, timeout: float) -> Any:
        assert (subject, question) == (f"log.read.{DEVICE.text}", b'{"first":7}')
        return SimpleNamespace(data=answer)

    return await HubLogSource(SimpleNamespace(request=request), DEVICE).read(7)  # type: ignore[arg-type]


async def test_as_much_as_fits_comes_in_one_message() -> None:
    chance = random.Random(1)
    entries = [LogEntry("U" * 56, chance.randbytes(LARGEST_ENTRY)) for _ in range(500)]
    content = packed(LogPart("head", entries))
    assert len(content) <= LARGEST_MESSAGE
    part = await read(content)
    assert part.head == "head"
    assert 20 < len(part.entries) < 500
    assert part.entries == entries[: len(part.entries)]
    alike = [LogEntry("U" * 56, bytes(LARGEST_ENTRY))] * 600
    assert len((await read(packed(LogPart("", alike)))).entries) == 500


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(max_size=LARGEST_ENTRY), max_size=5), st.data())
def test_what_is_altered_on_the_way_is_read_or_refused(parts: list[bytes], data: st.DataObject) -> None:
    content = packed(LogPart("", [LogEntry("U", part) for part in parts]))
    place = data.draw(st.integers(0, len(content) - 1))
    altered = content[:place] + data.draw(st.binary(max_size=3)) + content[place + 1 :]
    try:
        part = anyio.run(read, altered)
    except LogError:
        return
    assert all(isinstance(entry, LogEntry) for entry in part.entries)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"head": "", "entries": [{"by": "U", "data": "A"}]},
        {"head": "", "entries": [{"by": "U", "data": "é"}]},
        {"head": "", "entries": [{"by": "U", "data": "A" * 9000}]},
        {"head": "", "entries": [{"by": "U", "data": ""}] * 501},
        {"head": "x" * 501, "entries": []},
        {"head": "", "entries": [], "more": 1},
        {"head": 1, "entries": []},
        [],
    ],
)
async def test_an_answer_of_a_wrong_kind_is_refused(content: object) -> None:
    with pytest.raises(LogError, match="understood"):
        await read(zlib.compress(json.dumps(content).encode()))


@pytest.mark.parametrize(
    "answer", [b"", b"x", zlib.compress(bytes(50_000_000)), zlib.compress(b"[" * 50_000)]
)
async def test_what_is_no_answer_is_refused(answer: bytes) -> None:
    with pytest.raises(LogError, match="understood"):
        await read(answer)
