"""Text files that go along with a message, as fenced blocks below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from deai_desktop.core.errors import InvalidInputError, NotFoundError
from deai_desktop.gui.models.figures import size_text

LARGEST = 200_000
"""Bytes of one file; more would hardly fit into a model's context window."""


@dataclass(frozen=True)
class Attachment:
    """A text file as it was when it was attached."""

    name: str
    text: str
    size: int

    @property
    def block(self) -> str:
        """The file as Markdown, in a fence that nothing in it can close."""
        longest = max((len(ticks) for ticks in re.findall("`+", self.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{self.name}:\n{fence}\n{self.text}\n{fence}"


def read_attachment(file: Path) -> Attachment:
    """Read a text file; raises `NotFoundError`, or `InvalidInputError` when it is too large or not text."""
    title = QCoreApplication.translate("Attachments", "“{name}” can't be attached").format(name=file.name)
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise NotFoundError(
            QCoreApplication.translate("Attachments", "There is no such file."), title=title
        ) from None
    except OSError as error:
        raise InvalidInputError(
            error.strerror or QCoreApplication.translate("Attachments", "It can't be read."), title=title
        ) from error
    if len(content) > LARGEST:
        message = QCoreApplication.translate("Attachments", "It is larger than {size}.").format(
            size=size_text(LARGEST)
        )
        raise InvalidInputError(
            message,
            title=title,
            hint=QCoreApplication.translate("Attachments", "Attach the part that matters."),
        )
    return Attachment(file.name, _as_text(content, title).rstrip("\n"), len(content))


def _as_text(content: bytes, title: str) -> str:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        hint = QCoreApplication.translate(
            "Attachments", "Only text files can be attached, such as .txt, .md, .csv or source code."
        )
        raise InvalidInputError(
            QCoreApplication.translate("Attachments", "It is not a text file."), title=title, hint=hint
        )
    return text.replace("\r\n", "\n")
