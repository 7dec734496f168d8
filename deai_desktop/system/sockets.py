"""Wake a thread that waits for the bytes of a connection."""

from __future__ import annotations

import socket
import sys


def end_reading(connection: socket.socket) -> None:
    """Have another thread that reads from it, and all that come later, see a broken connection; raises `OSError`."""
    if (
        sys.platform == "win32"
    ):  # there a waiting thread does not notice that reading is shut, only that it's closed
        handle = connection.detach()
        if handle >= 0:
            socket.close(handle)
    else:
        connection.shutdown(socket.SHUT_RD)
