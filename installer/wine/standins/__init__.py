"""DLLs that Windows has and Wine 8 lacks or has broken: for the Wine prefix only, never shipped.

Each C file is one of them. `check` refuses a folder to be packaged that holds one, by its name and by its hash.
"""

from __future__ import annotations

from pathlib import Path

from installer.commands import run
from installer.places import Places
from installer.tools import sha256_of

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(source.stem for source in FOLDER.glob("*.c")))
MARK = b"DeAI Desktop: a stand-in for Wine, never to be shipped"
"""Each of them holds it, under whatever name it may turn up."""


def hashes(system: Path) -> frozenset[str]:
    """Return the hashes of the stand-ins in a prefix, and of the C runtime that was put there."""
    files = (system / f"{name}.dll" for name in (*NAMES, "ucrtbase"))
    return frozenset(sha256_of(file) for file in files if file.is_file())


def build(places: Places, system: Path) -> None:
    """Compile them into the prefix's ``system32``."""
    for name in NAMES:
        target = system / f"{name}.dll"
        target.unlink(missing_ok=True)
        compiler = ["x86_64-w64-mingw32-gcc-posix", "-O2", "-shared", "-static", "-s"]
        compiler += [f'-DMARK="{MARK.decode()}"']
        run([*compiler, "-o", target, FOLDER / f"{name}.c", "-ladvapi32"], places.logs / "standins.log")
