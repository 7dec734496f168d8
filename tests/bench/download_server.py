"""A plain file server for the benchmark of downloads, quick enough not to be what is measured.

``python -m tests.bench.download_server FILE [BYTES_A_SECOND]`` prints its port; the limit counts for each connection.
"""

from __future__ import annotations

import re
import socketserver
import sys
import time
from pathlib import Path

_RANGE = re.compile(rb"\r\nRange: bytes=(\d+)-(\d*)", re.IGNORECASE)
_STEPS_A_SECOND = 50


class _Handler(socketserver.BaseRequestHandler):
    file: Path
    limit: float

    def handle(self) -> None:
        """Answer one request after another until the client goes."""
        while head := self._head():
            size = self.file.stat().st_size
            found = _RANGE.search(head)
            start = int(found[1]) if found else 0
            end = int(found[2]) + 1 if found and found[2] else size
            lines = [
                b"HTTP/1.1 206 Partial Content" if found else b"HTTP/1.1 200 OK",
                b"Accept-Ranges: bytes",
                b'ETag: "bench"',
                b"Content-Length: %d" % (end - start),
                b"Content-Range: bytes %d-%d/%d" % (start, end - 1, size) if found else b"X-Whole: yes",
            ]
            try:
                self.request.sendall(b"\r\n".join(lines) + b"\r\n\r\n")
                self._send(start, end)
            except OSError:
                return

    def _head(self) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head:
            data = self.request.recv(65_536)
            if not data:
                return b""
            head += data
        return head

    def _send(self, start: int, end: int) -> None:
        step = int(self.limit / _STEPS_A_SECOND) if self.limit else end - start
        with self.file.open("rb") as stream:
            began, at = time.monotonic(), start
            while at < end:
                at += self.request.sendfile(stream, at, min(step, end - at))
                if self.limit:
                    time.sleep(max(0.0, began + (at - start) / self.limit - time.monotonic()))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main() -> None:
    """Serve until the parent closes our input."""
    _Handler.file = Path(sys.argv[1])
    _Handler.limit = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    with _Server(("127.0.0.1", 0), _Handler) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
