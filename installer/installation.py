"""Tries the setup file out in Wine: install silently, chat through what was installed, remove it again."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from installer import debian
from installer.commands import BuildError, run, say, step
from installer.freeze.version_resource import NAME
from installer.places import ROOT, Places
from installer.tryout import TryOut
from installer.wine.programs import run_windows, windows_path

SETUP_FILE = ROOT / "build" / "DeAI Desktop Setup.exe"
GOAL = 90.0
"""Megabytes of the setup file, without a model."""
_UNINSTALLER = f"Uninstall {NAME}.exe"
_REMOVAL_SECONDS = 60.0


def try_installation(places: Places, folder: Path) -> None:
    """Build the setup file from the frozen folder and try it out. Raises `BuildError`."""
    debian.need(places, debian.SETUP)
    with step("build the setup file"):
        SETUP_FILE.parent.mkdir(exist_ok=True)
        run(
            [sys.executable, "-m", "installer.setup", folder, SETUP_FILE],
            places.logs / "setup.log",
            folder=ROOT,
        )
        size = SETUP_FILE.stat().st_size / 1e6
        say(f"setup file: {size:.1f} MB (goal ≤ {GOAL:.0f} MB)")
        if size > GOAL:
            raise BuildError("the setup file is too large")
    with step("install"):
        run_windows(places, [windows_path(SETUP_FILE), "/S"], timeout=300)
        installed = _installed_folder(places)
    with step("chat through the installed program"):
        TryOut(places, installed).chats()
    with step("upgrade in place"):
        run_windows(places, [windows_path(SETUP_FILE), "/S"], timeout=300)
        TryOut(places, _installed_folder(places)).tells_its_version()
    with step("remove it"):
        run_windows(places, [windows_path(installed / _UNINSTALLER), "/S"])
        _wait_until_gone(installed)


def _installed_folder(places: Places) -> Path:
    found = list(places.drive.glob(f"users/*/AppData/Local/Programs/{NAME}"))
    if len(found) != 1:
        raise BuildError("the setup file ended well and installed nothing")
    return found[0]


def _wait_until_gone(folder: Path) -> None:
    """Wait for the uninstaller, which goes on as a copy of itself after its own end."""
    deadline = time.monotonic() + _REMOVAL_SECONDS
    while folder.exists():
        if time.monotonic() > deadline:
            left = [file.name for file in folder.rglob("*")][:10]
            raise BuildError(f"{folder} is still there, with {left}")
        time.sleep(0.5)
