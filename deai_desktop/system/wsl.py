"""The Windows Subsystem for Linux, seen from inside it and from Windows."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.system.programs import run_program

_QUICK_SECONDS = 10.0
_WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_NOT_FOR_PEOPLE = ("docker-desktop", "rancher-desktop", "podman-machine")


@dataclass(frozen=True)
class Wsl:
    """Say in which WSL we are."""

    version: int
    distribution: str
    """Its name on the Windows side; empty where nothing tells it."""


def this_wsl(
    environment: Mapping[str, str] = os.environ, kernel: Path = Path("/proc/sys/kernel/osrelease")
) -> Wsl | None:
    """Tell whether and in which WSL this process runs; None on every other system.

    Microsoft's kernels say so: ``4.4.0-19041-Microsoft`` is WSL 1, ``5.15.90.1-microsoft-standard-WSL2`` WSL 2.
    """
    try:
        release = kernel.read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    if "microsoft" not in release.lower():
        return None
    version = 1 if "Microsoft" in release else 2
    return Wsl(version, environment.get("WSL_DISTRO_NAME") or _name_of_the_root())


def find_windows_program(name: str) -> str:
    """Find a Windows program on the PATH that WSL takes over from Windows; empty when there is none."""
    return shutil.which(name) or ""


def path_here(path: str, here: Wsl | None = None) -> str:
    r"""Return a path of Windows (``C:\Users\…``) as it is called inside WSL; any other path, and elsewhere, as it is.

    A window on Windows knows its files by Windows' names.
    """
    if not _WINDOWS_PATH.match(path) or (here or this_wsl()) is None:
        return path
    try:
        ran = run_program(["wslpath", "-u", path], seconds=_QUICK_SECONDS)
    except OSError:
        return path
    found = ran.output.decode("utf-8", "replace").rstrip("\r\n")
    return found if ran.code == 0 and found else path


def _name_of_the_root() -> str:
    r"""Read our name from the path of the root as Windows sees it (``\\wsl.localhost\Debian\``): services lack the
    variable."""
    try:
        ran = run_program(["wslpath", "-w", "/"], seconds=_QUICK_SECONDS)
    except OSError:
        return ""
    parts = ran.output.decode("utf-8", "replace").strip().strip("\\").split("\\")
    return parts[1] if len(parts) == 2 else ""


class WslFromWindows:
    """Ask Windows about its Linux distributions; ``program`` is ``wsl.exe``."""

    def __init__(self, program: str = "") -> None:
        self._program = program or shutil.which("wsl.exe") or ""

    @property
    def is_there(self) -> bool:
        """Whether this system has such a program at all."""
        return bool(self._program)

    def distributions(self) -> tuple[str, ...]:
        """List what is installed, without starting any."""
        registered = _registered()
        names = registered if registered is not None else self._listed("--list", "--quiet")
        return tuple(name for name in names if not name.lower().startswith(_NOT_FOR_PEOPLE))

    def running(self) -> tuple[str, ...]:
        """List those that run now; looking starts none."""
        installed = self.distributions()
        if not installed:
            return ()
        running = self._listed("--list", "--running", "--quiet")
        return tuple(name for name in installed if name in running)

    def run(self, distribution: str, command: Sequence[str], timeout: float) -> str:
        """Run a command there and return what it printed; raises `OSError` when that fails.

        It starts the distribution if need be.
        """
        if not self._program:
            raise OSError("wsl.exe is not there")
        ran = run_program([self._program, "-d", distribution, "-e", *command], seconds=timeout)
        if ran.code != 0:
            raise OSError(ran.code, f"{command[0]} failed in {distribution}")
        return ran.output.decode("utf-8", "replace")

    def _listed(self, *options: str) -> tuple[str, ...]:
        if not self._program:
            return ()
        try:
            ran = run_program([self._program, *options], seconds=_QUICK_SECONDS)
        except OSError:
            return ()
        if ran.code != 0:  # WSL is not installed, or none runs: it then prints a sentence
            return ()
        return tuple(line.strip() for line in _decoded(ran.output).splitlines() if line.strip())


def _decoded(output: bytes) -> str:
    """Read what ``wsl.exe`` itself prints: UTF-16LE, unless WSL_UTF8 is set."""
    is_utf16 = b"\0" in output or output.startswith(b"\xff\xfe")
    return output.decode("utf-16-le" if is_utf16 else "utf-8", "replace").lstrip("\ufeff").replace("\0", "")


if sys.platform == "win32":
    import winreg

    _LXSS = r"Software\Microsoft\Windows\CurrentVersion\Lxss"
    _INSTALLED = 1

    def _registered() -> tuple[str, ...] | None:
        """Read the distributions from the registry, which starts nothing."""
        names = []
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _LXSS) as parent:
                for index in range(winreg.QueryInfoKey(parent)[0]):
                    with winreg.OpenKey(parent, winreg.EnumKey(parent, index)) as key:
                        try:
                            if winreg.QueryValueEx(key, "State")[0] == _INSTALLED:
                                names.append(str(winreg.QueryValueEx(key, "DistributionName")[0]))
                        except OSError:  # half installed
                            continue
        except OSError:
            return ()
        return tuple(sorted(names))

else:

    def _registered() -> tuple[str, ...] | None:
        return None
