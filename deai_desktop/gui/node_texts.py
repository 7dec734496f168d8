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
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A good all-rounder in many languages that can think before it answers and call tools.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A small model in many languages that can think before it answers; runs on any PC.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A large model in many languages that can think before it answers and call tools; for PCs"
        " with much memory.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A large model of which only a tenth works at a time: fast for its size, but it needs much memory.",
    ),
    QT_TRANSLATE_NOOP("Catalogue", "A very small model in many languages; quick on old PCs, not for facts."),
    QT_TRANSLATE_NOOP("Catalogue", "A solid all-rounder in many languages that can call tools."),
    QT_TRANSLATE_NOOP("Catalogue", "Made for writing, explaining and mending program code."),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A small model for short chats, summaries and rewriting; quick on any PC.",
    ),
    QT_TRANSLATE_NOOP("Catalogue", "A well-known all-rounder with long context that can call tools."),
    QT_TRANSLATE_NOOP("Catalogue", "A very large model for workstations; close to the best of its time."),
    QT_TRANSLATE_NOOP("Catalogue", "A tiny model for short, simple tasks; answers at once on any PC."),
    QT_TRANSLATE_NOOP("Catalogue", "A small model in many languages for short chats and rewriting."),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A good writer in many languages with long context; made to see pictures, too.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A large, careful writer in many languages; made to see pictures, too. For PCs with much memory.",
    ),
    QT_TRANSLATE_NOOP("Catalogue", "A small model that reasons well in English; short context."),
    QT_TRANSLATE_NOOP("Catalogue", "A small model that reasons well, with long context."),
    QT_TRANSLATE_NOOP("Catalogue", "A small model that reasons well and can call tools, with long context."),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A mid-sized model that is strong at reasoning and mathematics, mostly in English.",
    ),
    QT_TRANSLATE_NOOP("Catalogue", "A quick all-rounder in English that can call tools."),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A mid-sized all-rounder in many languages with long context that can call tools.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A large all-rounder in many languages that can call tools; made to see pictures, too.",
    ),
    QT_TRANSLATE_NOOP("Catalogue", "A small chat model in English; quick on any PC."),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A small, fully open model in six languages that can think before it answers and call tools.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A large model that thinks before it answers, of which only a part works at a time; it needs"
        " much memory.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A base model: it goes on with a text and does not chat. For experiments and further training.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "Turns English texts into vectors, to find what is alike; small and quick.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "Turns English texts into vectors, to find what is alike, in longer pieces.",
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "Turns texts of over a hundred languages into vectors, to find what is alike.",
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
