"""Measures how long the frozen program takes to its window and to its first token, against the same from source.

By turns in one run, on Linux or in Wine, each time with a new node; what is on disk is in the system's cache for both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from installer.commands import BuildError, say
from installer.freeze.version_resource import NAME
from installer.places import ROOT, Places
from installer.program import CONSOLE, WINDOW
from installer.tryout import write_port
from installer.wine.display import display
from installer.wine.programs import PYTHON, WINE, windows_path
from installer.wine.programs import environment as wine_environment
from installer.wine.windows_shown import shown_windows

GOAL = 1.2
_TIMES = 5
_PROMPT = ("chat", "--temperature", "0", "--max-tokens", "5", "Name three colours.")
_WINDOW_SECONDS = 60.0


class _Times(NamedTuple):
    """Seconds from a start."""

    window: float
    first_token: float


@dataclass(frozen=True)
class _Started:
    """How one program is started: its window, and its command line."""

    window: Sequence[str]
    console: Sequence[str]
    environment: dict[str, str]


def measure(places: Places, frozen: Path) -> bool:
    """Print medians and ratios; return whether the goal is reached. A Windows program is measured in Wine."""
    with tempfile.TemporaryDirectory(prefix="deai-measure-", ignore_cleanup_errors=True) as home:
        is_windows = (frozen / WINDOW).exists()
        write_port(Path(home) / "settings")
        programs = (_in_wine if is_windows else _on_linux)(places, frozen, Path(home))
        _install_starter(programs["source"], in_wine=is_windows)
        runs: dict[str, list[_Times]] = {name: [] for name in programs}
        for _ in range(_TIMES + 1):
            for name, program in programs.items():
                runs[name].append(_Times(_to_window(places, program), _to_first_token(program)))
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


def _on_linux(places: Places, frozen: Path, home: Path) -> dict[str, _Started]:
    environment = {
        **os.environ,
        "DEAI_HOME": str(home),
        "DISPLAY": display(places),
        "QT_QPA_PLATFORM": "xcb",
        "QT_QUICK_BACKEND": "software",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/no-bus",
    }
    source = (sys.executable, "-m", "deai_desktop")
    return {
        "source": _Started((*source, "desktop"), source, environment),
        "frozen": _Started((str(frozen / NAME),), (str(frozen / "deai"),), environment),
    }


def _in_wine(places: Places, frozen: Path, home: Path) -> dict[str, _Started]:
    extra = {
        "DEAI_HOME": windows_path(home),
        "WINEQT_QUICK_BACKEND": "software",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    environment = wine_environment(places, extra)
    source = (WINE, PYTHON, "-m", "deai_desktop")
    window, console = (windows_path(frozen / name) for name in (WINDOW, CONSOLE))
    return {
        "source": _Started((*source, "desktop"), source, environment),
        "frozen": _Started((WINE, window), (WINE, console), environment),
    }


def _install_starter(program: _Started, *, in_wine: bool) -> None:
    from tests.starter import starter_model_path

    # What runs from source starts from compiled files, too; Windows' and Linux' Python 3.11 share them.
    subprocess.run([sys.executable, "-m", "compileall", "-q", ROOT / "deai_desktop"], check=True)
    model = starter_model_path()
    _run(program, "models", "import", windows_path(model) if in_wine else str(model))
    _run(program, "stop")


def _run(program: _Started, *arguments: str) -> None:
    """Run a command; not with a pipe, which a node that it starts would keep open."""
    command = [*program.console, *arguments]
    with _start(command, program.environment) as process:
        if process.wait(120) != 0:
            raise BuildError(f"{command} failed ({process.returncode})")


def _start(
    command: Sequence[str], environment: dict[str, str], output: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdin=nothing, stdout=output, stderr=nothing)


def _to_window(places: Places, program: _Started) -> float:
    started = time.monotonic()
    with _start(program.window, program.environment) as window:
        try:
            while not shown_windows(places):
                if window.poll() is not None or time.monotonic() - started > _WINDOW_SECONDS:
                    raise BuildError(f"{program.window[-1]} opened no window")
                time.sleep(0.01)
            return time.monotonic() - started
        finally:
            time.sleep(2)  # its node has started
            _run(program, "quit")


def _to_first_token(program: _Started) -> float:
    started = time.monotonic()
    command = [*program.console, *_PROMPT]
    with _start(command, program.environment, subprocess.PIPE) as chat:
        assert chat.stdout is not None
        if not chat.stdout.read(1):
            raise BuildError(f"{command} said nothing")
        seconds = time.monotonic() - started
        chat.wait()
    _run(program, "stop")
    return seconds
