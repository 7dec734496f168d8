"""Which updates this program takes: those of its own kind of build, signed by the keys that it came with."""

from __future__ import annotations

from dataclasses import dataclass

from deai_desktop.core.build import BuildKind, this_build
from deai_desktop.core.paths import resources_folder
from deai_desktop.system.setup_program import package_platform

ROOT_FILE = "update/{kind}/root.json"
"""Below the resources: the keys that updates of this kind of build must be signed by (TUF's root role)."""
_LARGEST_ROOT = 512_000


@dataclass(frozen=True)
class Channel:
    """Bind a program to its own kind of updates: a test build never becomes a release, nor the other way round."""

    kind: BuildKind
    version: str
    """Of the running program."""
    platform: str
    root: bytes
    """The trusted root; empty where none was shipped."""


def this_channel() -> Channel:
    """Describe what this program takes."""
    build = this_build()
    root = b""
    if build.kind is not BuildKind.SOURCE:
        file = resources_folder() / ROOT_FILE.format(kind=build.kind.value)
        if file.is_file() and file.stat().st_size <= _LARGEST_ROOT:
            root = file.read_bytes()
    return Channel(build.kind, build.version, package_platform(), root)
