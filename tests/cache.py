"""The folder outside the checkout that test models are kept in."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_VARIABLE = "DEAI_TEST_CACHE"


def cache_folder() -> Path:
    """Return the folder, made if need be; the environment may name another one."""
    chosen = os.environ.get(_VARIABLE)
    folder = Path(chosen) if chosen else platformdirs.user_cache_path("deai-desktop-tests", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
