"""Starting, looking at and stopping the node."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Callable, Iterator

import psutil
import pytest

from deai_desktop.api.node_file import NodeFile
from deai_desktop.api.schemas.errors import ErrorBody
from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.core.errors import NodeRunningError, PortTakenError
from deai_desktop.core.paths import Paths
from tests.cli.conftest import Deai
from tests.fakes.node import FakeNode

_HANGING = """
import sys, time
from pathlib import Path
from deai_desktop.system.single_instance import SingleInstance
lock = SingleInstance(Path(sys.argv[1]))
assert lock.acquire()
print(flush=True)
time.sleep(60)
"""


@pytest.fixture
def hanging(paths: Paths) -> Iterator[subprocess.Popen[bytes]]:
    """Hold the node's lock in a process that answers nothing."""
    paths.create()
    command = [sys.executable, "-c", _HANGING, str(paths.node_lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        process.kill()


@pytest.fixture
def run_node(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Stand in for the node's own module, which loads every service."""
    module = types.ModuleType("deai_desktop.node.run")
    monkeypatch.setitem(sys.modules, "deai_desktop.node", types.ModuleType("deai_desktop.node"))
    monkeypatch.setitem(sys.modules, "deai_desktop.node.run", module)
    return module


def _file_of(pid: int, started_at: float) -> NodeFile:
    return NodeFile("http://127.0.0.1:9", pid, started_at, "token", "instance")


def test_status_of_a_running_node(deai: Deai, node: FakeNode) -> None:
    ran = deai("status")
    assert ran.code == 0
    assert f"{node.address}/v1" in ran.out
    assert deai("status", "--json").data["running"] is True


def test_status_without_a_node_starts_none(deai: Deai, paths: Paths) -> None:
    ran = deai("status")
    assert ran.code == 0
    assert "not running" in ran.err
    assert deai("status", "--json").data == {"running": False}
    assert not paths.logs.exists()


@pytest.mark.usefixtures("hanging")
def test_status_of_a_hanging_node(deai: Deai) -> None:
    ran = deai("status", "--json")
    assert ran.code == ExitCode.NO_NODE
    assert ran.data["error"]["code"] == "node_unreachable"


def test_stop_asks_the_node(deai: Deai, node: FakeNode) -> None:
    ran = deai("stop")
    assert (ran.code, ran.err) == (0, "DeAI has stopped.\n")
    assert node.was_shut_down.is_set()


def test_stop_without_a_node(deai: Deai) -> None:
    ran = deai("stop")
    assert (ran.code, ran.err) == (0, "DeAI was not running.\n")


def test_stop_ends_a_hanging_node(deai: Deai, paths: Paths, hanging: subprocess.Popen[bytes]) -> None:
    started_at = psutil.Process(hanging.pid).create_time() + 1
    _file_of(hanging.pid, started_at).write(paths.node_file)
    ran = deai("stop")
    assert ran.code == 0
    assert f"process {hanging.pid} is being ended" in ran.err
    assert hanging.wait(5) != 0


def test_stop_never_ends_a_stranger(deai: Deai, paths: Paths, hanging: subprocess.Popen[bytes]) -> None:
    before_it_began = psutil.Process(hanging.pid).create_time() - 60
    _file_of(hanging.pid, before_it_began).write(paths.node_file)
    assert deai("stop").code == ExitCode.ERROR
    assert hanging.poll() is None


def test_runs_the_node_with_its_options(deai: Deai, paths: Paths, run_node: types.ModuleType) -> None:
    given: list[object] = []

    def run(paths: Paths, port: int | None, on_ready: Callable[[str], None]) -> int:
        given.extend((paths, port))
        on_ready("http://127.0.0.1:4000")
        return 0

    run_node.run_node = run  # type: ignore[attr-defined]
    ran = deai("node", "--port", "4000")
    assert ran.code == 0
    assert "http://127.0.0.1:4000/v1" in ran.err
    assert given == [paths, 4000]


def test_a_node_that_can_not_start_says_why(deai: Deai, run_node: types.ModuleType) -> None:
    run_node.run_node = _raising(NodeRunningError("It runs as process 7.", hint="See: deai status"))  # type: ignore[attr-defined]
    ran = deai("node")
    assert ran.code == ExitCode.NO_NODE
    assert ran.err.splitlines() == ["Already running", "It runs as process 7.", "See: deai status"]


def test_in_the_background_the_reason_is_the_last_line(deai: Deai, run_node: types.ModuleType) -> None:
    run_node.run_node = _raising(PortTakenError("Port 3324 is taken."))  # type: ignore[attr-defined]
    ran = deai("node", "--background")
    assert ran.code == ExitCode.ERROR
    assert ErrorBody.model_validate_json(ran.out.splitlines()[-1]).error.code == "port_taken"


def test_in_the_background_a_fault_is_told_as_well(
    deai: Deai, paths: Paths, run_node: types.ModuleType
) -> None:
    run_node.run_node = _raising(RuntimeError("boom"))  # type: ignore[attr-defined]
    ran = deai("node", "--background")
    assert ran.code == ExitCode.FAULT
    assert ErrorBody.model_validate_json(ran.out.splitlines()[-1]).error.title == "This is a fault of ours"
    assert list(paths.logs.glob("crash-*.txt"))


def _raising(error: Exception) -> Callable[..., int]:
    def run(paths: Paths, port: int | None, on_ready: Callable[[str], None]) -> int:
        raise error

    return run
