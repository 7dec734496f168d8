"""Reads server-sent events from pieces of bytes, however they are cut."""

from __future__ import annotations

from collections.abc import Iterator


class ServerSentReader:
    """Yield the data of each event; comments and other fields are passed over."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, octets: bytes) -> Iterator[bytes]:
        """Take in more bytes and yield what is complete."""
        *lines, self._held = (self._held + octets).split(b"\n")
        for line in lines:
            if line.startswith(b"data: "):
                yield line[6:].rstrip(b"\r")
