"""The file beside the program's resources that says what kind of build it is; see deai_desktop/core/build.py."""

from __future__ import annotations

import json
from pathlib import Path

from deai_desktop import __version__
from deai_desktop.core.build import BUILD_FILE, BuildKind


def write_build_file(folder: Path, kind: BuildKind, commit: str) -> None:
    """Write it."""
    (folder / BUILD_FILE).write_text(json.dumps({"kind": kind.value, "commit": commit}), encoding="utf-8")


def read_version(folder: Path) -> str:
    """Return the version as people see it; where nothing says otherwise, it is a test build's."""
    try:
        kind = BuildKind(json.loads((folder / BUILD_FILE).read_text(encoding="utf-8"))["kind"])
    except (OSError, ValueError, KeyError):
        kind = BuildKind.TEST
    return __version__ if kind is BuildKind.RELEASE else f"{__version__}+test"
