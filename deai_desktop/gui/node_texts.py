"""Says in the person's language what the node tells in English; what is not listed here stays English."""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.error_templates import said_by_template
from deai_desktop.gui.error_texts import ERRORS

DESCRIPTIONS = (
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A very small chat model in English that answers at once on any PC; good for trying things out,"
        " not for facts.",
    ),
)
"""What our own catalogue says of its models."""


_END_OF_SENTENCE = re.compile(r"[.?] ")
_LONGEST_MESSAGE = 1000
"""So far into a text is looked for the end of its message."""


def said(text: str) -> str:
    """Say a title, a message or a hint."""
    return _known(text) or text


def said_together(text: str) -> str:
    """Say a message and the hint that follows it, of which the node made one text."""
    for end in _END_OF_SENTENCE.finditer(text[:_LONGEST_MESSAGE]):
        message, hint = _known(text[: end.start() + 1]), text[end.end() :]
        if message and (text[: end.start() + 1] in ERRORS or _known(hint)):
            return f"{message} {said(hint)}"
    return said(text)


def _known(text: str) -> str | None:
    """Say a text of ours; None when it is none."""
    return QCoreApplication.translate("Errors", text) if text in ERRORS else said_by_template(text)


def said_error(error: DeAIError) -> dict[str, str]:
    """Say all of an error: its ``title``, ``message`` and ``hint``."""
    return {"title": said(error.title), "message": said(error.message), "hint": said(error.hint)}


def described(text: str) -> str:
    """Say what a catalogue tells of a model."""
    return QCoreApplication.translate("Catalogue", text)
