"""The command that paints every screen keeps working: one variant of it, from first run to tray menu."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.virtual_display import has_virtual_display

pytestmark = pytest.mark.skipif(
    sys.platform == "linux" and not has_virtual_display(),
    reason="needs an X server without a screen: apt-get install xvfb",
)


@pytest.mark.skipif(
    sys.platform == "win32" and os.environ.get("QT_QPA_PLATFORM") == "offscreen",
    reason="Qt's platform without a screen knows neither light nor dark",
)
def test_paints_every_screen(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.screenshots", str(tmp_path), "light"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pictures = {file.stem: QImage(str(file)) for file in (tmp_path / "light").glob("*.png")}
    assert {"first-run", "chat-rich", "models", "settings-1", "shortcuts", "banner", "tray-menu"} <= set(
        pictures
    )
    assert all(not picture.isNull() for picture in pictures.values())
    assert pictures["chat-rich"].pixelColor(600, 20).lightness() > 200  # it is the light one


def test_says_what_it_does() -> None:
    command = [sys.executable, "-m", "tests.screenshots", "--help"]
    assert "every screen" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
