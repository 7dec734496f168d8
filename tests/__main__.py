"""Checks everything with one command: format, lint, types, layers, QML, tests. ``python -m tests [pytest options]``

A few tests that failed are tried once more, and that is printed: they run a real model, real processes and real time
on a shared computer. What fails twice has failed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.remembering import remembering

ROOT = Path(__file__).parent.parent

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "layers": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ],
    "qml": ["-m", "tests.qmllint"],
}
TESTS = {
    "tests": ["-m", "not alone", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"],
    "tests that run alone": ["-m", "alone"],
}
"""Most wait most of the time, so two at once are done sooner."""
NO_TESTS = pytest.ExitCode.NO_TESTS_COLLECTED
MOST_TRIED_AGAIN = 3
"""More that fail at once are no accident."""


def main() -> int:
    """Run all checks, also after one has failed, and return how many did."""
    failed = [name for name, arguments in CHECKS.items() if not _passes(name, arguments)]
    found = {name: _tests(name, [*arguments, *sys.argv[1:]]) for name, arguments in TESTS.items()}
    failed += [name for name, status in found.items() if status not in (pytest.ExitCode.OK, NO_TESTS)]
    if set(found.values()) == {NO_TESTS}:
        failed.append("no tests found")
    if failed:
        print("failed: " + ", ".join(failed))
    return len(failed)


def _passes(name: str, arguments: list[str]) -> bool:
    return _run(name, arguments) == 0


def _run(name: str, arguments: list[str]) -> int:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    status = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
    print(f"== {name} took {time.monotonic() - started:.0f} s", flush=True)
    return status


def _tests(name: str, options: list[str]) -> int:
    """Run tests, and a few that failed once more; return pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "pytest", *remembering(folder), *options]
        status = _run(name, command)
        try:
            failed = json.loads((Path(folder) / "v/cache/lastfailed").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return status
        if status == pytest.ExitCode.TESTS_FAILED and 0 < len(failed) <= MOST_TRIED_AGAIN:
            status = _run(f"{name} that failed", [*command, "-n", "0", "--last-failed"])
        return status


if __name__ == "__main__":
    sys.exit(main())
