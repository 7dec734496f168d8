"""One window a person and home: a second start hands what it was asked for to the first and ends."""

from __future__ import annotations

import os

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from deai_desktop.core.paths import Paths
from deai_desktop.system.window_door import LONGEST_LINE, OPEN, QUIT, RAISE, answer_line, ask, door_of

_PATIENCE_SECONDS = 5.0
_TALK_MILLISECONDS = 2000
"""A caller that has not said its line by then wanted the window to show itself."""


class SingleWindow(QObject):
    """Claim to be the one window, and hear what later starts and ``deai quit`` want of it."""

    raised = Signal()
    """Somebody started the program again."""
    opened = Signal(str)
    """Somebody started it with a file or a link; not looked at yet."""
    quitRequested = Signal()  # noqa: N815 - Qt's naming
    """``deai quit`` wants the window to end."""

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        paths.create()
        self._door = door_of(paths)
        self._lock = QLockFile(str(paths.window_lock))
        self._lock.setStaleLockTime(0)  # however old it is, it counts as long as its process lives
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def claim(self, to_open: str = "") -> bool:
        """Return whether we are the first; if not, the first has been asked to show itself, or to open that."""
        if not self._lock.tryLock(0):
            line = OPEN + b" " + to_open.encode("utf-8", "replace") if to_open else RAISE
            ask(self._door, line, _PATIENCE_SECONDS)
            return False
        QLocalServer.removeServer(self._door)  # what a crash has left behind
        self._server.listen(self._door)
        return True

    def release(self) -> None:
        """Let another be the first."""
        self._server.close()
        self._lock.unlock()

    def _welcome(self) -> None:
        while socket := self._server.nextPendingConnection():
            _Caller(socket).said.connect(self._hear)

    def _hear(self, line: bytes) -> None:
        """Do what a caller wants; whatever we do not understand shows the window."""
        word, _, rest = line.partition(b" ")
        if line == QUIT:
            self.quitRequested.emit()
        elif word == OPEN and rest:
            self.opened.emit(rest.decode("utf-8", "replace"))
        else:
            self.raised.emit()


class _Caller(QObject):
    """Listen to one caller for one line: not for ever, and not to any length."""

    said = Signal(bytes)

    def __init__(self, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self._socket = socket
        self._heard = b""
        self._has_said = False
        socket.setReadBufferSize(LONGEST_LINE)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._finish)
        socket.disconnected.connect(socket.deleteLater)
        self._limit = QTimer(self, singleShot=True, interval=_TALK_MILLISECONDS)
        self._limit.timeout.connect(self._hang_up)
        self._limit.start()
        QTimer.singleShot(0, self, self._read)  # what came before we listened

    def _read(self) -> None:
        if self._has_said:
            return
        self._heard += bytes(self._socket.readAll().data())
        line, end, _ = self._heard.partition(b"\n")
        if len(line) > LONGEST_LINE:
            self._say(b"")
            self._hang_up()
        elif end:
            # The caller closes: on Windows an end of ours would take away what it has not read yet.
            self._socket.write(answer_line(os.getpid()))
            self._socket.flush()
            self._say(line.rstrip(b"\r"))

    def _finish(self) -> None:
        """Take a caller that came and said nothing for a start of the program."""
        if not self._has_said:
            self._say(b"")

    def _hang_up(self) -> None:
        self._socket.abort()
        self._finish()

    def _say(self, line: bytes) -> None:
        self._has_said = True
        self._heard = b""
        self.said.emit(line)
