"""Keeps the entries of a pool's log on its founder's PC, so that the log can go on whatever becomes of the hubs.

A `LogCopy` has no more than their hashes and what they say. The file has one block after the other: how many entries,
how many bytes, and the entries as members are given them. A block that was not written whole is dropped; the hub still
has what is in it, since nothing is signed before it is here.
"""

from __future__ import annotations

import asyncio
import os
import struct
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.pool.errors import LogError
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_reading import LogPart, packed, unpacked
from deai_desktop.pool.ledger.merkle_tree import MerkleTree

_BEFORE_A_BLOCK = struct.Struct(">II")


@dataclass(frozen=True)
class _Block:
    first: int
    count: int
    at: int
    """Where in the file what is packed begins."""
    length: int

    @property
    def end(self) -> int:
        return self.first + self.count


class LogArchive:
    """Hold the entries of one log. All but `read` works on the disk and waits for it."""

    def __init__(self, file: Path) -> None:
        self.in_use = asyncio.Lock()
        """Held by who writes, or must have it stay as it is."""
        self._file = file
        self._known: list[_Block] | None = None

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self._blocks[-1].end if self._blocks else 0

    def append(self, entries: Sequence[LogEntry]) -> None:
        """Write the next entries, and come back when they are on the disk."""
        blocks = list(self._blocks)
        self._known = None  # to be looked up where this is broken off
        with self._file.open("ab") as file:
            while entries:
                content = packed(LogPart("", list(entries)))
                count = len(unpacked(content).entries)
                file.write(_BEFORE_A_BLOCK.pack(count, len(content)) + content)
                first = blocks[-1].end if blocks else 0
                blocks.append(_Block(first, count, file.tell() - len(content), len(content)))
                entries = entries[count:]
            file.flush()
            os.fsync(file.fileno())
        self._known = blocks

    def cut(self, size: int) -> None:
        """Forget what comes after so many entries, and some of those before where it has to be."""
        kept = [block for block in self._blocks if block.end <= size]
        if len(kept) < len(self._blocks):
            os.truncate(self._file, kept[-1].at + kept[-1].length if kept else 0)
            self._known = kept

    async def read(self, first: int) -> LogPart:
        """Return some entries from that place on. Raises `LogError` for what is damaged, and forgets that."""
        return LogPart("", await asyncio.to_thread(self._read, first))

    def begins_with(self, tree: MerkleTree) -> bool:
        """Say whether all that was signed is in it."""
        place = 0
        try:
            while place < len(tree):
                entries = self._read(place)[: len(tree) - place]
                if not entries or any(one.leaf != tree.leaf(at) for at, one in enumerate(entries, place)):
                    return False
                place += len(entries)
        except LogError:
            return False
        return True

    def _read(self, first: int) -> list[LogEntry]:
        place = bisect_right(self._blocks, first, key=lambda block: block.end)
        if place == len(self._blocks):
            return []
        block = self._blocks[place]
        with self._file.open("rb") as file:
            file.seek(block.at)
            content = file.read(block.length)
        try:
            return unpacked(content).entries[first - block.first :]
        except LogError:
            self.cut(block.first)
            raise LogError(
                "The founder's copy of it is damaged.", hint="It is read anew from the hubs in a minute."
            ) from None

    @property
    def _blocks(self) -> list[_Block]:
        if self._known is None:
            self._known = self._found()
        return self._known

    def _found(self) -> list[_Block]:
        """Look through the file, and cut off what was written in part."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file.touch(mode=0o600)
        blocks: list[_Block] = []
        end = self._file.stat().st_size
        with self._file.open("rb") as file:
            while len(head := file.read(_BEFORE_A_BLOCK.size)) == _BEFORE_A_BLOCK.size:
                count, length = _BEFORE_A_BLOCK.unpack(head)
                if not count or file.tell() + length > end:
                    break
                blocks.append(_Block(blocks[-1].end if blocks else 0, count, file.tell(), length))
                file.seek(length, os.SEEK_CUR)
        os.truncate(self._file, blocks[-1].at + blocks[-1].length if blocks else 0)
        return blocks
