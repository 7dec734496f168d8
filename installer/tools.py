"""A Python on Linux with the pinned tools of the build, and downloads that are accepted by hash alone."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from installer.commands import BuildError, run, say
from installer.pins import TOOLS, Pin
from installer.places import Places


def python(places: Places) -> Path:
    """Return the Python with the tools, made when it is missing or its pins have changed."""
    if sys.platform == "win32":
        return Path(sys.executable)  # in the environment that release.ps1 made
    executable = places.tools / "bin" / "python"
    mark = places.tools / "pins"
    wanted = TOOLS.read_text(encoding="utf-8")
    if not executable.is_file() or not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        log = places.logs / "tools.log"
        run([sys.executable, "-m", "venv", "--clear", places.tools], log)
        run([executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", TOOLS], log)
        mark.write_text(wanted, encoding="utf-8")
    return executable


def uv(places: Places) -> Path:
    """Return uv, which resolves and unpacks Windows' wheels on Linux."""
    return python(places).parent / "uv"


def fetch_source(places: Places, pin: Pin) -> Path:
    """Return a pinned source archive, fetched when it is missing."""
    return _fetch(places, pin, ".tar.gz", ["--no-binary", ":all:", "--no-build-isolation"])


def fetch_windows_wheel(places: Places, pin: Pin) -> Path:
    """Return a pinned wheel for Windows, fetched when it is missing."""
    return _fetch(places, pin, ".whl", WINDOWS_WHEELS)


WINDOWS_WHEELS = (
    "--only-binary",
    ":all:",
    "--platform",
    "win_amd64",
    "--python-version",
    "3.11",
    "--implementation",
    "cp",
)
"""What pip is told to choose wheels for the Python that is frozen."""


def download(places: Places, folder: Path, options: Sequence[str | Path]) -> None:
    """Have pip fetch packages, and not what they need, into a folder."""
    pip: list[str | Path] = [python(places), "-m", "pip", "download", "-q", "--no-deps"]
    run([*pip, "-d", folder, *options], places.logs / "download.log")


def _fetch(places: Places, pin: Pin, suffix: str, options: Sequence[str]) -> Path:
    if found := _find(places.downloads, pin, suffix):
        return found
    say(f"fetching {pin.name} {pin.version}")
    requirements = places.logs / f"{pin.name}.txt"
    requirements.write_text(pin.requirement + "\n", encoding="utf-8")
    download(places, places.downloads, ["--require-hashes", *options, "-r", requirements])
    if found := _find(places.downloads, pin, suffix):
        return found
    raise BuildError(
        f"{pin.name}=={pin.version} was fetched, but no {suffix} file with the pinned hash came."
    )


def _find(folder: Path, pin: Pin, suffix: str) -> Path | None:
    """Find a file of this package by its hash; its name may be written in more ways than one."""
    start = pin.name.lower().replace("-", "_").replace(".", "_")
    for file in sorted(folder.glob(f"*{suffix}")):
        name = file.name.lower().replace("-", "_").replace(".", "_")
        if name.startswith(f"{start}_") and sha256_of(file) in pin.hashes:
            return file
    return None


def sha256_of(file: Path) -> str:
    """Return a file's sha256 in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
