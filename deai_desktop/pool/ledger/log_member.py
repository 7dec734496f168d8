"""A member's part in the log: appends what it earned or found, and follows what the keeper says of it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from nats.aio.client import Client
from nats.aio.msg import Msg

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import LogError
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.ledger import log_head
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_reading import HEAD
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.log_stream import APPEND
from deai_desktop.pool.ledger.statements import LARGEST_ENTRY

_MESSAGE = "Nats-Msg-Id"
_KNOWN_AGAIN_SECONDS = 100.0
"""In which an entry can be sent as often as one likes: hubs know it again for a little longer than that."""
_OVERDUE_SECONDS = 60.0
"""By which an entry has to be in the log once a head was signed after it, whatever the clocks of two PCs say."""


class LogWriter:
    """Append to the log, and again until it is there: the hub itself confirms nothing, the signed log does."""

    def __init__(
        self,
        hub: Client,
        device: PublicKey,
        repository: LogRepository,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._clock = clock
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

    async def append_again(self, signed_at: float) -> int:
        """Send what is not in the copy of the log, whose head was signed at that time; return how many those are.

        What the head could hardly have had yet is sent only while hubs know it again: the founder may be away for days.
        """
        before, after = signed_at - _OVERDUE_SECONDS, self._clock() - _KNOWN_AGAIN_SECONDS
        missing = self._repository.unconfirmed(before, after)
        for one in missing:
            await self._send(one.content, one.message)
        return len(missing)

    async def _send(self, entry: bytes, message: str) -> None:
        await self._hub.publish(f"{APPEND}.{self._device.text}", entry, headers={_MESSAGE: message})


async def hear_heads(
    hub: Client, copy: LogCopy, on_head: Callable[[], None], on_trouble: Callable[[DeAIError], None]
) -> None:
    """Compare the copy with each head that the keeper tells, as long as the connection lasts."""

    async def hear(message: Msg) -> None:
        try:
            copy.hear(message.data[: log_head.LONGEST + 1].decode("utf-8", "replace"))
        except DeAIError as error:
            on_trouble(error)
        on_head()

    await hub.subscribe(HEAD, cb=hear)
    await settled(hub)
