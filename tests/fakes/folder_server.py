"""A web server on this PC that gives out a folder, and can be told to be slow, endless, or to break off."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.fakes.web_server import serve


@dataclass
class FolderServer:
    """Serve the files below a folder; the switches name a part of the path they count for."""

    folder: Path
    url: str = ""
    endless: str = ""
    """Send zeros without end."""
    silent: str = ""
    """Take the request and say nothing until the server ends."""
    dripping: str = ""
    """Send a byte now and then, so that no wait for the next one is ever too long."""
    cuts: dict[str, int] = field(default_factory=dict)
    """Break off once after so many bytes."""
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Path and ``Range`` of each request."""
    ended: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve_folder(folder: Path) -> Iterator[FolderServer]:
    """Run the server until the block ends."""
    fake = FolderServer(folder)

    class Handler(_Handler):
        served = fake

    with serve(Handler, fake.ended.set) as address:
        fake.url = address
        yield fake


class _Handler(BaseHTTPRequestHandler):
    served: FolderServer

    def do_GET(self) -> None:
        """Answer the way the switches say."""
        served, path = self.served, self.path
        served.requests.append((path, self.headers.get("Range", "")))
        with suppress(OSError):  # the client hung up, as some tests want it to
            if served.silent and served.silent in path:
                served.ended.wait(20)
            elif (served.endless and served.endless in path) or (served.dripping and served.dripping in path):
                self._go_on(b"\0" * 16_384 if served.endless else b"\0", 0 if served.endless else 0.05)
            else:
                self._send(served.folder / path.lstrip("/"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output clean."""

    def _go_on(self, piece: bytes, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.served.ended.wait(pause):
            self.wfile.write(piece)

    def _send(self, file: Path) -> None:
        if not file.is_file():
            self.send_error(404)
            return
        content = file.read_bytes()
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(found[1]) if found else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("ETag", f'"{len(content)}"')
        self.end_headers()
        cut = next((self.served.cuts.pop(key) for key in list(self.served.cuts) if key in self.path), None)
        self.wfile.write(content[start:][:cut])
