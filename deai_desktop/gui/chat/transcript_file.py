"""Writes a conversation into a file of the person's choice: JSON to keep everything, Markdown to read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from deai_desktop.api.schemas.conversation_file import ConversationFile
from deai_desktop.api.schemas.conversations import Conversation, MessageView
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.saved_file import save_file


def write_transcript(conversation: Conversation | ConversationFile, file: Path) -> None:
    """Write a whole conversation as JSON, or the branch that is shown as Markdown; raises `StorageError`."""
    if isinstance(conversation, ConversationFile):
        text = conversation.model_dump_json(indent=2) + "\n"
    else:
        text = as_markdown(conversation)
    title = QCoreApplication.translate("Transcript", "The conversation could not be exported")
    save_file(file, text.encode(), title)


def as_markdown(conversation: Conversation) -> str:
    """Write the branch that is shown."""
    date = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(conversation.created_at)), QLocale.FormatType.LongFormat
    )
    title = conversation.title or QCoreApplication.translate("Transcript", "Conversation")
    parts = [f"# {title}", f"*{date}*"]
    if conversation.system_prompt:
        heading = QCoreApplication.translate("Transcript", "System prompt")
        parts += [f"## {heading}", conversation.system_prompt.strip()]
    for message in conversation.messages:
        parts += [f"## {_speaker(message)}", message.content.strip()]
        if message.status == "failed":
            text = QCoreApplication.translate("Transcript", "Broke off here. {reason}")
            parts.append(f"*{text.format(reason=said(message.error))}*")
    return "\n\n".join(parts) + "\n"


def _speaker(message: MessageView) -> str:
    if message.role == "user":
        return QCoreApplication.translate("Transcript", "You")
    return message.model or QCoreApplication.translate("Transcript", "Answer")
