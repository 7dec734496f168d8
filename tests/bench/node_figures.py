"""What a node costs that does nothing, and how fast things start."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from deai_desktop.core.paths import Paths
from tests.bench.figures import Figure
from tests.running_node import RunningNode

_SETTLE_SECONDS = 2.0
_START_LIMIT = 60.0


@dataclass(frozen=True)
class IdleCost:
    """A node without a model in memory, its children included; sizes in MB (10⁶ bytes)."""

    resident_mb: float
    unique_mb: float
    cpu_percent: float
    seconds: float


@dataclass(frozen=True)
class StartUp:
    """Seconds until ``deai --version`` is done, and until a fresh node answers ``/health``."""

    version: Figure
    health: Figure


def measure_idle(folder: Path, seconds: float) -> IdleCost:
    """Watch a fresh node do nothing."""
    with RunningNode(Paths.below(folder)) as node:
        time.sleep(_SETTLE_SECONDS)
        parent = psutil.Process(node.process.pid)
        processes = [parent, *parent.children(recursive=True)]
        before = _cpu_seconds(processes)
        time.sleep(seconds)
        spent = _cpu_seconds(processes) - before
        memory = [process.memory_full_info() for process in processes]
    resident = sum(one.rss for one in memory) / 1e6
    return IdleCost(resident, sum(one.uss for one in memory) / 1e6, 100 * spent / seconds, seconds)


def _cpu_seconds(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def measure_start_up(folder: Path, times: int) -> StartUp:
    """Start things several times over."""
    return StartUp(
        Figure.of([_seconds(_run_version) for _ in range(times)]),
        Figure.of([_node_start_seconds(folder / str(number)) for number in range(times)]),
    )


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _run_version() -> None:
    subprocess.run([sys.executable, "-m", "deai_desktop", "--version"], check=True, stdout=subprocess.DEVNULL)


def _node_start_seconds(folder: Path) -> float:
    """Start a node on a known port and knock until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "deai_desktop", "node", "--port", str(port)]
    environment = RunningNode(Paths.below(folder)).environment
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while not _is_healthy(port):
                if process.poll() is not None or time.perf_counter() - started > _START_LIMIT:
                    raise RuntimeError("the node did not start")
                time.sleep(0.005)
            return time.perf_counter() - started
        finally:
            process.terminate()


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
