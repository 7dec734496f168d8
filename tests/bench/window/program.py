"""Runs the real program as a person starts it, watches it, and prints what it has seen as a JSON line.

Arguments: the task (start, rest, stream or open), then what the task needs.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import psutil
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

import deai_desktop.gui.main as gui
from deai_desktop.__main__ import main as run
from deai_desktop.core.paths import Paths
from deai_desktop.gui.shell import Shell

if TYPE_CHECKING:
    from deai_desktop.gui.app import App

_LIMIT_MILLISECONDS = 120_000


class Watcher(QObject):
    """Note the first frame and the moment from which everything works, then do the task."""

    def __init__(self, task: str, arguments: list[str]) -> None:
        super().__init__()
        self._task, self._arguments = task, arguments
        self._seen: dict[str, Any] = {}
        self._frames = 0
        self._timer = QTimer(self, interval=2)
        self._timer.timeout.connect(self._look)

    def watch(self, window: QQuickWindow) -> None:
        """Count the window's frames, and do the task once everything is there."""
        self._window = window
        window.frameSwapped.connect(self._painted)
        self._timer.start()
        QTimer.singleShot(_LIMIT_MILLISECONDS, self, self._end)

    def _painted(self) -> None:
        self._frames += 1
        self._seen.setdefault("first_frame", time.time())

    def _has_conversations(self) -> bool:
        conversations: Any = self._app.chat.conversations
        return bool(conversations.list.rows)

    def _look(self) -> None:
        """Wait until a model can be chosen and the conversations are there: only then can one write."""
        app = self._window.property("app")
        if app is None:
            return
        self._app: App = app
        if not self._seen or app.link.state != "ready" or not app.models.installed:
            return
        if app.chat.blockedReason or not self._has_conversations():
            return
        self._timer.stop()
        self._seen["usable"] = time.time()
        {"start": self._end, "rest": self._rest, "stream": self._stream, "open": self._open}[self._task]()

    def _rest(self) -> None:
        """Measure memory and processor with the window shown, then with it hidden in the tray."""
        process = psutil.Process()
        seconds = float(self._arguments[0])

        def measure(name: str, then: Callable[[], None]) -> None:
            before, frames = time.process_time(), self._frames

            def note() -> None:
                memory = process.memory_full_info()
                self._seen[name] = {
                    "resident_mb": memory.rss / 1e6,
                    "unique_mb": memory.uss / 1e6,
                    "cpu_percent": 100 * (time.process_time() - before) / seconds,
                    "frames": self._frames - frames,
                }
                then()

            QTimer.singleShot(round(seconds * 1000), self, note)

        def hide() -> None:
            self._window.hide()
            QTimer.singleShot(1000, self, lambda: measure("hidden", self._end))

        QTimer.singleShot(2000, self, lambda: measure("shown", hide))

    def _stream(self) -> None:
        """Send a long message to the echo engine and watch the answer come in."""
        seconds, text = float(self._arguments[0]), self._arguments[1]
        self._app.chat.newConversation()
        self._app.chat.send(text)

        def begin() -> None:
            before, frames, length = time.process_time(), self._frames, self._answer_length()

            def note() -> None:
                self._seen["cpu_percent"] = 100 * (time.process_time() - before) / seconds
                self._seen["frames_per_second"] = (self._frames - frames) / seconds
                self._seen["characters_per_second"] = (self._answer_length() - length) / seconds
                self._app.chat.stop()
                QTimer.singleShot(500, self, self._end)

            QTimer.singleShot(round(seconds * 1000), self, note)

        QTimer.singleShot(2000, self, begin)

    def _answer_length(self) -> int:
        turn = self._app.chat._shown_turn
        return len(turn.text) if turn is not None else 0

    def _open(self) -> None:
        """Open a long conversation and a short one by turns; the time runs until the frame that shows it."""
        long, short, count = self._arguments[0], self._arguments[1], int(self._arguments[2])
        taken: list[float] = []

        def open_long(left: int) -> None:
            if left == 0:
                self._seen["milliseconds"] = taken
                self._end()
                return
            started = time.perf_counter()

            def shown() -> None:
                self._window.frameSwapped.connect(painted, Qt.ConnectionType.SingleShotConnection)
                self._window.update()

            def painted() -> None:
                taken.append(1000 * (time.perf_counter() - started))
                QTimer.singleShot(300, self, lambda: open_short(left - 1))

            self._app.chat.messagesShown.connect(shown, Qt.ConnectionType.SingleShotConnection)
            self._app.chat.openConversation(long)

        def open_short(left: int) -> None:
            self._app.chat.openConversation(short)
            QTimer.singleShot(500, self, lambda: open_long(left))

        open_short(count)

    def _end(self) -> None:
        print(json.dumps(self._seen), flush=True)
        self._app.quit()


def main() -> int:
    """Run ``deai desktop`` with a watcher on its window."""
    task, *arguments = sys.argv[1:]
    sys.argv[1:] = ["desktop"]
    watcher = Watcher(task, arguments)

    def make_and_watch(engine: QQmlApplicationEngine, paths: Paths) -> Shell:
        shell = Shell(engine, paths)
        watcher.watch(shell.window)
        return shell

    setattr(gui, "Shell", make_and_watch)  # noqa: B010 - mypy knows it as a class
    return run()


if __name__ == "__main__":
    sys.exit(main())
