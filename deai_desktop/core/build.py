"""What this program is: run from source, a test build, or a release."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from deai_desktop import __version__
from deai_desktop.core.paths import resources_folder

BUILD_FILE = "build.json"
"""Beside the other resources of a frozen program; the installer's build writes it."""


class BuildKind(StrEnum):
    """Say how far a program can be trusted to be ours."""

    SOURCE = "source"
    """Run by somebody's own Python: pip or git keep it up to date."""
    TEST = "test"
    """Frozen with parts whose origin was not proven: for trying out only, never updated into a release."""
    RELEASE = "release"
    """Frozen with parts whose origin was proven and whose signatures were checked."""


@dataclass(frozen=True)
class Build:
    """Describe this program."""

    kind: BuildKind
    version: str
    """What people are shown; a test build's says so: ``0.1.0+test``."""
    commit: str = ""


@cache
def this_build() -> Build:
    """Read what the build wrote beside a frozen program; whatever does not say that it is a release is none."""
    if not getattr(sys, "frozen", False):
        return Build(BuildKind.SOURCE, __version__)
    try:
        about = json.loads((resources_folder() / BUILD_FILE).read_text(encoding="utf-8"))
        kind = BuildKind(about["kind"])
        commit = str(about.get("commit", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        kind, commit = BuildKind.TEST, ""
    version = __version__ if kind is BuildKind.RELEASE else f"{__version__}+test"
    return Build(kind, version, commit)
