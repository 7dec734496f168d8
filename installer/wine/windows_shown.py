"""The windows on our display: which are there, and pictures of them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from installer.commands import BuildError
from installer.places import Places
from installer.wine.display import display

_FEWEST_COLOURS = 100
"""A window that draws its text smoothly has hundreds, an empty one a few."""


def shown_windows(places: Places) -> list[str]:
    """Return the numbers of our program's visible windows."""
    return _run(places, "xdotool", "search", "--onlyvisible", "--name", "^DeAI").split()


def minimise(places: Places, window: str) -> None:
    """Take a window off the screen, as its button does."""
    _run(places, "xdotool", "windowminimize", window)
    wait_until(lambda: not shown_windows(places), "the window does not let itself be minimised")


def take_picture(places: Places, picture: Path) -> None:
    """Keep a picture of the whole display. Raises `BuildError` when nothing is drawn in the window."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    _run(places, "import", "-window", "root", str(picture))
    colours = int(_run(places, "identify", "-format", "%k", str(picture)))
    if colours < _FEWEST_COLOURS:
        raise BuildError(f"{picture} has {colours} colours: nothing is drawn in the window")


def wait_until(condition: Callable[[], object], complaint: str, seconds: float = 60.0) -> None:
    """Wait until something holds. Raises `BuildError` with the complaint when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise BuildError(complaint)
        time.sleep(0.1)


def _run(places: Places, *command: str) -> str:
    environment = {**os.environ, "DISPLAY": display(places)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout
