"""Which processes count as the node's when it is told to stop."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from deai_desktop.api.node_file import NodeFile
from deai_desktop.cli.node_stop import living_process, node_process, with_children
from deai_desktop.core.paths import Paths

WAITING = "import time; time.sleep(60)"
NODE = """
import subprocess, sys, time
host = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
desktop = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
print(host.pid, desktop.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def python() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
        process.kill()
        process.communicate()


def run(started: list[subprocess.Popen[str]], code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    return started[-1]


def test_finds_a_process_that_was_there_when_its_number_was_noted(
    python: list[subprocess.Popen[str]],
) -> None:
    process = run(python, WAITING)
    found = living_process(process.pid, time.time())
    assert found is not None
    assert found.pid == process.pid


def test_a_younger_process_has_only_the_same_number(python: list[subprocess.Popen[str]]) -> None:
    process = run(python, WAITING)
    assert living_process(process.pid, time.time() - 60) is None


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_process_that_started_at_another_time_is_not_the_node(
    seconds: int, python: list[subprocess.Popen[str]], paths: Paths
) -> None:
    """A node in a container has the number 1, and so has what runs us in another container."""
    process = run(python, WAITING)
    started_at = psutil.Process(process.pid).create_time()
    for at, found in ((started_at, True), (started_at + seconds, False)):
        NodeFile("http://127.0.0.1:9", process.pid, at, "token", "instance").write(paths.node_file)
        assert (node_process(paths) is not None) == found


@pytest.mark.parametrize("number", [-1, 2**40])
def test_a_number_that_no_process_can_have_is_none(number: int) -> None:
    assert living_process(number, time.time()) is None


def test_engine_hosts_belong_to_the_node_and_the_systems_desktop_does_not(
    python: list[subprocess.Popen[str]], tmp_path: Path
) -> None:
    on_windows = sys.platform == "win32"
    waiting = r"C:\Windows\System32\ping.exe" if on_windows else "/bin/sleep"
    desktop = tmp_path / "explorer.exe"
    shutil.copy(waiting, desktop)
    arguments = ("-n", "60", "127.0.0.1") if on_windows else ("60",)
    node = run(python, NODE, str(desktop), *arguments)
    assert node.stdout is not None
    host_id, desktop_id = map(int, node.stdout.readline().split())
    found = [process.pid for process in with_children(psutil.Process(node.pid))]
    assert found[0] == node.pid
    assert host_id in found
    assert desktop_id not in found
