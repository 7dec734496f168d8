"""An X server without a screen, for tests that promise a real window system."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


def has_virtual_display() -> bool:
    """Tell whether `virtual_display` works here."""
    return shutil.which("Xvfb") is not None


@contextmanager
def virtual_display(width: int = 2600, height: int = 3000) -> Iterator[dict[str, str]]:
    """Run an X server and yield the environment of Qt programs that open their windows there."""
    read_end, write_end = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write_end),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(
        command, pass_fds=(write_end,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        # Under GNOME's theme Qt does as a program wishes in light and dark; without a desktop it knows neither.
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_QPA_PLATFORMTHEME": "gnome"}
    finally:
        server.terminate()
        server.wait(10)
