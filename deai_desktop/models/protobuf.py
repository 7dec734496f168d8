"""Walks through protobuf messages in a file strictly, without knowing their fields and without loading them.

The encoding: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from deai_desktop.models.gguf_bytes import damaged

MOST_FIELDS = 1_000_000
"""Fields looked at in one file; the graph of a large language model has some hundred thousand."""

WINDOW = 64 * 1024
"""Bytes read at a time."""
_NUMBER, _LONG, _BYTES, _SHORT = 0, 1, 2, 5
_WIDTHS = {_LONG: 8, _SHORT: 4}


class Field(NamedTuple):
    """Name one field: ``number`` says which, ``value`` is a whole number, or 0 when it is made of bytes."""

    number: int
    is_bytes: bool
    value: int
    start: int
    end: int
    """The place of its bytes in the file."""

    @property
    def length(self) -> int:
        """How many bytes it has."""
        return self.end - self.start


class MessageReader:
    """Read messages out of a file, holding only a small window of it in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._fields = 0
        self._window = b""
        self._start = 0

    def fields(self, start: int, end: int) -> Iterator[Field]:
        """Yield the fields of the message that lies there; raises `ModelFileError`.

        What a field holds is not looked at: hand its place to `fields` again to descend into it.
        """
        at = start
        while at < end:
            self._fields += 1
            if self._fields > MOST_FIELDS:
                raise damaged(f"it has more than {MOST_FIELDS:,} parts, which no real model needs", at)
            field = self._field(at, end)
            yield field
            at = field.end

    def bytes_of(self, field: Field, limit: int) -> bytes:
        """Read what a field holds; raises `ModelFileError` if that is more than ``limit`` bytes."""
        if field.length > limit:
            raise damaged(f"a text takes {field.length:,} bytes, where {limit:,} are the limit", field.start)
        return self._read(field.start, field.length)

    def text(self, field: Field, limit: int) -> str:
        """Read a text; raises `ModelFileError` if it is none."""
        try:
            return self.bytes_of(field, limit).decode()
        except UnicodeDecodeError:
            raise damaged("a name is not readable text", field.start) from None

    def numbers(self, field: Field, limit: int) -> list[int]:
        """Read a list of whole numbers, which may be packed into one field or be a single one."""
        if not field.is_bytes and limit > 0:
            return [field.value]
        found: list[int] = []
        at = field.start
        while at < field.end:
            if len(found) >= limit:
                raise damaged("a list of sizes is too long", field.start)
            value, at = self._varint(at, field.end)
            found.append(value)
        return found

    def _field(self, at: int, end: int) -> Field:
        tag, start = self._varint(at, end)
        number, kind = tag >> 3, tag & 7
        if not number or number >= 2**29:
            raise damaged("a part of it has no proper number", at)
        if kind == _NUMBER:
            value, after = self._varint(start, end)
            return Field(number, False, value, start, after)
        if kind == _BYTES:
            length, start = self._varint(start, end)
        elif kind in _WIDTHS:
            length = _WIDTHS[kind]
        else:
            raise damaged(f"a part of it has the unknown kind {kind}", at)
        if length > end - start:
            raise damaged("a part of it goes on beyond the whole", at)
        return Field(number, kind == _BYTES, 0, start, start + length)

    def _varint(self, at: int, end: int) -> tuple[int, int]:
        """Read a number of up to 64 bits, seven in each byte; return it and where it ends."""
        place = at - self._start
        if at < end and 0 <= place < len(self._window) and (byte := self._window[place]) < 0x80:
            return byte, at + 1  # most have one byte only
        value = 0
        for place in range(min(10, end - at)):
            byte = self._byte(at + place)
            value |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                if value >= 2**64:
                    break
                return value, at + place + 1
        raise damaged("a number in it does not end", at)

    def _byte(self, at: int) -> int:
        place = at - self._start
        if not 0 <= place < len(self._window):
            self._fill(at)
            place = 0
        return self._window[place]

    def _read(self, start: int, length: int) -> bytes:
        if not self._start <= start <= start + length <= self._start + len(self._window):
            self._fill(start, length)
        return self._window[start - self._start :][:length]

    def _fill(self, start: int, length: int = 1) -> None:
        """Move the window, so that it has ``length`` bytes and what comes after them."""
        self._stream.seek(start)
        self._window, self._start = self._stream.read(max(WINDOW, length)), start
        if len(self._window) < length:
            raise damaged("it ends too early", start)
