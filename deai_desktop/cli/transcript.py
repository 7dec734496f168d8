"""A conversation as Markdown, for a file or for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deai_desktop.cli.local_time import format_time

if TYPE_CHECKING:
    from deai_desktop.api.schemas.conversations import Conversation, MessageView


def transcript_of(conversation: Conversation) -> str:
    """Write the branch that is shown, from the title to the last message."""
    parts = [f"# {conversation.title or 'Conversation'}", f"*{format_time(conversation.created_at)}*"]
    if conversation.system_prompt:
        parts += ["## System", conversation.system_prompt.strip()]
    for message in conversation.messages:
        parts += [f"## {_speaker(message)}", message.content.strip()]
        if note := _note(message):
            parts.append(f"*{note}*")
    return "\n\n".join(parts) + "\n"


def _speaker(message: MessageView) -> str:
    return "You" if message.role == "user" else message.model or "Answer"


def _note(message: MessageView) -> str:
    notes = {
        "complete": "",
        "streaming": "Still being written.",
        "stopped": "Stopped here.",
        "failed": f"Broke off here. {message.error}".strip(),
    }
    return notes[message.status]
