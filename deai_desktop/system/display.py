"""Tell whether this program can show a window, in this person's session."""

from __future__ import annotations

import importlib.util
import os
import sys

_SIGNS = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")
_LIBRARIES = ("PySide6", "markdown_it", "pygments", "ziamath")


def has_display() -> bool:
    """Say whether a window could be shown; on Linux that needs X11 or Wayland, or a Qt that was told where."""
    return sys.platform != "linux" or any(os.environ.get(sign) for sign in _SIGNS)


def has_window_libraries() -> bool:
    """Say whether the libraries of the window are installed, without importing them."""
    return all(importlib.util.find_spec(name) for name in _LIBRARIES)
