"""Checks everything with one command: format, lint, types, layers, QML, tests. ``python -m tests [pytest options]``"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

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
    "tests": ["-m", "pytest"],
}


def main() -> int:
    """Run all checks, also after one has failed, and return how many did."""
    failed = []
    for name, arguments in CHECKS.items():
        print(f"== {name}", flush=True)
        started = time.monotonic()
        options = sys.argv[1:] if name == "tests" else []
        if subprocess.run([sys.executable, *arguments, *options], cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
        print(f"== {name} took {time.monotonic() - started:.0f} s", flush=True)
    if failed:
        print("failed: " + ", ".join(failed))
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
