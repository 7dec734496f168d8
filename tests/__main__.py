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
MOST_TRIED_AGAIN = 3
"""More that fail at once are no accident."""


def main() -> int:
    """Run all checks, also after one has failed, and return how many did."""
    failed = [name for name, arguments in CHECKS.items() if not _passes(name, arguments)]
    if not _tests_pass(sys.argv[1:]):
        failed.append("tests")
    if failed:
        print("failed: " + ", ".join(failed))
    return len(failed)


def _passes(name: str, arguments: list[str]) -> bool:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    passed = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode == 0
    print(f"== {name} took {time.monotonic() - started:.0f} s", flush=True)
    return passed


def _tests_pass(options: list[str]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "pytest", *remembering(folder), *options]
        if _passes("tests", command):
            return True
        try:
            failed = json.loads((Path(folder) / "v/cache/lastfailed").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return False
        return 0 < len(failed) <= MOST_TRIED_AGAIN and _passes(
            "tests that failed", [*command, "--last-failed"]
        )


if __name__ == "__main__":
    sys.exit(main())
