"""Writes a conversation into a file of the person's choice: Markdown to read, JSON to keep everything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from deai_desktop.api.schemas.conversations import Conversation, MessageView
from deai_desktop.core.errors import StorageError
from deai_desktop.core.files import write_safely


def write_transcript(conversation: Conversation, file: Path) -> None:
    """Write JSON when the name ends so, Markdown otherwise; raises `StorageError`."""
    text = (
        conversation.model_dump_json(indent=2)
        if file.suffix.lower() == ".json"
        else as_markdown(conversation)
    )
    try:
        write_safely(file, text.encode())
    except OSError as error:
        title = _translate("The conversation could not be exported")
        hint = _translate("Choose another folder.")
        raise StorageError(error.strerror or str(error), title=title, hint=hint) from error


def as_markdown(conversation: Conversation) -> str:
    """Write the branch that is shown."""
    date = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(conversation.created_at)), QLocale.FormatType.LongFormat
    )
    parts = [f"# {conversation.title or _translate('Conversation')}", f"*{date}*"]
    if conversation.system_prompt:
        parts += [f"## {_translate('System prompt')}", conversation.system_prompt.strip()]
    for message in conversation.messages:
        parts += [f"## {_speaker(message)}", message.content.strip()]
        if message.status == "failed":
            parts.append("*{}*".format(_translate("Broke off here. {reason}").format(reason=message.error)))
    return "\n\n".join(parts) + "\n"


def _speaker(message: MessageView) -> str:
    return _translate("You") if message.role == "user" else message.model or _translate("Answer")


def _translate(text: str) -> str:
    return QCoreApplication.translate("Transcript", text)
