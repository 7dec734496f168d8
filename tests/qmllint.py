"""Checks all QML with Qt's own linter; a warning is a failure. ``python -m tests.qmllint``"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Run the linter over the window's and the tests' QML and return its exit code."""
    program = shutil.which("qmllint", path=str(Path(PySide6.__file__).parent))
    if program is None:
        print("PySide6 has no qmllint: install PySide6-Essentials")
        return 1
    files = sorted((ROOT / "deai_desktop").rglob("*.qml")) + sorted((ROOT / "tests").rglob("*.qml"))
    options = ["--ignore-settings", "--max-warnings", "0", "--unused-imports", "warning"]
    return subprocess.run([program, *options, *map(str, files)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
