"""Builds the setup program: ``python -m installer.setup FOLDER TARGET.exe``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deai_desktop import __version__
from deai_desktop.core.units import format_bytes
from installer.setup.build import SetupError, build


def main() -> int:
    """Build it, print the sizes and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m installer.setup", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the frozen program")
    parser.add_argument("target", type=Path, help="the setup program to write")
    parser.add_argument("--version", default=__version__, help="for a test build: pack it as this version")
    parser.add_argument("--quick", action="store_true", help="for a test build: pack less, in less time")
    options = parser.parse_args()
    try:
        made = build(options.folder, options.target, options.version, is_quick=options.quick)
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{made.file}: {made.kind} build {made.version}")
    print(f"setup file {format_bytes(made.size)}, installed {format_bytes(made.installed_size)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
