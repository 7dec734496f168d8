"""Where things lie on disk: one place that knows the folders of this user."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "DEAI_HOME"
"""Set it to keep everything in one folder of your choice (portable use, tests)."""


@dataclass(frozen=True)
class Paths:
    """Name the folders of one user; none is created until `create` is called."""

    data: Path
    settings: Path
    cache: Path
    logs: Path
    runtime: Path

    @classmethod
    def default(cls) -> Paths:
        """Follow ``DEAI_HOME`` when it is set, else the platform's own conventions."""
        if home := os.environ.get(HOME_VARIABLE):
            return cls.below(Path(home))
        dirs = platformdirs.PlatformDirs("deai-desktop", appauthor=False, roaming=False)
        return cls(
            data=dirs.user_data_path,
            settings=dirs.user_config_path,
            cache=dirs.user_cache_path,
            logs=dirs.user_log_path,
            runtime=dirs.user_state_path / "run",
        )

    @classmethod
    def below(cls, home: Path) -> Paths:
        """Keep everything in one folder."""
        home = home.expanduser().absolute()
        return cls(home / "data", home / "settings", home / "cache", home / "logs", home / "run")

    def create(self) -> None:
        """Make the folders, readable by this user only where the platform knows such rights."""
        for folder in (self.data, self.settings, self.cache, self.logs, self.runtime):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def database(self) -> Path:
        """The one database: conversations, models, keys' names."""
        return self.data / "deai.sqlite3"

    @property
    def models(self) -> Path:
        """Downloaded model files."""
        return self.data / "models"

    @property
    def settings_file(self) -> Path:
        """What the person chose."""
        return self.settings / "settings.json"

    @property
    def node_file(self) -> Path:
        """Address, pid, start time and session token of the running node."""
        return self.runtime / "node.json"

    @property
    def node_lock(self) -> Path:
        """Held by the running node for as long as it lives."""
        return self.runtime / "node.lock"

    @property
    def window_lock(self) -> Path:
        """Held by the window for as long as it lives; its first line is the number of its process."""
        return self.runtime / "window.lock"


def resources_folder() -> Path:
    """Return the folder with the catalogue: beside the package, or inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [package / "resources", package.parent / "resources"]
    if frozen:
        candidates.insert(0, Path(frozen) / "resources")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("the resources folder is missing: reinstall DeAI Desktop")
