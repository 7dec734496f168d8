"""Reads all of the log once more, with its signatures, to take it out of the pool."""

from __future__ import annotations

import asyncio
import time

from nats.aio.client import Client

from deai_desktop.pool.errors import LogError
from deai_desktop.pool.ledger.book_keeping import BookKeeping
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_export import export
from deai_desktop.pool.ledger.log_reading import HubLogSource, LogSource


async def taken_log(books: BookKeeping, hub: Client) -> bytes:
    """Return the log up to its newest head as signed JSON.

    This PC keeps no more than hashes and numbers of it, so the founder's has to be there. Raises `LogError`.
    """
    copy, source = await books.copy(), HubLogSource(hub, books.device.public)
    await copy.update(source)
    if (head := copy.head) is None:
        raise LogError("Nobody has signed a head of it yet.", hint="Try again in a minute.")
    entries = await _entries(copy, source, head.size)
    return await asyncio.to_thread(
        export,
        books.charter(),
        head,
        copy.tree,
        list(enumerate(entries)),
        books.device,
        books.certificate(),
        time.time(),
    )


async def _entries(copy: LogCopy, source: LogSource, size: int) -> list[LogEntry]:
    """Read the first entries. Raises `LogError` where they are not those that were signed."""
    entries: list[LogEntry] = []
    while len(entries) < size:
        more = (await source.read(len(entries))).entries[: size - len(entries)]
        if not more:
            raise LogError("It was cut off before its signed end.", hint="Try again later.")
        for place, entry in enumerate(more, len(entries)):
            if entry.leaf != copy.tree.leaf(place):
                raise LogError(
                    f"Entry {place} that the hub gives out is not the one that was signed.",
                    hint="Tell the pool's founder: somebody altered the hub's files, or its disk is damaged.",
                )
        entries += more
    return entries
