"""`deai quit` against the real window and the real node, each in its own process, as the setup program calls it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from deai_desktop.api.client import find_node
from deai_desktop.api.node_file import NodeFile
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.system.single_instance import is_held
from tests.gui.desktop_window import Wait
from tests.running_node import RunningNode


class Program:
    """Run the program's roles over one home."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        paths.create()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            SettingsStore(paths.settings_file).change({"api.port": free.getsockname()[1]})
        self.environment = RunningNode(paths).environment | {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_QUICK_BACKEND": "software",
        }
        self.windows: list[subprocess.Popen[bytes]] = []

    def open_window(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the window and wait until it is the one."""
        command = [sys.executable, "-m", "deai_desktop", "desktop", *arguments]
        self.windows.append(subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL))
        deadline = time.monotonic() + 30
        while not self.paths.window_lock.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return self.windows[-1]

    def quit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``deai quit``."""
        command = [sys.executable, "-m", "deai_desktop", "quit", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )


@pytest.fixture
def program(paths: Paths) -> Iterator[Program]:
    made = Program(paths)
    yield made
    for window in made.windows:
        if window.poll() is None:
            window.kill()
        window.wait()
    if left := find_node(paths):
        left.shut_down()
        left.close()


def test_ends_the_window_and_the_node_that_it_started(program: Program, wait_until: Wait) -> None:
    window = program.open_window()
    wait_until(lambda: NodeFile.read(program.paths.node_file), 60)
    file = NodeFile.read(program.paths.node_file)
    assert file is not None
    node = psutil.Process(file.pid)
    done = program.quit("--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"window": True, "node": True}), done
    assert window.wait(1) == 0
    assert not node.is_running() or node.status() == psutil.STATUS_ZOMBIE
    assert not is_held(program.paths.node_lock)


def test_ends_a_window_that_is_just_starting(program: Program) -> None:
    window = program.open_window()
    done = program.quit()
    assert (done.returncode, done.stderr) == (0, "DeAI has quit.\n")
    assert window.wait(1) == 0
    assert find_node(program.paths) is None
    assert not is_held(program.paths.node_lock)


def test_ends_a_node_without_a_window(program: Program, node: RunningNode) -> None:
    done = program.quit()
    assert (done.returncode, done.stderr) == (0, "DeAI has stopped; no window was open.\n")
    assert node.process.wait(1) == 0


def test_says_when_nothing_ran(program: Program) -> None:
    done = program.quit("--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"window": False, "node": False})
    assert program.quit().stderr == "DeAI was not running.\n"


def test_a_window_that_hangs_is_left_alone_and_told(program: Program) -> None:
    window = program.open_window()
    psutil.Process(window.pid).suspend()
    done = program.quit("--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "still_running"
    assert window.poll() is None
    psutil.Process(window.pid).resume()


def test_a_stranger_with_the_windows_old_number_is_left_alone(program: Program) -> None:
    program.paths.create()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        program.paths.window_lock.write_text(f"{stranger.pid}\ndeai-desktop\nhost\n")
        long_ago = psutil.Process(stranger.pid).create_time() - 3600
        os.utime(program.paths.window_lock, (long_ago, long_ago))
        assert program.quit().stderr == "DeAI was not running.\n"
        assert stranger.poll() is None
        stranger.kill()
