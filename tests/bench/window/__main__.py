"""Measures the desktop window: ``python -m tests.bench.window``, from the root of the repository.

Start-up is compared with a bare Qt Quick window of the same style, by turns in the same run. Without a display it is
measured offscreen, with Qt's software renderer.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from deai_desktop.chat.conversation import Role
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.storage.database import Database
from deai_desktop.system.console import prepare_console
from tests.bench.figures import Figure, Goal
from tests.running_node import RunningNode, free_port

_ROOT = Path(__file__).parents[3]
_START_GOAL, _STREAM_GOAL, _FRAMES_GOAL, _OPEN_GOAL = 1.5, 15.0, 30.0, 150.0
_MESSAGES = 2000
_TOKEN_SECONDS = 0.01
"""Of the echo engine: 100 words a second."""
_ANSWER = "Some **bold** words and `code`.\n\n- one\n- two\n\n```python\nprint(1)\n```\n\n"
_PARAGRAPH = (
    "A paragraph with **bold** and *slanted* words , a `name` and some more of them so that it has a length . \n\n"
    "- first point of a list\n- second point of it\n\n```python\nfor number in range(10):\n    print(number)\n```\n\n"
)


@dataclass(frozen=True)
class Results:
    """What one run has found; times in seconds unless named otherwise, from the start of the process."""

    bare_first_frame: Figure
    first_frame: Figure
    usable: Figure
    shown: dict[str, float]
    hidden: dict[str, float]
    streaming: dict[str, float]
    open_ms: Figure
    goals: list[Goal]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and show."""
    prepare_console()
    parser = argparse.ArgumentParser(prog="python -m tests.bench.window", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="once and shortly, to see that it works")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    wishes = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="deai-bench-") as folder:
        results = measure(Path(folder), quick=wishes.quick)
    if wishes.json:
        print(json.dumps(asdict(results), indent=2))
    else:
        _show(results)
    return 0


def measure(folder: Path, *, quick: bool) -> Results:
    """Take all measurements in an own home."""
    times, seconds = (1, 1.0) if quick else (7, 10.0)
    paths = Paths.below(folder)
    long, short = _prepare(paths)
    environment = _environment(folder)
    bare, first, usable = [], [], []
    for _ in range(times):
        seen, started = _run([str(Path(__file__).parent / "bare.py")], environment)
        bare.append(seen["first_frame"] - started)
        seen, started = _program(["start"], environment)
        first.append(seen["first_frame"] - started)
        usable.append(seen["usable"] - started)
    rest, _ = _program(["rest", str(seconds)], environment)
    words = _PARAGRAPH * (20 if quick else 40)
    stream, _ = _program(["stream", str(seconds), words], environment)
    opened, _ = _program(["open", long, short, str(times + 1)], environment)
    open_ms = Figure.of(opened["milliseconds"][1:])
    bare_figure, first_figure = Figure.of(bare), Figure.of(first)
    ratio = first_figure.median / bare_figure.median
    return Results(
        bare_figure,
        first_figure,
        Figure.of(usable),
        rest["shown"],
        rest["hidden"],
        {key: value for key, value in stream.items() if key.endswith(("percent", "second"))},
        open_ms,
        [
            Goal(
                "first frame, against a bare window", f"≤ {_START_GOAL} ×", ratio, "×", ratio <= _START_GOAL
            ),
            Goal(
                "processor while 100 tokens/s stream in",
                f"< {_STREAM_GOAL:g} % of a core",
                stream["cpu_percent"],
                "%",
                stream["cpu_percent"] < _STREAM_GOAL,
            ),
            Goal(
                "frames while text streams in",
                f"≤ {_FRAMES_GOAL:g} a second",
                stream["frames_per_second"],
                "/s",
                stream["frames_per_second"] <= _FRAMES_GOAL,
            ),
            Goal(
                f"opening {_MESSAGES:,} messages",
                f"< {_OPEN_GOAL:g} ms",
                open_ms.median,
                "ms",
                open_ms.median < _OPEN_GOAL,
            ),
        ],
    )


def _prepare(paths: Paths) -> tuple[str, str]:
    """Choose a free port, install an echo model, write a long and a short conversation; return their ids."""
    SettingsStore(paths.settings_file).change({"api.port": free_port()})
    RunningNode(paths).add_echo_model("echo", _TOKEN_SECONDS)
    with Database(paths.database) as database:
        repository = ConversationRepository(database)
        ids = []
        for title, count in (("Long", _MESSAGES), ("Short", 4)):
            conversation = repository.create(title, "echo")
            for number in range(count):
                role, text = (
                    (Role.ASSISTANT, _ANSWER * 3) if number % 2 else (Role.USER, f"Question {number}?")
                )
                repository.add_message(conversation.id, role, text)
            ids.append(conversation.id)
    return ids[0], ids[1]


def _environment(folder: Path) -> dict[str, str]:
    environment = os.environ | {
        HOME_VARIABLE: str(folder),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/no-bus",
    }
    if sys.platform == "linux" and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        environment |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    return environment


def _program(arguments: list[str], environment: dict[str, str]) -> tuple[dict[str, Any], float]:
    return _run(["-m", "tests.bench.window.program", *arguments], environment)


def _run(arguments: list[str], environment: dict[str, str]) -> tuple[dict[str, Any], float]:
    """Run a child to its end and return what it printed last, and when it was started."""
    started = time.time()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        timeout=300,
        check=False,
    )
    lines = done.stdout.decode().strip().splitlines()
    if done.returncode != 0 or not lines:
        raise SystemExit(f"{arguments[:3]} failed:\n{done.stderr.decode()[-2000:]}")
    return json.loads(lines[-1]), started


def _show(results: Results) -> None:
    console = Console() if sys.stdout.isatty() else Console(width=120)
    table = Table(title="The desktop window", title_justify="left", show_header=False)
    for name, figure in (
        ("bare window, first frame", results.bare_first_frame),
        ("DeAI Desktop, first frame", results.first_frame),
        ("DeAI Desktop, node started and everything there", results.usable),
    ):
        table.add_row(name, f"{figure.median:.2f} ({figure.low:.2f}–{figure.high:.2f}) s")
    for name, rest in (("at rest, shown", results.shown), ("at rest, hidden in the tray", results.hidden)):
        memory = f"{rest['resident_mb']:.0f} MB resident, {rest['unique_mb']:.0f} MB of its own"
        table.add_row(name, f"{memory}, {rest['cpu_percent']:.1f} % of a core")
    stream = results.streaming
    table.add_row(
        f"streaming, {stream['characters_per_second']:.0f} characters/s",
        f"{stream['cpu_percent']:.1f} % of a core, {stream['frames_per_second']:.0f} frames/s",
    )
    opened = results.open_ms
    table.add_row(
        f"opening {_MESSAGES:,} messages", f"{opened.median:.0f} ({opened.low:.0f}–{opened.high:.0f}) ms"
    )
    console.print(table)
    goals = Table(title="Goals", title_justify="left")
    for heading in ("goal", "target", "measured", ""):
        goals.add_column(heading)
    for goal in results.goals:
        verdict = "[green]met[/green]" if goal.met else "[red]missed[/red]"
        goals.add_row(goal.name, goal.target, f"{goal.value:.2f} {goal.unit}", verdict)
    console.print(goals)


if __name__ == "__main__":
    sys.exit(main())
