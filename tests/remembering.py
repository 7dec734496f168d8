"""Lets pytest remember what failed, in a folder of the caller's; usually it leaves nothing in the checkout."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PROJECT = Path(__file__).parent.parent / "pyproject.toml"
_REMEMBERS_NOTHING = "-p no:cacheprovider"


def remembering(folder: str) -> list[str]:
    """Return pytest's options: those of the project, but with a cache in that folder."""
    usual = tomllib.loads(_PROJECT.read_text("utf-8"))["tool"]["pytest"]["ini_options"]["addopts"]
    return ["-o", f"addopts={usual.replace(_REMEMBERS_NOTHING, '').strip()}", "-o", f"cache_dir={folder}"]
