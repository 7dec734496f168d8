"""A message of the system's own, for when our window can't be shown."""

from __future__ import annotations

import sys

_ERROR_ICON = 0x10

if sys.platform == "win32":
    import ctypes

    def show_error(title: str, text: str) -> None:
        """Show it and wait until it is read."""
        ctypes.windll.user32.MessageBoxW(None, text, title, _ERROR_ICON)

else:

    def show_error(title: str, text: str) -> None:
        """Do nothing: only Windows starts programs whose output nobody sees."""
