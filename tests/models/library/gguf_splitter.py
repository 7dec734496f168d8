"""Splits a real GGUF file into parts, as llama.cpp's gguf-split does."""

from __future__ import annotations

import struct
from pathlib import Path

from deai_desktop.models.gguf import GgufFile, read_gguf
from tests.models.gguf_builder import scalar, text

_ALIGNMENT = 32


def split(source: Path, folder: Path, count: int) -> list[Path]:
    """Write the parts of a model into a folder and return them; the source must use the usual alignment."""
    whole = read_gguf(source)
    raw = source.read_bytes()
    first = whole.tensors[0].name
    end = raw.index(text(first) + struct.pack("<I", len(whole.tensors[0].shape)), 24)
    entries = _entries(raw, end, whole)
    share = -(-len(entries) // count)
    paths = []
    for number in range(count):
        facts = [
            text("split.no") + scalar("u16", number),
            text("split.count") + scalar("u16", count),
            text("split.tensors.count") + scalar("i32", len(entries)),
        ]
        known = (len(whole.metadata), raw[24:end]) if number == 0 else (0, b"")
        path = folder / f"{source.stem}-{number + 1:05}-of-{count:05}.gguf"
        chosen = entries[number * share : (number + 1) * share]
        path.write_bytes(_part(chosen, known[0] + len(facts), known[1] + b"".join(facts)))
        paths.append(path)
    return paths


def _part(entries: list[tuple[bytes, bytes]], fact_count: int, facts: bytes) -> bytes:
    listed, data = b"", b""
    for entry, content in entries:
        listed += entry + struct.pack("<Q", len(data))
        data += content + bytes(-len(content) % _ALIGNMENT)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(entries), fact_count) + facts + listed
    return head + bytes(-len(head) % _ALIGNMENT) + data


def _entries(raw: bytes, at: int, whole: GgufFile) -> list[tuple[bytes, bytes]]:
    """Return each tensor's entry in the list without its offset, and its data."""
    found = []
    for tensor in whole.tensors:
        start = at
        at += 8 + len(tensor.name.encode()) + 4 + 8 * len(tensor.shape) + 4
        (offset,) = struct.unpack_from("<Q", raw, at)
        place = whole.data_offset + offset
        found.append((raw[start:at], raw[place : place + tensor.size]))
        at += 8
    return found
