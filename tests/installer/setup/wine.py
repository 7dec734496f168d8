"""A bare Windows in Wine for the setup program, and a look at all that is on its disk and in its registry."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from installer.wine.traces import Snapshot, files_on, registry_of

WINE, SERVER = Path("/usr/lib/wine/wine64"), Path("/usr/lib/wine/wineserver64")
COMPILER = "x86_64-w64-mingw32-gcc-posix"
PERSON = "Jürgen Groß"
"""A user's name as Windows allows it; it stands in every path of the person's."""


def missing() -> str:
    """Name what the tests need and this PC lacks; empty when all is there."""
    needs = {
        "wine wine64": WINE.exists() and SERVER.exists(),
        "nsis": shutil.which("makensis"),
        "gcc-mingw-w64-x86-64-posix": shutil.which(COMPILER),
        "xvfb": shutil.which("Xvfb"),
    }
    packages = [package for package, found in needs.items() if not found]
    return f"needs Wine: apt-get install {' '.join(packages)}" if packages else ""


@dataclass
class Ran:
    """How a Windows program ended."""

    code: int
    output: str


@dataclass
class Windows:
    """One prefix: a PC of one person."""

    prefix: Path
    display: str
    language: str = "C.UTF-8"
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def drive(self) -> Path:
        """The C: drive."""
        return self.prefix / "drive_c"

    @property
    def home(self) -> Path:
        """The person's own folder."""
        return self.drive / "users" / PERSON

    @property
    def local(self) -> Path:
        """What %LOCALAPPDATA% names."""
        return self.home / "AppData" / "Local"

    @property
    def program(self) -> Path:
        """Where the setup puts the program unless it is told otherwise."""
        return self.local / "Programs" / "DeAI Desktop"

    @property
    def environment(self) -> dict[str, str]:
        """What a program in this prefix is started with; little of ours, and no settings of Python's."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "USER": PERSON,
            "LOGNAME": PERSON,
            "LC_ALL": self.language,
            "DISPLAY": self.display,
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            "WINELOADER": str(WINE),
            "WINESERVER": str(SERVER),
        }

    def boot(self) -> None:
        """Make the prefix."""
        self.run("wineboot", "-i")
        self.run("winecfg", "-v", "win10")
        self.rest()

    def path(self, path: Path) -> str:
        """Write a path as this Windows knows it."""
        path = path.absolute()
        if path.is_relative_to(self.drive):
            return "C:\\" + str(PureWindowsPath(path.relative_to(self.drive)))
        return "Z:" + str(path).replace("/", "\\")

    def start(self, program: str | Path, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a program. Wine 8 wants no regular files as standard handles: nothing in, a pipe out."""
        process = subprocess.Popen(
            [str(WINE), self.path(program) if isinstance(program, Path) else program, *arguments],
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.prefix.parent,
        )
        self.started.append(process)
        return process

    def run(self, program: str | Path, *arguments: str, **variables: str) -> Ran:
        """Run a program to its end."""
        process = self.start(program, *arguments, **variables)
        output, _ = process.communicate(timeout=180)
        return Ran(process.returncode, output.decode("utf-8", "replace").replace("\r\n", "\n"))

    def folder_option(self, option: str, folder: Path) -> list[str]:
        """Give a folder as the last option, as NSIS wants it: to the end of the line, never in quotes."""
        return f"{option}={self.path(folder)}".split(" ")

    def rest(self) -> None:
        """Wait until no program runs any more and the registry is on the disk."""
        subprocess.run([SERVER, "-w"], env=self.environment, check=False, timeout=120)

    def end(self) -> None:
        """End what still runs in this prefix; all of it is our own."""
        subprocess.run(
            [SERVER, "-k"], env=self.environment, check=False, timeout=60, stderr=subprocess.DEVNULL
        )
        self.rest()
        for process in self.started:
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
        self.started.clear()

    def files(self) -> Snapshot:
        """List what is on the C: drive."""
        return files_on(self.drive)

    def registry(self) -> Snapshot:
        """Read the whole registry, as it is when nothing runs any more."""
        self.rest()
        return registry_of(self.prefix)

    def value(self, key: str, name: str) -> str | None:
        """Read one value below HKEY_CURRENT_USER, as Wine writes it."""
        quoted = f'"{name}"' if name else "@"
        return self.registry().get(rf"HKCU\{key} : {quoted}")

    def set_value(self, key: str, name: str, data: str, kind: str = "REG_SZ") -> None:
        """Write one value below HKEY_CURRENT_USER."""
        assert self.run("reg", "add", rf"HKCU\{key}", "/v", name, "/t", kind, "/d", data, "/f").code == 0


def wait_for(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@contextmanager
def copied(template: Windows, folder: Path) -> Iterator[Windows]:
    """Give a copy of a prefix that nobody has used yet, and end what runs in it."""
    subprocess.run(["cp", "-a", "--reflink=auto", template.prefix, folder / "windows"], check=True)
    windows = Windows(folder / "windows", template.display, template.language)
    try:
        yield windows
    finally:
        windows.end()
        shutil.rmtree(windows.prefix)
