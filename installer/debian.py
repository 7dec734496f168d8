"""Debian's packages that the build needs: Wine, its display, the cross compiler, NSIS."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from installer.commands import BuildError, run, say
from installer.places import Places

WINE = (
    "wine",
    "wine64",
    "xvfb",
    "openbox",
    "xdotool",
    "imagemagick",
    "fonts-open-sans",
    "fonts-liberation",
    "fonts-dejavu-core",
    "gcc-mingw-w64-x86-64-posix",
    "python3-venv",
    "ca-certificates",
)
"""A Windows that programs run in, with a display, a window manager and the fonts that stand in for Windows' own."""
COMPILER = ("g++-mingw-w64-x86-64-posix", "cmake", "ninja-build")
"""What compiles llama.cpp for Windows."""
VULKAN = ("glslc", "libvulkan-dev", "spirv-headers")
"""What compiles it for graphics cards, too."""
SETUP = ("nsis",)
"""What packs the setup file."""


def why_not_here() -> str | None:
    """Say why Wine can't be had on this computer; None when it can."""
    if not Path("/etc/debian_version").is_file() or not shutil.which("apt-get"):
        return "this is not Debian or one of its relatives"
    if platform.machine() != "x86_64":
        return f"this computer is a {platform.machine()}, Windows programs here are x86_64"
    if not _is_root() and not shutil.which("sudo"):
        return "installing packages needs root or sudo"
    return None


def need(places: Places, *groups: tuple[str, ...]) -> None:
    """Install what is missing. Raises `BuildError`."""
    missing = [name for group in groups for name in group if not _is_installed(name)]
    if not missing:
        return
    say(f"apt-get install {' '.join(missing)}")
    sudo = [] if _is_root() else ["sudo"]
    install = [*sudo, "apt-get", "install", "-qy", "--no-install-recommends", *missing]
    log = places.logs / "apt.log"
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(install, log, environment=quiet)
    except BuildError:  # the list of packages may be old, or not there yet
        run([*sudo, "apt-get", "update", "-q"], log, environment=quiet)
        run(install, log, environment=quiet)


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _is_installed(name: str) -> bool:
    query = ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}", name]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return done.stdout.startswith("ii")
