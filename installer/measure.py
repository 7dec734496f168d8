"""Measures how long the frozen program takes to its window and to its first token, against the same from source.

By turns in one run on Linux, each time with a new node; what is on disk is in the system's cache for both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from installer.commands import BuildError, say
from installer.freeze.version_resource import NAME
from installer.places import ROOT, Places
from installer.wine.display import display

GOAL = 1.2
_TIMES = 5
_PROMPT = "Name three colours."
_SOURCE = (sys.executable, "-m", "deai_desktop")


class _Times(NamedTuple):
    """Seconds from a start."""

    window: float
    first_token: float


def measure(places: Places, frozen: Path) -> bool:
    """Print medians and ratios; return whether the goal is reached."""
    programs: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "source": ((*_SOURCE, "desktop"), _SOURCE),
        "frozen": ((str(frozen / NAME),), (str(frozen / "deai"),)),
    }
    with tempfile.TemporaryDirectory(prefix="deai-measure-") as home:
        environment = _environment(places, Path(home))
        _install_starter(environment)
        runs: dict[str, list[_Times]] = {name: [] for name in programs}
        for _ in range(_TIMES + 1):
            for name, (desktop, console) in programs.items():
                window_seconds = _to_window(desktop, console, environment)
                runs[name].append(_Times(window_seconds, _to_first_token(console, environment)))
    window = {name: statistics.median(one.window for one in found[1:]) for name, found in runs.items()}
    first = {name: statistics.median(one.first_token for one in found[1:]) for name, found in runs.items()}
    return all([_tell("window", window), _tell("first token", first)])


def _tell(what: str, seconds: dict[str, float]) -> bool:
    ratio = seconds["frozen"] / seconds["source"]
    say(
        f"{what}: {seconds['frozen']:.2f} s frozen, {seconds['source']:.2f} s from source, "
        f"{ratio:.2f} × (goal ≤ {GOAL} ×; medians of {_TIMES})"
    )
    return ratio <= GOAL


def _environment(places: Places, home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DEAI_HOME": str(home),
        "DISPLAY": display(places),
        "QT_QPA_PLATFORM": "xcb",
        "QT_QUICK_BACKEND": "software",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/no-bus",
    }


def _install_starter(environment: dict[str, str]) -> None:
    from tests.starter import starter_model_path

    command = [*_SOURCE, "models", "import", str(starter_model_path())]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    subprocess.run([*_SOURCE, "stop"], env=environment, cwd=ROOT, check=True, capture_output=True)


def _to_window(desktop: Sequence[str], console: Sequence[str], environment: dict[str, str]) -> float:
    search = ["xdotool", "search", "--onlyvisible", "--name", "^DeAI"]
    started = time.monotonic()
    program = subprocess.Popen(
        desktop, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while subprocess.run(search, env=environment, capture_output=True, check=False).returncode != 0:
            if program.poll() is not None or time.monotonic() - started > 60:
                raise BuildError(f"{desktop[0]} opened no window")
            time.sleep(0.01)
        return time.monotonic() - started
    finally:
        time.sleep(2)  # its node has started
        program.kill()
        program.wait()
        subprocess.run([*console, "stop"], env=environment, cwd=ROOT, check=False, capture_output=True)


def _to_first_token(console: Sequence[str], environment: dict[str, str]) -> float:
    started = time.monotonic()
    command = [*console, "chat", _PROMPT]
    with subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        assert program.stdout is not None
        if not program.stdout.read(1):
            raise BuildError(f"{command} said nothing")
        seconds = time.monotonic() - started
        program.stdout.read()
    subprocess.run([*console, "stop"], env=environment, cwd=ROOT, check=False, capture_output=True)
    return seconds
