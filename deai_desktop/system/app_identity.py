"""The name under which Windows groups our windows and shows our notifications."""

from __future__ import annotations

import sys

APP_ID = "DeAI.Desktop"
"""An AppUserModelID; the shortcut in the Start menu has the same, which is what gives notifications our name."""


def claim_app_id() -> None:
    """Take the name for this process, before its first window; other systems go by the desktop file."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p(APP_ID))
