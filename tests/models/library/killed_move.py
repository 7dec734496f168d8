"""Moves a models folder and kills itself at a named moment: ``python -m … DATABASE OLD NEW copy|rename MOMENT``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deai_desktop.models.library import move
from deai_desktop.models.library.folder import ModelsFolder
from deai_desktop.models.library.move import FolderMove
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database

MOMENTS = (
    "before begin",
    "after begin",
    "before copy_verified",
    "after copy_verified",
    "halfway",
    "before switch",
    "after switch",
    "before leave",
    "after _remove_empty_folders",
    "before forget_old",
    "after forget_old",
)


def die() -> None:
    """End at once, as when the power goes."""
    if sys.platform == "win32":
        os._exit(9)
    os.kill(os.getpid(), signal.SIGKILL)


def arm(owner: Any, name: str, when: str) -> None:
    """Let a function kill the process, before it does anything or when it is done."""
    real: Callable[..., object] = getattr(owner, name)

    def deadly(*arguments: Any, **options: Any) -> object:
        if when == "before":
            die()
        result = real(*arguments, **options)
        die()
        return result

    setattr(owner, name, deadly)


def main(database: str, old: str, new: str, way: str, moment: str) -> None:
    """Move until death."""
    if way == "copy":
        FolderMove._rename = lambda self: False  # type: ignore[method-assign]
    when, _, name = moment.partition(" ")
    if name:
        arm(ModelsFolder if hasattr(ModelsFolder, name) else move, name, when)
    counted = iter(range(100))

    def advance(count: int) -> None:
        if moment == "halfway" and next(counted) == 3:
            die()

    store = ModelStore(Database(Path(database)), Path(old))
    FolderMove(store.place, Path(new), lambda: None).run(advance)


if __name__ == "__main__":
    main(*sys.argv[1:])
