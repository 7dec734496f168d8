"""What is to be offered, and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_PRODUCT_VERSION = re.compile(
    "ProductVersion\0".encode("utf-16-le") + rb"(?:\0\0)?((?:[\x20-\x7e]\0){1,60})\0\0", re.DOTALL
)
"""The string in a Windows program's version resource, padded to four bytes (VS_VERSIONINFO, String)."""


@dataclass(frozen=True)
class Package:
    """Describe a setup file and what it is offered as."""

    file: Path
    version: str
    platform: str
    notes: str = ""


def own_version(content: bytes) -> str:
    """Read the version that the setup program itself carries, whatever its file is called; empty without one."""
    found = _PRODUCT_VERSION.search(content)
    return found[1].decode("utf-16-le") if found else ""
