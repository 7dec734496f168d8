"""What updates tell the rest of the program."""

from __future__ import annotations

from dataclasses import dataclass

from deai_desktop.core.events import Event


@dataclass(frozen=True)
class UpdateChanged(Event):
    """The search for an update, or its download, came further; ``state`` is an `UpdateState`."""

    state: str
    version: str
    """That is offered; empty while none is."""
