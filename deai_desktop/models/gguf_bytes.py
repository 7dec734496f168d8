"""Reads numbers and texts from the head of a GGUF file, and never further than it is allowed.

It reads through a small window instead of a memory map: who cuts a mapped file short while it is read ends the
whole program.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from deai_desktop.core.errors import ModelFileError
from deai_desktop.core.units import format_bytes

LARGEST_HEAD = 128 * 1024 * 1024
"""Most bytes that metadata and tensor list may take; the largest vocabularies known need about 20 MB."""

WINDOW = 256 * 1024
"""Bytes read at a time."""
_LENGTH = struct.Struct("<Q")

HINT = "Download the model again, or import another copy of it."


def damaged(why: str, at: int | None = None) -> ModelFileError:
    """Make the error for a file whose content contradicts itself, there where ``at`` counts bytes to."""
    return ModelFileError(f"The file is damaged: {why}{_place(at)}.", hint=HINT)


def incomplete(why: str, at: int | None = None) -> ModelFileError:
    """Make the error for a file that ends too early."""
    return ModelFileError(f"The file is incomplete: {why}{_place(at)}.", hint=HINT)


def unreadable(error: Exception) -> ModelFileError:
    """Make the error for a file that the operating system does not let us read."""
    reason = getattr(error, "strerror", None) or str(error)
    return ModelFileError(
        f"The file can't be read: {reason}.", hint="Check that it is still there and yours."
    )


def _place(at: int | None) -> str:
    return "" if at is None else f" (at byte {at:,})"


class HeadReader:
    """Walk once through the head of a file, holding only a small window of it in memory."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self._start = 0
        self.window = b""
        """The bytes at hand; the loops over very many entries look into it themselves."""
        self.at = 0
        """Where in the window reading goes on."""

    @property
    def position(self) -> int:
        """Bytes read or skipped so far."""
        return self._start + self.at

    @property
    def left(self) -> int:
        """Bytes from here to the end of the file."""
        return self._size - self.position

    def number(self, form: struct.Struct) -> int | float:
        """Read one number."""
        self.need(form.size)
        value: int | float = form.unpack_from(self.window, self.at)[0]
        self.at += form.size
        return value

    def text(self, limit: int, what: str) -> str:
        """Read a text of at most ``limit`` bytes."""
        place = self.position
        length = int(self.number(_LENGTH))
        if length > limit:
            raise damaged(
                f"{what} is {format_bytes(length)} long, where {format_bytes(limit)} is the limit", place
            )
        self.need(length)
        raw = self.window[self.at : self.at + length]
        self.at += length
        try:
            return raw.decode()
        except UnicodeDecodeError:
            raise damaged(f"{what} is not readable text", place) from None

    def skip(self, count: int) -> None:
        """Go on without looking at the bytes."""
        self._check(count)
        ahead = self.at + count
        if ahead <= len(self.window):
            self.at = ahead
            return
        self._start += ahead
        self._stream.seek(self._start)
        self.window, self.at = b"", 0

    def skip_texts(self, count: int, limit: int) -> None:
        """Go past ``count`` texts: a vocabulary has hundreds of thousands, so this is the hot loop."""
        unpack, step = _LENGTH.unpack_from, _LENGTH.size
        window, at, end = self.window, self.at, len(self.window)
        for _ in range(count):
            ahead = at + step
            if ahead > end:
                self.at = at
                self.need(step)
                window, at, end = self.window, self.at, len(self.window)
                ahead = at + step
            length = unpack(window, at)[0]
            if length > limit:
                raise damaged(f"a text in a list claims to be {format_bytes(length)} long", self._start + at)
            at = ahead + length
            if at > end:
                self.at = ahead
                self.skip(length)
                window, at, end = self.window, self.at, len(self.window)
        self.at = at

    def need(self, count: int) -> None:
        """Have at least ``count`` bytes in the window; raises `ModelFileError` if the file has fewer."""
        have = len(self.window) - self.at
        if have >= count:
            return
        self._check(count)
        more = self._stream.read(max(WINDOW, count - have))
        if have + len(more) < count:
            raise incomplete("it ends in the middle of its description", self.position + have + len(more))
        self._start += self.at
        self.window, self.at = self.window[self.at :] + more, 0

    def _check(self, count: int) -> None:
        if count > self.left:
            raise incomplete("it ends in the middle of its description", self._size)
        if self.position + count > LARGEST_HEAD:
            raise ModelFileError(
                f"Its description takes more than {format_bytes(LARGEST_HEAD)}, which no real model needs.",
                hint=HINT,
            )
