"""A file server on this PC that can be told to misbehave in all the ways real ones do."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.fakes.web_server import serve


@dataclass
class FileServer:
    """Serve one file at any path; change the switches between or during requests."""

    content: bytes
    etag: str = '"v1"'
    last_modified: str = ""
    ignores_range: bool = False
    lies_about_range: bool = False
    """Answer 206, but from another place than was asked for."""
    says_ranges: bool = False
    """Say in each answer that parts of the file can be had."""
    cuts: list[int] = field(default_factory=list)
    """Break the connection after so many bytes of the body, one entry for each request."""
    statuses: list[int] = field(default_factory=list)
    """Answer the next requests with these, before anything else."""
    retry_after: str = ""
    redirects: list[str] = field(default_factory=list)
    """Send the next requests to these addresses."""
    content_length: int | None = None
    content_type: str = "application/octet-stream"
    chunked: bool = False
    seconds_per_kilobyte: float = 0.0
    stalls: list[int] = field(default_factory=list)
    """Send so many bytes, then nothing until `resume` is called; one entry for each request."""
    sets_cookie: bool = False
    requests: list[dict[str, str]] = field(default_factory=list)
    """Headers of each request, with small names, and its ``path``."""
    url: str = ""
    _stalled: threading.Event = field(default_factory=threading.Event)
    _resumed: threading.Event = field(default_factory=threading.Event)

    def wait_until_stalled(self) -> None:
        """Wait until a request hangs because of ``stalls``."""
        assert self._stalled.wait(10), "no request came so far"
        self._stalled.clear()

    def resume(self) -> None:
        """Let hanging requests go on."""
        self._resumed.set()

    @property
    def ranges(self) -> list[str]:
        """The ``Range`` header of each request, "" where there was none."""
        return [request.get("range", "") for request in self.requests]


@contextmanager
def serve_file(content: bytes) -> Iterator[FileServer]:
    """Run a file server until the block ends."""
    fake = FileServer(content)

    class Handler(_Handler):
        file = fake

    with serve(Handler, fake.resume) as address:
        fake.url = f"{address}/model.gguf"
        yield fake


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    file: FileServer

    def do_GET(self) -> None:
        """Answer a request the way the switches say."""
        file = self.file
        self.close_connection = True
        file.requests.append(
            {key.lower(): value for key, value in self.headers.items()} | {"path": self.path}
        )
        if file.redirects:
            self._answer(302, {"Location": file.redirects.pop(0)}, b"")
            return
        if file.statuses:
            extra = {"Retry-After": file.retry_after} if file.retry_after else {}
            self._answer(file.statuses.pop(0), extra, b"no")
            return
        start, end = self._range()
        if start > 0 and start >= len(file.content):
            self._answer(416, {"Content-Range": f"bytes */{len(file.content)}"}, b"")
            return
        headers = {"Content-Type": file.content_type}
        is_part = start > 0 or end < len(file.content)
        if file.says_ranges:
            headers["Accept-Ranges"] = "bytes"
        if is_part:
            place = start + 1 if file.lies_about_range else start
            headers["Content-Range"] = f"bytes {place}-{end - 1}/{len(file.content)}"
        self._answer(206 if is_part else 200, headers, file.content[start:end])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output clean."""

    def _range(self) -> tuple[int, int]:
        size = len(self.file.content)
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        condition = self.headers.get("If-Range")
        is_same = condition is None or condition in (self.file.etag, self.file.last_modified)
        if not found or not is_same or self.file.ignores_range:
            return 0, size
        return int(found[1]), min(size, int(found[2]) + 1) if found[2] else size

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        file = self.file
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if file.etag:
            self.send_header("ETag", file.etag)
        if file.last_modified:
            self.send_header("Last-Modified", file.last_modified)
        if file.sets_cookie:
            self.send_header("Set-Cookie", "tracking=1; Path=/")
        if file.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            length = file.content_length if status == 200 and file.content_length is not None else len(body)
            self.send_header("Content-Length", str(length))
        self.send_header("Connection", "close")
        self.end_headers()
        cut = file.cuts.pop(0) if file.cuts and status in (200, 206) else None
        try:
            self._send(body if cut is None else body[:cut])
            if file.chunked and cut is None:
                self.wfile.write(b"0\r\n\r\n")
        except OSError:
            return  # the client hung up, as some tests want it to

    def _send(self, body: bytes) -> None:
        file = self.file
        step = 1024 if file.seconds_per_kilobyte else 16_384
        if file.stalls:
            stall = file.stalls.pop(0)
            self._write(body[:stall])
            self.wfile.flush()
            file._stalled.set()
            file._resumed.wait(20)
            body = body[stall:]
        for at in range(0, len(body), step):
            self._write(body[at : at + step])
            time.sleep(file.seconds_per_kilobyte)

    def _write(self, piece: bytes) -> None:
        if self.file.chunked and piece:
            self.wfile.write(b"%x\r\n" % len(piece) + piece + b"\r\n")
        else:
            self.wfile.write(piece)
