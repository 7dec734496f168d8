"""How members read the log: they ask its keeper, who is not believed, for the log has a signed head."""

from __future__ import annotations

import asyncio
import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Protocol

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from pydantic import Field, ValidationError

from deai_desktop.pool.errors import LogError, PoolError
from deai_desktop.pool.hubs.connection import asks_for_itself, settled
from deai_desktop.pool.identity.keys import KeyKind, PublicKey
from deai_desktop.pool.identity.roles import LARGEST_MESSAGE
from deai_desktop.pool.jobs.throttle import Throttle
from deai_desktop.pool.ledger import log_head
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.statements import Strict

READ = "log.read"
HEAD = "log.head"
READS_A_SECOND, READS_IN_A_ROW = 5.0, 40.0
"""Of one member; who asks more is told so once a second, and not answered else."""
_AGAIN_SECONDS = 2.0
_MOST_REFUSALS = 5
"""One after the other, each after a wait, before it is given up."""
_LARGEST_QUESTION = 100
_LARGEST_ANSWER = 4_000_000
"""Unpacked."""
_ROOM = LARGEST_MESSAGE - 4096
_MOST_AT_ONCE = 500
_WAIT_SECONDS = 20.0


class _Question(Strict):
    first: Annotated[int, Field(ge=0, le=2**40)]


class _Entry(Strict):
    by: Annotated[str, Field(max_length=200)]
    data: Annotated[str, Field(max_length=8000)]


class _Answer(Strict):
    head: Annotated[str, Field(max_length=log_head.LONGEST)]
    entries: Annotated[list[_Entry], Field(max_length=_MOST_AT_ONCE)]
    again_in: Annotated[float, Field(ge=0, le=60)] = 0.0
    """Seconds to wait before asking again, for who asked too often; there is nothing else in it then."""


@dataclass(frozen=True)
class LogPart:
    """What somebody says the log is."""

    head: str
    """The newest signed one that they know; nothing before the first."""
    entries: list[LogEntry]
    again_in: float = 0.0
    """Seconds until it is given out; 0 where this is it."""


class LogSource(Protocol):
    """Where the log can be read."""

    async def read(self, first: int) -> LogPart:
        """Return some entries from that place on. Raises `LogError`."""


class HubLogSource:
    """Ask the keeper, over a member's connection."""

    def __init__(self, hub: Client, device: PublicKey) -> None:
        self._hub = hub
        self._device = device

    async def read(self, first: int) -> LogPart:
        """Return some entries from that place on. Raises `LogError`."""
        for _ in range(_MOST_REFUSALS):
            part = await self._asked(first)
            if not part.again_in:
                return part
            await asyncio.sleep(part.again_in)
        raise LogError("This PC asked for it too often.", hint="Try again in a minute.")

    async def _asked(self, first: int) -> LogPart:
        question = _Question(first=first).model_dump_json().encode()
        try:
            reply = await self._hub.request(f"{READ}.{self._device.text}", question, timeout=_WAIT_SECONDS)
        except (NatsError, TimeoutError):
            raise LogError(
                "Nobody is there who keeps it.", hint="Try again when the founder is online."
            ) from None
        return unpacked(reply.data)


async def give_out(
    hub: Client, source: LogSource, on_flood: Callable[[str], None] = lambda device: None
) -> None:
    """Answer members who ask for the log, as long as the keeper's connection lasts.

    ``on_flood`` hears of each question that was one too many, by the device that asked.
    """
    reads = Throttle(READS_A_SECOND, READS_IN_A_ROW)
    told = Throttle(1.0, 1.0)

    async def answer(message: Msg) -> None:
        device = message.subject.rpartition(".")[2]
        if len(message.data) > _LARGEST_QUESTION or not asks_for_itself(message, device):
            return
        try:
            PublicKey(device, KeyKind.DEVICE)
            if not reads.allows(device):
                on_flood(device)
                if told.allows(device):
                    await message.respond(packed(LogPart("", [], _AGAIN_SECONDS)))
                return
            part = await source.read(_Question.model_validate_json(message.data).first)
        except (ValidationError, PoolError):
            return
        await message.respond(packed(part))

    await hub.subscribe(f"{READ}.*", cb=answer)
    await settled(hub)


def packed(part: LogPart) -> bytes:
    """Write as much of it as goes into one message; entries of the same members are much alike and pack well."""
    entries = part.entries[:_MOST_AT_ONCE]
    while True:
        answer = _Answer(
            head=part.head,
            entries=[_Entry(by=one.by, data=base64.b64encode(one.data).decode()) for one in entries],
            again_in=part.again_in,
        )
        text = answer.model_dump_json().encode()
        content = zlib.compress(text, 1)
        if len(content) <= _ROOM and len(text) <= _LARGEST_ANSWER:
            return content
        entries = entries[: len(entries) // 2]


def unpacked(content: bytes) -> LogPart:
    """Read what `packed` wrote, whoever sent it. Raises `LogError`."""
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(content, _LARGEST_ANSWER)
        answer = _Answer.model_validate_json(text if unpacking.eof else b"")
        entries = [LogEntry(one.by, base64.b64decode(one.data, validate=True)) for one in answer.entries]
    except (ValueError, zlib.error):
        raise LogError("The answer can't be understood.", hint="Update DeAI on both PCs.") from None
    return LogPart(answer.head, entries, answer.again_in)
