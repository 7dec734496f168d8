"""Where the build keeps what it fetched and made: outside the checkout, so that a clean one costs little."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "DEAI_WINE"
"""Names the folder; by default it lies in the user's cache folder."""

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""


@dataclass(frozen=True)
class Places:
    """Name the folders of the build."""

    home: Path

    @classmethod
    def default(cls) -> Places:
        """Follow ``DEAI_WINE``, else the cache folder that the XDG rules name."""
        if chosen := os.environ.get(VARIABLE):
            return cls(Path(chosen).expanduser().absolute())
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return cls(cache / "deai-desktop-wine")

    def folder(self, name: str) -> Path:
        """Make a folder below and return it."""
        folder = self.home / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def downloads(self) -> Path:
        """What came from package registries, as it came."""
        return self.folder("downloads")

    @property
    def tools(self) -> Path:
        """A Linux Python with the tools of the build."""
        return self.home / "tools"

    @property
    def logs(self) -> Path:
        """What commands printed."""
        return self.folder("logs")

    @property
    def prefix(self) -> Path:
        """Wine's Windows."""
        return self.home / "prefix"

    @property
    def drive(self) -> Path:
        """Its C: drive."""
        return self.prefix / "drive_c"

    @property
    def python(self) -> Path:
        """The Windows Python in it."""
        return self.drive / "Python311"

    @property
    def site_packages(self) -> Path:
        """The pinned packages that are frozen, and those that freeze them."""
        return self.python / "Lib" / "site-packages"

    @property
    def test_packages(self) -> Path:
        """What the tests need on top: kept apart, so that nothing of it is ever frozen."""
        return self.drive / "test-packages"
