"""Compiles the setup program with NSIS, on Linux or Windows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from deai_desktop import __version__
from deai_desktop.core.build import BUILD_FILE, BuildKind
from deai_desktop.system.app_identity import APP_ID
from installer.freeze.icon import make_icon
from installer.setup import manifest, signing, versions
from installer.setup.pictures import draw_side_picture
from installer.setup.shortcut import app_id_block

SCRIPT = Path(__file__).parent / "setup.nsi"
ROOT = Path(__file__).resolve().parent.parent.parent
_DRAWING = ROOT / "resources" / "icons" / "application.svg"


class SetupError(Exception):
    """Say why there is no setup program."""


@dataclass(frozen=True)
class Setup:
    """What was built."""

    file: Path
    kind: BuildKind
    version: str
    size: int
    installed_size: int


def build(folder: Path, target: Path, version: str = __version__, *, is_quick: bool = False) -> Setup:
    """Pack a folder with ``DeAI Desktop.exe`` and ``deai.exe`` into one setup program; raises `SetupError`.

    What kind of build it is the folder says itself; without a word of it, it is a test build. Only a test build may be
    packed under another version, or quickly: larger, in a fraction of the time.
    """
    kind = kind_of(folder)
    if kind is BuildKind.RELEASE and (version != __version__ or is_quick):
        raise SetupError("A release is packed under its own version, as small as can be.")
    shown = version if kind is BuildKind.RELEASE else f"{version}+test"
    if kind is BuildKind.RELEASE and not signing.can_sign():
        raise SetupError(
            f"A release must be signed: set {signing.CERTIFICATE} (see installer/setup/README.md)."
        )
    if shutil.which("makensis") is None:
        raise SetupError("makensis is missing: apt-get install nsis, or install NSIS 3.")
    installed_size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    with tempfile.TemporaryDirectory(prefix="deai-setup-") as temporary:
        work = Path(temporary)
        try:
            listed = manifest.manifest(folder)
        except manifest.ManifestError as error:
            raise SetupError(str(error)) from error
        (work / manifest.NAME).write_bytes(listed.encode("utf-16-le"))
        defines = {
            "FILES": str(folder.absolute() / "*"),
            "MANIFEST_FILE": str(work / manifest.NAME),
            "VERSION": shown,
            "NUMBERS": versions.numbers(version),
            "ORDER": versions.order(version),
            "SIZE_KB": str(-(-installed_size // 1024)),
            "APP_ID": APP_ID,
            "APP_ID_BLOCK": app_id_block(APP_ID).hex(),
            "ICON": str(make_icon(_DRAWING, work / "setup.ico")),
            "SIDE_PICTURE": str(draw_side_picture(_DRAWING, work / "side.bmp")),
            "OUTPUT": str(target.absolute()),
        }
        if kind is not BuildKind.RELEASE:
            defines["IS_TEST"] = ""
        if is_quick:
            defines["IS_QUICK"] = ""
        if signing.can_sign():
            defines["SIGN"] = f'"{sys.executable}" -m installer.setup.signing'
        _compile(work, defines)
    return Setup(target, kind, shown, target.stat().st_size, installed_size)


def kind_of(folder: Path) -> BuildKind:
    """Read what kind of build a frozen program is, as the program itself does."""
    try:
        about = json.loads((folder / "_internal" / "resources" / BUILD_FILE).read_text(encoding="utf-8"))
        return BuildKind(about["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        return BuildKind.TEST


def _compile(work: Path, defines: dict[str, str]) -> None:
    lines = [f'!define {name} "{_escaped(value)}"' for name, value in defines.items()]
    (work / "defines.nsh").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DDEFINES={work / 'defines.nsh'}", str(SCRIPT)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(
            f"makensis failed ({done.returncode}):\n{(done.stdout + done.stderr).strip()[-4000:]}"
        )


def _escaped(value: str) -> str:
    """Write a text as NSIS reads it within double quotes."""
    return value.replace("$", "$$").replace('"', '$\\"')
