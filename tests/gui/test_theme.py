"""Controls can be read in light and in dark, also when that changes while they are there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.virtual_display import has_virtual_display, virtual_display

pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux" or not has_virtual_display(),
        reason="needs an X server without a screen (apt-get install xvfb): Qt's own knows neither light nor dark",
    ),
]
_SCHEMES = ("light", "dark", "light")
_PROGRAM = """
import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtQuickControls2 import QQuickStyle
from PySide6.QtWidgets import QApplication

from deai_desktop.core.paths import Paths
from deai_desktop.gui.window_state import WindowState
from tests.gui.desktop_window import DesktopWindow


def settle(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def lightness(item):
    place = item.mapRectToScene(QRectF(8, 4, item.width() - 40, item.height() - 8)).toAlignedRect()
    image = desktop.window.grabWindow().copy(place)
    seen = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
    return max(seen, key=seen.count), min(seen), max(seen)


QQuickStyle.setStyle("FluentWinUI3")
application = QApplication(sys.argv[:1])
paths = Paths.below(Path(sys.argv[1]))
first, *others = sys.argv[2:]
WindowState(paths.settings / "window.json").set("color_scheme", first)
desktop = DesktopWindow(paths)
settle(0.5)
desktop.find("searchField").setProperty("text", "zebra")
desktop.find("modelPicker").setProperty("enabled", True)
for scheme in (first, *others):
    desktop.shell.appearance.scheme = scheme
    settle(0.6)
    print(json.dumps({name: lightness(desktop.find(name)) for name in ("searchField", "modelPicker")}))
desktop.close()
"""


def test_controls_follow_light_and_dark(tmp_path: Path) -> None:
    with virtual_display() as display:
        environment = os.environ | display | {"QT_QUICK_BACKEND": "software"}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(tmp_path), *_SCHEMES],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(seen) == len(_SCHEMES)
    for scheme, controls in zip(_SCHEMES, seen, strict=True):
        for name, (ground, darkest, lightest) in controls.items():
            is_light = scheme == "light"
            assert (ground > 200) == is_light, f"the ground of {name} is not {scheme}: {ground}"
            words = darkest if is_light else lightest
            assert abs(ground - words) > 120, f"nobody can read {name} in {scheme}: {words} on {ground}"
