"""Freezes the program: with the Python that runs us, or for Windows with the one in Wine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from deai_desktop.core.build import BuildKind
from installer.commands import BuildError, run, step
from installer.freeze.build_file import write_build_file
from installer.freeze.version_resource import NAME
from installer.places import ROOT, Places
from installer.wine.programs import PYTHON, run_windows, windows_path

_SPEC = ROOT / "pyinstaller.spec"


def freeze_in_wine(places: Places, target: Path, kind: BuildKind) -> Path:
    """Freeze the Windows program into ``target`` and return its folder."""
    work = _work_folder(target, kind)
    with step("freeze for Windows"):
        arguments = [
            *_options(windows_path(target), windows_path(work)),
            windows_path(_SPEC),
            "--",
            windows_path(work),
        ]
        # Wine's programs see this Linux through Z:, where Python would write .pyc files into the checkout.
        extra = {"PYTHONDONTWRITEBYTECODE": "1"}
        printed = run_windows(places, [PYTHON, *arguments], extra=extra, folder=ROOT, timeout=1800)
        (places.logs / "freeze.log").write_text(printed, encoding="utf-8")
    return _folder(target)


def freeze_here(places: Places, target: Path, kind: BuildKind) -> Path:
    """Freeze with this Python, for the system it runs on, into ``target`` and return its folder."""
    work = _work_folder(target, kind)
    with step(f"freeze for {sys.platform}"):
        options = _options(str(target), str(work))
        run([sys.executable, *options, _SPEC, "--", work], places.logs / "freeze.log", folder=ROOT)
    return _folder(target)


def work_folder(target: Path) -> Path:
    """Return where the build of a target keeps what it notes."""
    return target.with_name(f"{target.name}.work")


def _work_folder(target: Path, kind: BuildKind) -> Path:
    work = work_folder(target)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    write_build_file(work, kind, commit())
    return work


def _options(target: str, work: str) -> list[str]:
    return [
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        "--distpath",
        target,
        "--workpath",
        work,
    ]


def _folder(target: Path) -> Path:
    folder = target / NAME
    if not folder.is_dir():
        raise BuildError("PyInstaller ended well and made no folder.")
    return folder


def commit() -> str:
    """Name the commit that is built; one with changes on top says so."""
    git = ["git", "-C", str(ROOT)]
    try:
        head = subprocess.run(
            [*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True
        ).stdout.strip()
        changed = subprocess.run(
            [*git, "status", "--porcelain"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"{head}-changed" if changed.strip() else head
