"""Conversations as files: written from what the service holds, and read back into it."""

from __future__ import annotations

from deai_desktop.api.schemas.conversation_file import FORMAT, KIND, ConversationFile, FileMessage
from deai_desktop.chat.conversation import Message, MessageStatus, Role, WholeConversation


def file_of(whole: WholeConversation) -> ConversationFile:
    """Write a conversation as a file."""
    return ConversationFile.model_validate(
        {
            "kind": KIND,
            "format": FORMAT,
            "title": whole.title,
            "model": whole.model,
            "system_prompt": whole.system_prompt,
            "pinned": whole.is_pinned,
            "created_at": whole.created_at,
            "updated_at": whole.updated_at,
            "shown_message_id": whole.leaf_id,
            "messages": [_file_message(message) for message in whole.messages],
        }
    )


def whole_of(file: ConversationFile) -> WholeConversation:
    """Read a file; whether its messages are a tree is for the service to say."""
    return WholeConversation(
        title=file.title,
        model=file.model,
        system_prompt=file.system_prompt,
        leaf_id=file.shown_message_id,
        is_pinned=file.pinned,
        created_at=file.created_at,
        updated_at=file.updated_at,
        messages=tuple(_message(message) for message in file.messages),
    )


def _file_message(message: Message) -> dict[str, object]:
    facts = {name: value for name, value in vars(message).items() if name in FileMessage.model_fields}
    return facts | {"role": message.role.value, "status": message.status.value}


def _message(message: FileMessage) -> Message:
    facts = message.model_dump()
    own = {"role": Role(message.role), "status": MessageStatus(message.status)}
    return Message(**(facts | own), conversation_id="", siblings=())
