"""Looks for words in what was captured, in all ways in which they could lie there open to whoever looks."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator

_DEEPEST = 2
_LARGEST = 4_000_000
_STREAMS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08")
"""How streams of zlib and gzip begin."""


def found(words: Iterable[str], captured: bytes, deep: int = 0) -> set[str]:
    """Return which of the words are there: raw, base64, hex, UTF-16 or packed, also one within the other."""
    words = set(words)
    there = {word for word in words if any(way in captured for way in _ways(word))}
    if deep < _DEEPEST and there != words:
        for unpacked in _unpacked(captured):
            there |= found(words - there, unpacked, deep + 1)
    return there


def _ways(word: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = word.encode(encoding)
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        for before in range(3):
            # What stands before and after a word changes the letters at both ends, so these are left out.
            coded = base64.b64encode(bytes(before) + raw).rstrip(b"=")
            inner = coded[-(-before * 4 // 3) : len(coded) - 1]
            yield inner
            yield inner.translate(bytes.maketrans(b"+/", b"-_"))


def _unpacked(captured: bytes) -> Iterator[bytes]:
    places = (place for begin in _STREAMS for place in _all_of(begin, captured))
    for start, bits in [(0, -zlib.MAX_WBITS), *((place, zlib.MAX_WBITS | 32) for place in places)]:
        try:
            unpacked = zlib.decompressobj(bits).decompress(captured[start:], _LARGEST)
        except zlib.error:
            continue
        if unpacked:
            yield unpacked


def _all_of(part: bytes, whole: bytes) -> Iterator[int]:
    place = whole.find(part)
    while place >= 0:
        yield place
        place = whole.find(part, place + 1)
