"""Paints every screen of the window into PNG files. ``python -m tests.screenshots FOLDER``"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tests.screenshots.variant import VARIANTS, Variant
from tests.virtual_display import virtual_display

ROOT = Path(__file__).parent.parent.parent
_AT_ONCE = 2
_SECONDS = 170


def main() -> int:
    """Paint the chosen variants, each in a process of its own, and return how many failed."""
    options = _read_options()
    own: AbstractContextManager[dict[str, str]] = nullcontext({})
    with virtual_display() if sys.platform == "linux" else own as display:
        return _paint_all(options, display)


def _paint_all(options: argparse.Namespace, display: dict[str, str]) -> int:
    waiting = [VARIANTS[name] for name in options.variants]
    running: dict[str, subprocess.Popen[bytes]] = {}
    failed = []
    while waiting or running:
        while waiting and len(running) < _AT_ONCE:
            variant = waiting.pop(0)
            running[variant.name] = _paint(variant, options.folder, display)
        name, process = next(iter(running.items()))
        try:
            code = process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        del running[name]
        if code:
            failed.append(name)
        print(f"{name}: {'failed' if code else 'done'}", flush=True)
    return len(failed)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.screenshots",
        description=(
            "Paint every screen of the real window, over a real node with invented conversations and models, "
            "into PNG files: FOLDER/VARIANT/SCREEN.png. Needs no internet and no display, on Linux Xvfb instead, "
            "because Qt's own platform without a screen knows neither light nor dark. Leaves nothing else "
            "behind. Look at the pictures before a release, and after each change of how things look."
        ),
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the pictures go; made if missing")
    parser.add_argument(
        "variants",
        nargs="*",
        metavar="VARIANT",
        help=f"which to paint; all if none is named: {', '.join(VARIANTS)}",
    )
    options = parser.parse_args()
    if unknown := set(options.variants) - set(VARIANTS):
        parser.error(f"there is no variant {', '.join(sorted(unknown))}")
    options.variants = options.variants or list(VARIANTS)
    options.folder = options.folder.absolute()
    return options


def _paint(variant: Variant, folder: Path, display: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = (
        os.environ
        | display
        | {
            "QT_QUICK_BACKEND": "software",
            "QT_SCALE_FACTOR": str(variant.pixel_ratio),
        }
    )
    command = [sys.executable, "-m", "tests.screenshots.tour", str(folder), variant.name]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
