"""A member's part in the log: appends what it earned or found, and follows what the keeper says of it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from nats.aio.client import Client
from nats.aio.msg import Msg

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import LogError
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.ledger import log_head
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_reading import HEAD, LogSource
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.log_stream import APPEND
from deai_desktop.pool.ledger.statements import LARGEST_ENTRY

_MESSAGE = "Nats-Msg-Id"


class LogWriter:
    """Append to the log, and again until it is there: the hub itself confirms nothing, the signed log does."""

    def __init__(self, hub: Client, device: PublicKey, repository: LogRepository) -> None:
        self._hub = hub
        self._device = device
        self._repository = repository

    async def append(self, entry: bytes) -> None:
        """Remember an entry and send it off. Raises `LogError` for one that is too large."""
        if len(entry) > LARGEST_ENTRY:
            raise LogError("The entry is too large.")
        leaf = LogEntry(self._device.text, entry).leaf
        # Nobody guesses it: with a number that others know, they could use it up before.
        message = secrets.token_hex(16)
        self._repository.note_appended(leaf, entry, message)
        await self._send(entry, message)

    async def append_again(self, before: float) -> int:
        """Send what was appended before that time and is not in the copy of the log; return how many those are."""
        missing = self._repository.unconfirmed(before)
        for one in missing:
            await self._send(one.content, one.message)
        return len(missing)

    async def _send(self, entry: bytes, message: str) -> None:
        await self._hub.publish(f"{APPEND}.{self._device.text}", entry, headers={_MESSAGE: message})


async def follow_log(
    hub: Client, copy: LogCopy, source: LogSource, on_trouble: Callable[[DeAIError], Awaitable[None]]
) -> None:
    """Bring the copy up to each head that the keeper tells, as long as the connection lasts."""

    async def hear(message: Msg) -> None:
        try:
            copy.hear(message.data[: log_head.LONGEST + 1].decode("utf-8", "replace"))
            await copy.update(source)
        except DeAIError as error:
            await on_trouble(error)

    await hub.subscribe(HEAD, cb=hear)
    await settled(hub)
