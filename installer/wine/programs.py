"""Runs Windows programs in the prefix.

What Wine 8 needs: standard handles that are no regular files, or else Microsoft's runtime gets bad ones, so input is
nothing and output a pipe. QT_*, PATH, TEMP and HOME are hidden from Windows programs: ``WINEQT_QPA_PLATFORM`` reaches
them as ``QT_QPA_PLATFORM``, and so on.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from installer.commands import BuildError
from installer.places import Places
from installer.wine.display import display

WINE = "/usr/lib/wine/wine64"
SERVER = "/usr/lib/wine/wineserver64"
PYTHON = r"C:\Python311\python.exe"
_REST_SECONDS = 8.0
_DESKTOP_SECONDS = 3.0
_LAST_WORDS = 1.0
"""Seconds for what a program printed last to arrive after its end."""
_OURS = ("PYTHON", "VIRTUAL_ENV", "DEAI_", "QT_")


def environment(places: Places, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for Wine, with nothing of the Linux Python that runs us."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {
        **kept,
        "WINEPREFIX": str(places.prefix),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
        "WINELOADER": WINE,
        "WINESERVER": SERVER,
        "DISPLAY": display(places),
        "PYTHONUTF8": "1",
        **(extra or {}),
    }


def windows_path(path: Path) -> str:
    """Write a Linux path as Windows programs see it."""
    return "Z:" + str(PurePosixPath(path.absolute())).replace("/", "\\")


def path_in(places: Places, path: Path) -> str:
    """Write a path as the programs of this prefix know it: below C: where it lies there, which Explorer's ways need."""
    path = path.absolute()
    if path.is_relative_to(places.drive):
        return "C:\\" + str(PureWindowsPath(path.relative_to(places.drive)))
    return windows_path(path)


class WindowsProgram:
    """A running Windows program, whose output is collected while it runs.

    Whatever it starts keeps its output open, also after its own end (Wine hands the Linux descriptors on), so nobody
    may wait for that to be closed.
    """

    def __init__(
        self,
        places: Places,
        command: Sequence[str],
        extra: Mapping[str, str] | None = None,
        folder: Path | None = None,
        *,
        shows: bool = False,
    ) -> None:
        self.command = " ".join(command)[:300]
        self._lines: list[str] = []
        self._shows = shows
        self.process = subprocess.Popen(
            [WINE, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(places, extra),
            cwd=folder,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            text = line.decode("utf-8", "replace").replace("\r\n", "\n")
            self._lines.append(text)
            if self._shows:
                print(text, end="", flush=True)

    @property
    def printed(self) -> str:
        """What it printed up to now."""
        return "".join(self._lines)

    def wait(self, timeout: float) -> int:
        """Wait for its end and return its exit code. Raises `BuildError` when it takes too long."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise BuildError(
                f"{self.command} did not end in {timeout:.0f} s:\n{self.printed[-2000:]}"
            ) from None
        self._reader.join(_LAST_WORDS)
        return code


def try_windows(
    places: Places,
    command: Sequence[str],
    *,
    extra: Mapping[str, str] | None = None,
    folder: Path | None = None,
    timeout: float = 120,
    shows: bool = False,
) -> tuple[int, str]:
    """Run a Windows program and return its exit code and what it printed, which is also shown as it comes if asked.

    Raises `BuildError` when it takes too long.
    """
    program = WindowsProgram(places, command, extra, folder, shows=shows)
    return program.wait(timeout), program.printed


def run_windows(
    places: Places,
    command: Sequence[str],
    *,
    extra: Mapping[str, str] | None = None,
    folder: Path | None = None,
    timeout: float = 120,
    shows: bool = False,
) -> str:
    """Run a Windows program and return what it printed. Raises `BuildError` when it fails or takes too long."""
    code, printed = try_windows(places, command, extra=extra, folder=folder, timeout=timeout, shows=shows)
    if code != 0:
        raise BuildError(f"{' '.join(command)[:300]} failed ({code}):\n{printed[-3000:]}")
    return printed


def at_rest(places: Places) -> None:
    """Wait until nothing runs any more and the registry is on disk; what stays is our own, and is ended."""
    try:
        subprocess.run([SERVER, "-w"], env=environment(places), check=False, timeout=_REST_SECONDS)
    except subprocess.TimeoutExpired:
        stop_all(places)


def show_desktop(places: Places) -> None:
    """Start Wine's desktop by itself; else it becomes a child of the first program that needs it, and outlives that.

    A node's child would hold the node's log open, which the removal of all data could then not delete.
    """
    nothing = subprocess.DEVNULL
    command = [WINE, "explorer.exe", "/desktop"]
    subprocess.Popen(command, env=environment(places), stdin=nothing, stdout=nothing, stderr=nothing)
    time.sleep(_DESKTOP_SECONDS)


def stop_all(places: Places) -> None:
    """End this prefix's programs, which are all our own, and wait until it is at rest."""
    subprocess.run([SERVER, "-k"], env=environment(places), check=False)
    subprocess.run([SERVER, "-w"], env=environment(places), check=False, timeout=60)
