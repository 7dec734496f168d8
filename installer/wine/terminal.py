"""A console of Windows on a terminal of Linux: Wine draws its console there, and its keys come from there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

from installer.commands import BuildError
from installer.places import Places
from installer.wine.programs import WINE, environment

_SIZE = (30, 100)
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_SHOWN = 1500


class Terminal:
    """A program that runs in a console; closing the terminal ends it, as closing a console's window does."""

    def __init__(self, places: Places, command: Sequence[str], extra: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
        self._drawn = b""
        self._seen = 0
        self.process = subprocess.Popen(
            [WINE, *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment(places, extra), "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    @property
    def text(self) -> str:
        """All that was drawn up to now, without colours and places."""
        return _CONTROL.sub("", self._drawn.decode("utf-8", "replace")).replace("\r", "")

    def type(self, text: str) -> None:
        """Press keys; ``\\r`` is Enter, ``\\x03`` Ctrl+C and ``\\x04`` Ctrl+D."""
        os.write(self._ours, text.encode())

    def wait_for(self, wanted: str, seconds: float = 120.0) -> None:
        """Wait until something is drawn after what was waited for last. Raises `BuildError`."""
        deadline = time.monotonic() + seconds
        while (place := self.text.find(wanted, self._seen)) < 0:
            if time.monotonic() > deadline or not self._read():
                raise BuildError(f"the console never showed {wanted!r}:\n{self.text[-_SHOWN:]}")
        self._seen = place + len(wanted)

    def wait_for_end(self, seconds: float = 60.0) -> int:
        """Wait until the program has ended by itself, and return its exit code. Raises `BuildError`."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            self._read()
            if time.monotonic() > deadline:
                raise BuildError(f"the program in the console does not end:\n{self.text[-_SHOWN:]}")
        return self.process.returncode

    def close(self) -> None:
        """Close the terminal under the program."""
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1

    def _read(self) -> bool:
        """Take in what comes within a moment; return whether the terminal is still there."""
        if self._ours < 0:
            time.sleep(0.2)
            return False
        readable, _, _ = select.select([self._ours], [], [], 0.2)
        if readable:
            try:
                self._drawn += os.read(self._ours, 65536)
            except OSError:
                return False
        return True


def _take_terminal() -> None:
    """Make standard input the terminal of this session, whose end then ends us."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
