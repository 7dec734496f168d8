"""One window a person and home: a second start raises the first and ends."""

from __future__ import annotations

import getpass
import hashlib
import time

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from deai_desktop.core.paths import Paths

_PATIENCE_SECONDS = 5.0
_TRY_MILLISECONDS = 500


class SingleWindow(QObject):
    """Claim to be the one window; whoever comes second asks the first to show itself."""

    raised = Signal()
    """Somebody started the program again."""

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        paths.create()
        self._name = server_name(paths)
        self._lock = QLockFile(str(paths.runtime / "window.lock"))
        self._lock.setStaleLockTime(0)  # however old it is, it counts as long as its process lives
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def claim(self) -> bool:
        """Return whether we are the first; if not, the first has been asked to show its window."""
        if not self._lock.tryLock(0):
            self._ask_first()
            return False
        QLocalServer.removeServer(self._name)  # what a crash has left behind
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let another be the first."""
        self._server.close()
        self._lock.unlock()

    def _ask_first(self) -> None:
        """Knock until the first answers; it may be starting just now."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_TRY_MILLISECONDS):
                socket.disconnectFromServer()
                return
            time.sleep(0.1)

    def _welcome(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.raised.emit()


def server_name(paths: Paths) -> str:
    """Name the meeting point of one person and one home, short enough for a socket's path."""
    who = f"{getpass.getuser()}\n{paths.runtime}".encode()
    return f"deai-desktop-{hashlib.sha256(who).hexdigest()[:16]}"
