"""Writes down from where PyInstaller took each file and module: the material of the SBOM."""

from __future__ import annotations

import json
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

FILE = "contents.json"

Entry = tuple[str, str, str]
"""PyInstaller's: destination or module, source, kind."""


def write_contents(folder: Path, modules: Iterable[Entry], files: Iterable[Entry], root: Path) -> None:
    """Write it into ``folder``, with sources relative to where packages, Python and the checkout lie."""
    roots = {
        "packages": Path(sysconfig.get_path("purelib")),
        "scripts": Path(sysconfig.get_path("scripts")),
        "build": folder,
        "project": root,
        "python": Path(sys.base_prefix),
    }
    contents = {
        "modules": {name: _relative(source, roots) for name, source, _ in modules},
        "files": {name.replace("\\", "/"): _relative(source, roots) for name, source, _ in files},
    }
    text = json.dumps(contents, indent=1, sort_keys=True)
    (folder / FILE).write_text(text, encoding="utf-8")


def _relative(source: str, roots: dict[str, Path]) -> str:
    for name, root in roots.items():
        if Path(source).is_relative_to(root):
            return f"{name}:{Path(source).relative_to(root).as_posix()}"
    return f"elsewhere:{Path(source).as_posix()}"
