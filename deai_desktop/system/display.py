"""Tell whether this person's session can show a window."""

from __future__ import annotations

import os
import sys

_SIGNS = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")


def has_display() -> bool:
    """Say whether a window could be shown; on Linux that needs X11 or Wayland, or a Qt that was told where."""
    return sys.platform != "linux" or any(os.environ.get(sign) for sign in _SIGNS)
