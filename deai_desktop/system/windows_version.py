"""Tell whether this Windows is new enough for us."""

from __future__ import annotations

import sys

OLDEST = (10, 0, 18362)
"""Windows 10 1903: the first with the system libraries that Qt needs."""

Version = tuple[int, int, int]


if sys.platform == "win32":

    def this_version() -> Version | None:
        """Return major, minor and build of this Windows, whatever its compatibility mode pretends."""
        return sys.getwindowsversion().platform_version

else:

    def this_version() -> Version | None:
        """Return None: this is no Windows."""
        return None


def why_too_old(version: Version | None) -> str:
    """Say why we don't run on that Windows; empty where we do."""
    if version is None or version >= OLDEST:
        return ""
    found = ".".join(map(str, version))
    return f"DeAI Desktop needs Windows 10, version 1903 (10.0.18362), or newer. This is version {found}."
