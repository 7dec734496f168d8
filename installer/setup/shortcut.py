"""The name of our programs in a shortcut file: the property System.AppUserModel.ID, as the file format stores it.

Microsoft's open specifications say how: [MS-SHLLINK] 2.5.7 (the block) and [MS-PROPSTORE] 2.2 (what is in it).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from uuid import UUID

_APP_MODEL = UUID("9f4c2855-9f79-4b39-a8d0-e1d42de1d5f3").bytes_le
_ID = 5
_TEXT = 31
_BLOCK, _STORAGE = 0xA0000009, 0x53505331
_END = bytes(4)
_HEADER = 76
_HAS_TARGETS, _HAS_PLACE, _IS_UNICODE = 0x01, 0x02, 0x80
_TEXTS = (0x04, 0x08, 0x10, 0x20, 0x40)
"""Flags of the texts that may follow: description, relative path, working folder, arguments, icon."""


def app_id_block(app_id: str) -> bytes:
    """Return the block that names the program, and the end of all blocks: these replace a link's last four bytes."""
    text = f"{app_id}\0".encode("utf-16-le")
    text += bytes(-len(text) % 4)
    value = struct.pack("<IBIi", _ID, 0, _TEXT, len(app_id) + 1) + text
    value = struct.pack("<I", len(value) + 4) + value
    storage = struct.pack("<I", _STORAGE) + _APP_MODEL + value + _END
    storage = struct.pack("<I", len(storage) + 4) + storage
    block = struct.pack("<I", _BLOCK) + storage + _END
    return struct.pack("<I", len(block) + 4) + block + _END


def app_id_of(link: bytes) -> str:
    """Read the name from a shortcut file; empty where it has none."""
    for signature, content in _blocks(link):
        if signature == _BLOCK:
            for form, values in _storages(content):
                if form == _APP_MODEL and (value := values.get(_ID)):
                    kind, count = struct.unpack_from("<II", value)
                    if kind == _TEXT:
                        return value[8 : 8 + count * 2].decode("utf-16-le").rstrip("\0")
    return ""


def _blocks(link: bytes) -> Iterator[tuple[int, bytes]]:
    """Step over what comes before the blocks, then yield the signature and the content of each."""
    (flags,) = struct.unpack_from("<I", link, 20)
    place = _HEADER
    if flags & _HAS_TARGETS:
        place += 2 + struct.unpack_from("<H", link, place)[0]
    if flags & _HAS_PLACE:
        place += struct.unpack_from("<I", link, place)[0]
    for flag in _TEXTS:
        if flags & flag:
            place += 2 + struct.unpack_from("<H", link, place)[0] * (2 if flags & _IS_UNICODE else 1)
    while (size := struct.unpack_from("<I", link, place)[0]) >= 8:
        yield struct.unpack_from("<I", link, place + 4)[0], link[place + 8 : place + size]
        place += size


def _storages(content: bytes) -> Iterator[tuple[bytes, dict[int, bytes]]]:
    """Yield the format and the numbered values of each part of a property store."""
    while (size := struct.unpack_from("<I", content)[0]) >= 24:
        yield content[8:24], dict(_values(content[24:size]))
        content = content[size:]


def _values(content: bytes) -> Iterator[tuple[int, bytes]]:
    while (size := struct.unpack_from("<I", content)[0]) >= 9:
        yield struct.unpack_from("<I", content, 4)[0], content[9:size]
        content = content[size:]
