"""The door of the window that is open: other processes of this person ask it to show itself, open something, or quit.

A caller sends one line of UTF-8, ``raise``, ``open WHAT`` or ``quit``, and gets one back, ``deai PID``. On Windows the
door is a named pipe, elsewhere a socket: what Qt's QLocalServer listens at. Callers speak to it without Qt.
"""

from __future__ import annotations

import contextlib
import ctypes
import getpass
import hashlib
import os
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

from deai_desktop.core.paths import Paths

LONGEST_LINE = 16 * 1024
"""Bytes; a longer one is not read to its end."""
RAISE, OPEN, QUIT = b"raise", b"open", b"quit"

_LONGEST_SOCKET_PATH = 100
"""Bytes; Linux takes 107, macOS 103."""
_AGAIN_SECONDS = 0.1
_ANY_PROCESS = 0xFFFFFFFF


def door_of(paths: Paths) -> str:
    """Name the door of one person and one home, as QLocalServer takes it."""
    who = f"{getpass.getuser()}\n{paths.runtime}".encode()
    return _address(f"deai-desktop-{hashlib.sha256(who).hexdigest()[:16]}", paths.runtime)


def ask(door: str, line: bytes, seconds: float) -> int:
    """Knock until the window answers, for it may be starting just now; return its process's number, 0 when none did."""
    deadline = time.monotonic() + seconds
    if line != QUIT:
        _let_it_come_to_the_front()
    while (left := deadline - time.monotonic()) > 0:
        with contextlib.suppress(OSError):
            if answer := _exchange(door, line + b"\n", left):
                return _pid_in(answer)
        time.sleep(_AGAIN_SECONDS)
    return 0


def answer_line(pid: int) -> bytes:
    """Return what the window answers to every caller."""
    return b"deai %d\n" % pid


def _pid_in(answer: bytes) -> int:
    word, _, number = answer.strip().partition(b" ")
    return int(number) if word == b"deai" and number.isdigit() and len(number) < 11 else 0


if sys.platform == "win32":

    def _address(name: str, folder: Path) -> str:
        return rf"\\.\pipe\{name}"

    def _exchange(door: str, line: bytes, seconds: float) -> bytes:
        """Speak in a thread, because a pipe that is opened as a file knows no time limit."""
        heard: list[bytes] = []

        def speak() -> None:
            with contextlib.suppress(OSError), Path(door).open("r+b", buffering=0) as pipe:
                pipe.write(line)
                heard.append(pipe.read(64) or b"")

        speaking = threading.Thread(target=speak, name="door", daemon=True)
        speaking.start()
        speaking.join(seconds)
        return b"".join(heard)

    def _let_it_come_to_the_front() -> None:
        """Hand on our right to the foreground: Windows lets no program in the background take it."""
        ctypes.WinDLL("user32").AllowSetForegroundWindow(_ANY_PROCESS)

else:

    def _address(name: str, folder: Path) -> str:
        """Put the socket where only this person may enter, unless that path is too long for one."""
        own = folder / "window.socket"
        fits = len(os.fsencode(own)) <= _LONGEST_SOCKET_PATH
        return str(own if fits else Path(tempfile.gettempdir()) / name)

    def _exchange(door: str, line: bytes, seconds: float) -> bytes:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talk:
            talk.settimeout(seconds)
            talk.connect(door)
            talk.sendall(line)
            return talk.recv(64)

    def _let_it_come_to_the_front() -> None: ...
