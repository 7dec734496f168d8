"""Reads numbers and texts from the head of a GGUF file, and never further than it is allowed."""

from __future__ import annotations

import struct
from typing import BinaryIO

from deai_desktop.core.errors import ModelFileError
from deai_desktop.core.units import format_bytes

LARGEST_HEAD = 128 * 1024 * 1024
"""Most bytes that metadata and tensor list may take; the largest vocabularies known need about 20 MB."""

_CHUNK = 256 * 1024
_LENGTH = struct.Struct("<Q")

HINT = "Download the model again, or import another copy of it."


def damaged(why: str) -> ModelFileError:
    """Make the error for a file whose content contradicts itself."""
    return ModelFileError(f"The file is damaged: {why}.", hint=HINT)


def incomplete(why: str) -> ModelFileError:
    """Make the error for a file that ends too early."""
    return ModelFileError(f"The file is incomplete: {why}.", hint=HINT)


def unreadable(error: Exception) -> ModelFileError:
    """Make the error for a file that the operating system does not let us read."""
    reason = getattr(error, "strerror", None) or str(error)
    return ModelFileError(
        f"The file can't be read: {reason}.", hint="Check that it is still there and yours."
    )


class HeadReader:
    """Walk once through the head of a file, holding only a small window of it in memory."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self._window = b""
        self._at = 0
        self._start = 0

    @property
    def position(self) -> int:
        """Bytes read or skipped so far."""
        return self._start + self._at

    @property
    def left(self) -> int:
        """Bytes from here to the end of the file."""
        return self._size - self.position

    def number(self, form: struct.Struct) -> int | float:
        """Read one number."""
        self._need(form.size)
        value: int | float = form.unpack_from(self._window, self._at)[0]
        self._at += form.size
        return value

    def text(self, limit: int, what: str) -> str:
        """Read a text of at most ``limit`` bytes."""
        length = self._length()
        if length > limit:
            raise damaged(f"{what} is {format_bytes(length)} long, where {format_bytes(limit)} is the limit")
        self._need(length)
        raw = self._window[self._at : self._at + length]
        self._at += length
        try:
            return raw.decode()
        except UnicodeDecodeError:
            raise damaged(f"{what} is not readable text") from None

    def skip(self, count: int) -> None:
        """Go on without looking at the bytes."""
        self._check(count)
        ahead = self._at + count
        if ahead <= len(self._window):
            self._at = ahead
            return
        self._start += ahead
        self._stream.seek(self._start)
        self._window, self._at = b"", 0

    def skip_texts(self, count: int, limit: int) -> None:
        """Go past ``count`` texts: a vocabulary has hundreds of thousands, so this is the hot loop."""
        unpack, step = _LENGTH.unpack_from, _LENGTH.size
        for _ in range(count):
            if self._at + step > len(self._window):
                self._need(step)
            length = unpack(self._window, self._at)[0]
            if length > limit:
                raise damaged(f"a text in a list claims to be {format_bytes(length)} long")
            ahead = self._at + step + length
            if ahead <= len(self._window):
                self._at = ahead
            else:
                self.skip(step + length)

    def _length(self) -> int:
        return int(self.number(_LENGTH))

    def _check(self, count: int) -> None:
        if count > self.left:
            raise incomplete("it ends in the middle of its description")
        if self.position + count > LARGEST_HEAD:
            raise ModelFileError(
                f"Its description takes more than {format_bytes(LARGEST_HEAD)}, which no real model needs.",
                hint=HINT,
            )

    def _need(self, count: int) -> None:
        """Have at least ``count`` bytes in the window."""
        have = len(self._window) - self._at
        if have >= count:
            return
        self._check(count)
        more = self._stream.read(max(_CHUNK, count - have))
        if have + len(more) < count:
            raise incomplete("it ends in the middle of its description")
        self._start += self._at
        self._window, self._at = self._window[self._at :] + more, 0
