"""What removing a model would do, in words to ask with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.library import Removal
from deai_desktop.gui.models.model_card import freed_text, kept_text


def removal_text(removal: Removal, name_of: Callable[[str], str]) -> str:
    """Say what goes, what stays, and which other models use it."""
    if removal.keeps_file:
        text = kept_text(removal.keeps_file)
    elif removal.frees_bytes:
        text = freed_text(removal.frees_bytes)
    else:
        text = QCoreApplication.translate(
            "RemovalText", "This frees no room on the disk. Conversations stay."
        )
    if removal.shared_with:
        shared = QCoreApplication.translate("RemovalText", "The same file is used by: {names}.")
        text += "\n\n" + shared.format(names=", ".join(map(name_of, removal.shared_with)))
    return text
