"""Where programs of this person keep their files, as each system has it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class UserFolders:
    """Hold the folders that programs choose theirs from."""

    home: Path
    settings: Path
    """What the person chose: roaming application data, ``~/.config``."""
    data: Path
    """What a program keeps: local application data, ``~/.local/share``."""
    cache: Path
    environment: Mapping[str, str]
    """Variables by which programs are told to keep theirs elsewhere."""
    of_all: tuple[Path, ...] = ()
    """Homes of services that work for everybody on this PC."""


def user_folders(environment: Mapping[str, str] | None = None) -> UserFolders:
    """Find the folders of the person who runs us."""
    environment = os.environ if environment is None else environment
    variable = "USERPROFILE" if sys.platform == "win32" else "HOME"
    home = _folder(environment, variable, Path.home())
    if sys.platform == "win32":
        local = _folder(environment, "LOCALAPPDATA", home / "AppData/Local")
        roaming = _folder(environment, "APPDATA", home / "AppData/Roaming")
        return UserFolders(home, roaming, local, local, environment)
    if sys.platform == "darwin":
        support = home / "Library/Application Support"
        return UserFolders(home, support, support, home / "Library/Caches", environment)
    return UserFolders(
        home,
        _folder(environment, "XDG_CONFIG_HOME", home / ".config"),
        _folder(environment, "XDG_DATA_HOME", home / ".local/share"),
        _folder(environment, "XDG_CACHE_HOME", home / ".cache"),
        environment,
        (Path("/usr/share"), Path("/var/lib")),
    )


def _folder(environment: Mapping[str, str], variable: str, otherwise: Path) -> Path:
    """Take a variable when it names a full path, as the XDG rules say."""
    named = Path(environment.get(variable) or ".")
    return named if named.is_absolute() else otherwise
