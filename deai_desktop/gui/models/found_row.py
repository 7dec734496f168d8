"""A model file of another program, as the window lists it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.library import FoundModel
from deai_desktop.gui.models.figures import joined, size_text
from deai_desktop.gui.node_texts import said_together


@dataclass(frozen=True)
class FoundRow:
    """Hold what a row shows."""

    path: str
    name: str
    facts: str
    """Program, size, kind, in one line."""
    can_be_used: bool
    note: str
    """Why it can't be chosen; empty otherwise."""
    chosen: bool


def found_row(found: FoundModel, *, chosen: bool) -> FoundRow:
    """Show one file."""
    note = said_together(found.problem)
    if found.listed:
        note = QCoreApplication.translate("FoundRow", "In your list already")
    return FoundRow(
        path=found.path,
        name=found.name,
        facts=joined(found.program, size_text(found.size), found.quantization, found.architecture),
        can_be_used=not note,
        note=note,
        chosen=chosen and not note,
    )
