"""The door of the one window: what later starts and `deai quit` say there, and what strangers might."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from deai_desktop.core.paths import Paths
from deai_desktop.gui import single_window
from deai_desktop.gui.single_window import SingleWindow
from deai_desktop.system.window_door import LONGEST_LINE, ask, door_of
from tests.gui.desktop_window import Wait

if sys.platform == "win32":
    LOCAL = socket.AF_INET  # never used there
else:
    LOCAL = socket.AF_UNIX

needs_sockets = pytest.mark.skipif(sys.platform == "win32", reason="speaks to the door as a Unix socket")


class Heard(list[str]):
    """What the window was asked for."""


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def window(paths: Paths, application: QApplication, heard: Heard) -> Iterator[SingleWindow]:
    """The first window."""
    first = SingleWindow(paths)
    first.raised.connect(lambda: heard.append("raise"))
    first.opened.connect(lambda text: heard.append(f"open {text}"))
    first.quitRequested.connect(lambda: heard.append("quit"))
    assert first.claim()
    yield first
    first.release()


@pytest.fixture
def say(window: SingleWindow, paths: Paths, wait_until: Wait) -> Callable[[bytes], int]:
    """Say a line at the door, while the window's event loop runs."""

    def say_line(line: bytes) -> int:
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(ask(door_of(paths), line, 5)))
        asking.start()
        wait_until(lambda: not asking.is_alive())
        return answers[0]

    return say_line


@pytest.mark.parametrize("line", ["raise", "quit", "open deai:open", "open /a b/ü.gguf"])
def test_does_what_it_is_asked_and_says_who_it_is(
    say: Callable[[bytes], int], heard: Heard, line: str
) -> None:
    assert say(line.encode()) == os.getpid()
    assert heard == [line]


@pytest.mark.parametrize(
    "line", [b"", b"open", b"open ", b"QUIT", b"quit now", b"delete everything", b"\xff\x00"]
)
def test_whatever_it_does_not_understand_shows_the_window(
    say: Callable[[bytes], int], heard: Heard, line: bytes
) -> None:
    say(line)
    assert heard == ["raise"]


def test_a_path_that_is_no_text_does_no_harm(say: Callable[[bytes], int], heard: Heard) -> None:
    say(b"open /\xff.gguf")
    assert heard == ["open /\N{REPLACEMENT CHARACTER}.gguf"]


@needs_sockets
@pytest.mark.usefixtures("window")
def test_a_line_without_end_is_not_read_to_its_end(paths: Paths, heard: Heard, wait_until: Wait) -> None:
    with socket.socket(LOCAL) as caller:
        caller.connect(door_of(paths))
        sending = threading.Thread(target=_send_for_ever, args=(caller,))
        sending.start()
        wait_until(lambda: not sending.is_alive())
    assert heard == ["raise"]


@needs_sockets
@pytest.mark.usefixtures("window")
def test_a_caller_that_says_nothing_is_not_waited_for(
    paths: Paths, heard: Heard, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_window, "_TALK_MILLISECONDS", 100)
    with socket.socket(LOCAL) as silent, socket.socket(LOCAL) as gone:
        silent.connect(door_of(paths))
        gone.connect(door_of(paths))
        gone.close()
        wait_until(lambda: heard == ["raise", "raise"])
        assert silent.recv(1) == b""


@needs_sockets
@pytest.mark.usefixtures("window")
def test_only_this_person_may_knock(paths: Paths) -> None:
    assert paths.runtime.stat().st_mode & 0o077 == 0 or Path(door_of(paths)).stat().st_mode & 0o077 == 0


def test_nobody_answers_where_no_window_is(paths: Paths) -> None:
    assert ask(door_of(paths), b"raise", 0.3) == 0


def test_a_second_start_hands_on_what_it_was_given(
    window: SingleWindow, paths: Paths, heard: Heard, wait_until: Wait
) -> None:
    program = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from deai_desktop.core.paths import Paths; from deai_desktop.gui.single_window import SingleWindow\n"
        "app = QCoreApplication([]); sys.exit(SingleWindow(Paths.below(Path(sys.argv[1]))).claim(sys.argv[2]))"
    )
    for given, expected in (("/models/ä.gguf", "open /models/ä.gguf"), ("", "raise")):
        heard.clear()
        command = [sys.executable, "-c", program, str(paths.data.parent), given]
        second = subprocess.Popen(command)
        wait_until(lambda second=second: second.poll() is not None, 20)
        assert second.returncode == 0  # it did not become the first
        assert heard == [expected]
    window.release()
    third = SingleWindow(paths)
    assert third.claim()
    third.release()


def _send_for_ever(caller: socket.socket) -> None:
    try:
        for _ in range(100):
            caller.sendall(b"x" * LONGEST_LINE)
    except OSError:
        return
    raise AssertionError("it was read to its end")
