"""Reads the facts at the head of a GGUF file, leaving its long lists where they are."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.core.errors import ModelFileError
from deai_desktop.core.units import format_bytes
from deai_desktop.models.gguf_bytes import HINT, HeadReader, damaged, unreadable
from deai_desktop.models.gguf_types import ARRAY, BOOL, SCALARS, STRING
from deai_desktop.models.model_facts import plain_text

MOST_METADATA = 65_536
MOST_ELEMENTS = 64 * 1024 * 1024
MOST_TEXTS = 4 * 1024 * 1024
"""Texts in all lists of one file together; the largest vocabularies known have about 300,000."""
DEEPEST_ARRAY = 3
LONGEST_KEY = 65_535
LONGEST_TEXT = 8 * 1024 * 1024
MOST_TEXT = 16 * 1024 * 1024
"""Bytes of all keys and texts outside lists together: they are what is kept in memory."""
MOST_LAYERS = 512
"""What llama.cpp can hold (``LLAMA_MAX_LAYERS``); lists up to this length are kept in memory."""
_MOST_KEPT = 64 * MOST_LAYERS

_KEY = re.compile(r"[!-~]+")
"""Names are ASCII without spaces; the standard wants small letters, and makers of models do not always."""
_UINT32 = struct.Struct("<I")
_UINT64 = struct.Struct("<Q")
_FORMS = {kind: struct.Struct(form) for kind, form in SCALARS.items()}

Scalar = bool | int | float | str


@dataclass(frozen=True)
class GgufArray:
    """Stand for a list in the metadata, which may be a whole vocabulary, until somebody reads it."""

    path: Path
    offset: int
    element_type: int
    length: int
    kept: tuple[Scalar, ...] = ()
    """The elements of a short list of numbers, such as one for each layer."""

    def values(self) -> Iterator[Scalar]:
        """Read the elements from the file, one by one; raises `ModelFileError` if it has changed."""
        if self.element_type == ARRAY:
            raise ModelFileError("Lists of lists are not read.", hint=HINT)
        try:
            with self.path.open("rb") as stream:
                reader = HeadReader(stream, self.path.stat().st_size)
                reader.skip(self.offset)
                for _ in range(self.length):
                    yield _read_scalar(reader, self.element_type)
        except OSError as error:
            raise unreadable(error) from error


Value = Scalar | GgufArray


class MetadataReader:
    """Read the key-value part, counting what is kept of it and what its lists hold."""

    def __init__(self, path: Path, reader: HeadReader) -> None:
        self.kinds: dict[str, int] = {}
        """The value type of each fact, by its name."""
        self._path = path
        self._reader = reader
        self._text = 0
        self._texts = 0
        self._arrays = 0
        self._kept = 0

    def read(self, count: int) -> dict[str, Value]:
        """Read ``count`` pairs; no key may come twice."""
        metadata: dict[str, Value] = {}
        for _ in range(count):
            place = self._reader.position
            key = self._reader.text(LONGEST_KEY, "the name of a fact")
            if key in metadata:
                raise damaged(f"the fact “{plain_text(key, 80)}” is there twice", place)
            if not _KEY.fullmatch(key):
                raise damaged(f"the fact “{plain_text(key, 80)}” has no proper name", place)
            kind = int(self._reader.number(_UINT32))
            metadata[key] = self._read_array(1) if kind == ARRAY else _read_scalar(self._reader, kind)
            self.kinds[key] = kind
            if kind != ARRAY:
                self._count_text(self._reader.position - place)
        return metadata

    def _count_text(self, size: int) -> None:
        self._text += size
        if self._text > MOST_TEXT:
            raise damaged(f"its texts take more than {format_bytes(MOST_TEXT)}", self._reader.position)

    def _read_array(self, depth: int) -> GgufArray:
        kind = int(self._reader.number(_UINT32))
        length = int(self._reader.number(_UINT64))
        place = self._reader.position
        if length > MOST_ELEMENTS:
            raise damaged(f"a list claims to have {length:,} entries", place)
        kept: tuple[Scalar, ...] = ()
        if kind == ARRAY:
            self._skip_arrays(length, depth)
        elif kind == STRING:
            self._texts += length
            if self._texts > MOST_TEXTS:
                raise damaged(f"its lists hold more than {MOST_TEXTS:,} texts", place)
            self._reader.skip_texts(length, LONGEST_TEXT)
        elif kind not in _FORMS:
            raise _unknown(kind, place)
        elif length <= MOST_LAYERS and self._kept + length <= _MOST_KEPT:
            self._kept += length
            kept = tuple(_read_scalar(self._reader, kind) for _ in range(length))
        else:
            self._reader.skip(length * _FORMS[kind].size)
        return GgufArray(self._path, place, kind, length, kept)

    def _skip_arrays(self, length: int, depth: int) -> None:
        self._arrays += length
        if depth >= DEEPEST_ARRAY or self._arrays > MOST_METADATA:
            raise damaged("it has lists within lists, more than any model needs", self._reader.position)
        for _ in range(length):
            self._read_array(depth + 1)


def _read_scalar(reader: HeadReader, kind: int) -> Scalar:
    if kind == STRING:
        return reader.text(LONGEST_TEXT, "a text")
    form = _FORMS.get(kind)
    if form is None:
        raise _unknown(kind, reader.position)
    value = reader.number(form)
    if kind != BOOL:
        return value
    if value not in (0, 1):
        raise damaged("a yes-or-no value is neither", reader.position)
    return value == 1


def _unknown(kind: int, at: int) -> ModelFileError:
    return damaged(f"it uses the unknown value type {kind}", at)
