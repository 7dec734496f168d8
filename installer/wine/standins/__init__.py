"""DLLs that Windows has and Wine 8 lacks or has broken: for the Wine prefix only, never shipped.

Each C file is one of them. `check` refuses a folder to be packaged that holds one, by its name and by its hash.
"""

from __future__ import annotations

from pathlib import Path

from installer.commands import run
from installer.places import Places

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(source.stem for source in FOLDER.glob("*.c")))


def build(places: Places, system: Path) -> None:
    """Compile them into the prefix's ``system32``."""
    for name in NAMES:
        target = system / f"{name}.dll"
        target.unlink(missing_ok=True)
        compiler = ["x86_64-w64-mingw32-gcc-posix", "-O2", "-shared", "-static", "-s"]
        run([*compiler, "-o", target, FOLDER / f"{name}.c", "-ladvapi32"], places.logs / "standins.log")
