"""Lists what the setup installs, so that an upgrade and the uninstaller remove that and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

NAME = "installed-files.txt"
UNINSTALLER = "Uninstall DeAI Desktop.exe"
_OWN = (UNINSTALLER, NAME)
"""What the setup adds to the folder that is packaged."""
_LONGEST_PATH = 150
"""Characters: with C:\\Users\\NAME\\AppData\\Local\\Programs and our own folders it stays below the 260 of NSIS."""


class ManifestError(Exception):
    """Say why a folder can't be packaged."""


def manifest(folder: Path) -> str:
    """List names at the top (``t``), files (``f``) and folders, deepest first (``d``), as Windows writes paths."""
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    files = [path for path in paths if not (folder / path).is_dir()]
    folders = [path for path in paths if (folder / path).is_dir()]
    folders.sort(key=lambda path: len(path.parts), reverse=True)
    tops = sorted({path.parts[0] for path in paths})
    lines = [
        *(f"t {name}" for name in (*tops, *_OWN)),
        *(f"f {_windows(path)}" for path in files),
        *(f"f {name}" for name in _OWN),
        *(f"d {_windows(path)}" for path in folders),
    ]
    for problem in _problems(folder, paths):
        raise ManifestError(problem)
    return "".join(f"{line}\r\n" for line in lines)


def _problems(folder: Path, paths: list[Path]) -> Iterator[str]:
    """Yield what Windows or NSIS could not take."""
    if missing := [name for name in ("DeAI Desktop.exe", "deai.exe") if not (folder / name).is_file()]:
        yield f"{folder} holds no {' and no '.join(missing)}."
    lower = [str(path).lower() for path in paths]
    if len(set(lower)) != len(lower):
        yield f"{folder} holds names that differ in their capital letters only."
    for path in paths:
        if (folder / path).is_symlink():
            yield f"{path} is a link."
        if any(sign in '<>:"\\|?*' or not sign.isprintable() for sign in str(path)):
            yield f"Windows has no such name: {path}"
        if len(str(path)) > _LONGEST_PATH:
            yield f"This path is too long: {path}"


def _windows(path: Path) -> str:
    return str(PurePosixPath(path.as_posix())).replace("/", "\\")
