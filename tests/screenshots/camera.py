"""Waits until the window stands still and takes its picture."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from tests.gui.desktop_window import DesktopWindow

_SETTLED = 0.35
"""Seconds after which a menu or dialog has come up."""


class Camera:
    """Take pictures into one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def wait_until(self, condition: Callable[[], object], seconds: float = 30.0) -> None:
        """Run the event loop until a condition holds."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("what the next picture shows did not happen")
            QApplication.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = _SETTLED) -> None:
        """Let animations end."""
        end = time.monotonic() + seconds
        self.wait_until(lambda: time.monotonic() > end)

    def take(self, name: str, desktop: DesktopWindow) -> None:
        """Take a picture of the window."""
        self.settle()
        desktop.window.grabWindow().save(str(self._folder / f"{name}.png"))

    def take_widget(self, name: str, widget: QWidget) -> None:
        """Take a picture of a widget."""
        widget.adjustSize()
        widget.grab().save(str(self._folder / f"{name}.png"))
