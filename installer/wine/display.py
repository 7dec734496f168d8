"""An X display with a window manager for Windows programs; it outlives single commands."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from installer.commands import BuildError
from installer.places import Places

_SIZE = "1280x860x24"


def display(places: Places) -> str:
    """Return the name of our display, started when it does not run.

    Wine's desktop process is bound to it, so it must not end with the command that started it.
    """
    file = places.logs / "display"
    if file.is_file():
        pid, name = file.read_text(encoding="utf-8").split()
        if _is_xvfb(int(pid)):
            return name
    readable, writable = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writable), "-screen", "0", _SIZE, "-nolisten", "tcp"],
        pass_fds=[writable],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    with os.fdopen(readable) as answer:
        number = answer.readline().strip()
    if not number:
        raise BuildError("Xvfb could not be started.")
    name = f":{number}"
    # Without a window manager Qt waits seconds for each window to become active.
    subprocess.Popen(
        ["openbox"],
        env={**os.environ, "DISPLAY": name},
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(0.5)
    file.write_text(f"{server.pid} {name}", encoding="utf-8")
    return name


def _is_xvfb(pid: int) -> bool:
    try:
        return b"Xvfb" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
