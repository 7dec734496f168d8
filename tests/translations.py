"""Brings the translations up to date with the source: ``python -m tests.translations``.

New texts come into resources/translations/*.ts marked as unfinished; write them there (or with Qt Linguist) and run
this again: it makes the .qm files that the window loads.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "translations"
_GUI = ROOT / "deai_desktop" / "gui"


def update(file: Path) -> None:
    """Put the texts of the source into a .ts file, without those that are gone."""
    sources = sorted(str(one) for pattern in ("*.py", "*.qml") for one in _GUI.rglob(pattern))
    _run("lupdate", "-silent", "-no-obsolete", "-locations", "none", *sources, "-ts", str(file))


def release(file: Path, folder: Path = FOLDER) -> Path:
    """Make the .qm file of a .ts file."""
    made = folder / f"{file.stem}.qm"
    _run("lrelease", "-silent", str(file), "-qm", str(made))
    return made


def unfinished(file: Path) -> list[str]:
    """List the texts that have no translation yet."""
    found = []
    for message in ElementTree.parse(file).iter("message"):
        translation = message.find("translation")
        whole = translation is not None and translation.get("type") is None
        forms = (
            [] if translation is None else [translation.text or "", *(one.text or "" for one in translation)]
        )
        if not whole or not any(form.strip() for form in forms):
            found.append(message.findtext("source") or "")
    return found


def _run(tool: str, *arguments: str) -> None:
    folder = Path(PySide6.__file__).parent
    program = next(folder / name for name in (tool, f"{tool}.exe") if (folder / name).exists())
    subprocess.run([str(program), *arguments], check=True)


def main() -> int:
    """Update every language and tell what is missing."""
    missing = 0
    for file in sorted(FOLDER.glob("*.ts")):
        update(file)
        release(file)
        for text in unfinished(file):
            missing += 1
            print(f"{file.name}: not translated: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
