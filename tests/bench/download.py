"""Compares a node's download with curl and sha256sum: ``python -m tests.bench.download``.

All fetch the same file from a server of our own on this PC, in turns, and hash it. ``--line MB/s`` limits each
connection as distant servers do, which shows whether several parts are worth it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from deai_desktop.core.paths import Paths
from deai_desktop.downloads.partial_file import sha256_of
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import GgufBuilder, TensorSpec
from tests.running_node import RunningNode

_GOAL = 0.8
_ROWS = 1_000_000
_MODEL = "bench"


@dataclass(frozen=True)
class NodeRun:
    """What one download by the node took."""

    seconds: float
    cpu_seconds: float
    peak_memory_mb: float
    """While it ran; the node had ``idle_memory_mb`` before."""
    idle_memory_mb: float


@dataclass(frozen=True)
class Outcome:
    """What was found, in MB (10⁶ bytes) a second, hash included; medians."""

    size_mb: float
    line_mb_per_second: float
    curl_mb_per_second: float
    node_mb_per_second: float
    ratio: float
    node_cpu_seconds: float
    node_peak_memory_mb: float
    node_idle_memory_mb: float
    rounds: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and show."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.download", description=__doc__)
    parser.add_argument("--size", type=int, default=1000, metavar="MB", help="how large the file is")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--line", type=float, default=0, metavar="MB/S", help="limit of each connection")
    parser.add_argument("--parts", type=int, default=4, help="the setting downloads.parallel_parts")
    parser.add_argument("--json", action="store_true")
    wishes = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=os.environ.get("DEAI_BENCH_FOLDER")) as folder:
        found = run(Path(folder), wishes.size, wishes.rounds, wishes.line, wishes.parts)
    if wishes.json:
        print(json.dumps(asdict(found), indent=2))
    else:
        _show(found)
    return 0 if found.ratio >= _GOAL else 1


def run(folder: Path, size: int, rounds: int, line: float, parts: int) -> Outcome:
    """Let curl and the node fetch the same file in turns."""
    file = folder / "bench.gguf"
    _write_model(file, max(1, size))
    curl_seconds, node_runs = [], []
    with _serving(file, line * 1e6) as url, _node(folder, file, url, parts) as node:
        for _ in range(rounds):
            curl_seconds.append(_fetch_with_curl(url, folder / "curl.gguf"))
            node_runs.append(_fetch_with_node(node))
    total = file.stat().st_size / 1e6
    curl = total / statistics.median(curl_seconds)
    ours = total / statistics.median(one.seconds for one in node_runs)
    return Outcome(
        size_mb=total,
        line_mb_per_second=line,
        curl_mb_per_second=curl,
        node_mb_per_second=ours,
        ratio=ours / curl,
        node_cpu_seconds=statistics.median(one.cpu_seconds for one in node_runs),
        node_peak_memory_mb=max(one.peak_memory_mb for one in node_runs),
        node_idle_memory_mb=min(one.idle_memory_mb for one in node_runs),
        rounds=rounds,
    )


def _show(found: Outcome) -> None:
    line = f", {found.line_mb_per_second:g} MB/s a connection" if found.line_mb_per_second else ""
    print(
        f"{found.size_mb:,.0f} MB from this PC itself{line}, hash included, median of {found.rounds} rounds"
    )
    print(f"curl, then sha256sum  {found.curl_mb_per_second:8,.0f} MB/s")
    print(
        f"deai node             {found.node_mb_per_second:8,.0f} MB/s  ratio {found.ratio:.2f}, goal {_GOAL}"
    )
    print(f"the node's processor  {found.node_cpu_seconds:8.2f} s")
    print(
        f"the node's memory     {found.node_peak_memory_mb:8.0f} MB at most, {found.node_idle_memory_mb:.0f} MB before"
    )


def _write_model(file: Path, megabytes: int) -> None:
    """Write a valid model whose weights are noise."""
    builder = GgufBuilder()
    builder.tensors += [TensorSpec(f"noise.{one}", (_ROWS,), 24) for one in range(megabytes)]
    with file.open("wb") as stream:
        stream.writelines(builder.parts())


@contextmanager
def _serving(file: Path, limit: float) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.download_server", str(file), str(limit)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/bench.gguf"
        finally:
            server.kill()


@contextmanager
def _node(folder: Path, file: Path, url: str, parts: int) -> Iterator[RunningNode]:
    entry = catalogue_entry(b"x", {"kind": "https", "url": url}, model_id=_MODEL).model_dump(mode="json")
    entry["files"][0] |= {"size": file.stat().st_size, "sha256": sha256_of(file)}
    catalogue = folder / "catalogue.json"
    catalogue.write_text(json.dumps({"format": 1, "models": [entry]}))
    with RunningNode(Paths.below(folder / "home"), {CATALOGUE_VARIABLE: str(catalogue)}) as node:
        node.client.change_settings({"downloads.parallel_parts": parts})
        yield node


def _fetch_with_curl(url: str, target: Path) -> float:
    began = time.monotonic()
    subprocess.run(["curl", "--silent", "--fail", "--output", str(target), url], check=True)
    subprocess.run(["sha256sum", str(target)], check=True, stdout=subprocess.DEVNULL)
    taken = time.monotonic() - began
    target.unlink()
    os.sync()
    return taken


def _fetch_with_node(node: RunningNode) -> NodeRun:
    process = psutil.Process(node.process.pid)
    before, idle = sum(process.cpu_times()[:2]), process.memory_info().rss
    with _peak_of(process) as peaks:
        began = time.monotonic()
        download = node.client.pull(_MODEL)
        while (view := node.client.download(download.id)).state in ("queued", "running"):
            time.sleep(0.02)
        taken = time.monotonic() - began
    assert view.state == "finished", view
    spent = sum(process.cpu_times()[:2]) - before
    node.client.remove_model(_MODEL)
    os.sync()
    return NodeRun(taken, spent, max(peaks) / 1e6, idle / 1e6)


@contextmanager
def _peak_of(process: psutil.Process) -> Iterator[list[int]]:
    """Look at a process's memory often."""
    ended, peaks = threading.Event(), [process.memory_info().rss]

    def watch() -> None:
        while not ended.wait(0.02):
            peaks.append(process.memory_info().rss)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        ended.set()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
