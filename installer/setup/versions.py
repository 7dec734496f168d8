"""Orders versions as NSIS can compare them: four numbers."""

from __future__ import annotations

import re

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d{1,3}))?")
_STAGES = {"a": 1000, "b": 2000, "rc": 3000}
_FINAL = 9000


def numbers(version: str) -> str:
    """Return what Windows shows as the file's version: ``0.1.0`` becomes ``0.1.0.0``."""
    return ".".join([*_parts(version)[:3], "0"])


def order(version: str) -> str:
    """Return four numbers by which 0.2.0a1 < 0.2.0b1 < 0.2.0rc1 < 0.2.0; a suffix such as ``+test`` does not count."""
    major, minor, patch, stage, count = _parts(version)
    last = _STAGES[stage] + int(count) if stage else _FINAL
    return f"{major}.{minor}.{patch}.{last}"


def _parts(version: str) -> tuple[str, ...]:
    found = _VERSION.fullmatch(version.partition("+")[0])
    if found is None:
        raise ValueError(f"{version} is no version like 1.2.3 or 1.2.3rc1")
    return tuple(part or "" for part in found.groups())
