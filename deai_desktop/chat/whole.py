"""A conversation with all its branches: read out for a file, and written anew from one."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from deai_desktop.chat import tree
from deai_desktop.chat.conversation import Message, MessageStatus, WholeConversation, new_id
from deai_desktop.chat.text import clean_content, clean_name
from deai_desktop.core.errors import InvalidInputError

MOST_MESSAGES = 50_000

_ADD_CONVERSATION = """
    INSERT INTO conversations (id, title, model, system_prompt, pinned, created_at, updated_at)
    VALUES (:id, :title, :model, :system_prompt, :is_pinned, :created_at, :updated_at)
"""

_ADD_MESSAGE = """
    INSERT INTO messages (
        id, conversation_id, parent_id, role, content, status, error, model, finish_reason, prompt_tokens,
        completion_tokens, first_token_ms, tokens_per_second, left_out, destination, created_at
    ) VALUES (
        :id, :conversation_id, :parent_id, :role, :content, :status, :error, :model, :finish_reason,
        :prompt_tokens, :completion_tokens, :first_token_ms, :tokens_per_second, :left_out, :destination,
        :created_at
    )
"""


def load_whole(connection: sqlite3.Connection, row: sqlite3.Row) -> WholeConversation:
    """Load a conversation, of which ``row`` is given, as it is now: an answer being written is a stopped one."""
    messages = tree.load_all(connection, row["id"])
    if len(messages) > MOST_MESSAGES:
        raise InvalidInputError(
            f"The conversation has {len(messages):,} messages; at most {MOST_MESSAGES:,} fit into a file.",
            hint="Delete versions that you no longer need.",
        )
    return WholeConversation(
        title=row["title"],
        model=row["model"],
        system_prompt=row["system_prompt"],
        leaf_id=row["leaf_id"],
        is_pinned=bool(row["pinned"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        messages=tuple(_ended(message) for message in messages),
    )


def checked(whole: WholeConversation, now: float) -> WholeConversation:
    """Make a stranger's conversation one that can be kept, with new ids; raises `InvalidInputError`.

    What claims to come from the future is from now: it would stay the newest for ever.
    """
    if len(whole.messages) > MOST_MESSAGES:
        raise _refusal(f"It has {len(whole.messages):,} messages; at most {MOST_MESSAGES:,} can be kept.")
    ids: dict[str, str] = {}
    known = {message.id for message in whole.messages}
    messages = []
    for place, message in enumerate(whole.messages, 1):
        if message.id in ids:
            raise _refusal(f"Message {place} has the same id as an earlier one.")
        if message.parent_id is not None and message.parent_id not in ids:
            if message.parent_id in known:
                raise _refusal(f"Message {place} follows from itself or from one that comes after it.")
            raise _refusal(f"Message {place} follows from a message that is not in the file.")
        ids[message.id] = new_id()
        parent = None if message.parent_id is None else ids[message.parent_id]
        messages.append(_clean(replace(message, id=ids[message.id], parent_id=parent), now))
    if whole.leaf_id is not None and whole.leaf_id not in ids:
        raise _refusal("The message that was shown last is not in the file.")
    return WholeConversation(
        title=clean_name(whole.title, "title"),
        model=clean_name(whole.model, "model"),
        system_prompt=clean_content(whole.system_prompt, "system_prompt"),
        leaf_id=None if whole.leaf_id is None else ids[whole.leaf_id],
        is_pinned=whole.is_pinned,
        created_at=min(whole.created_at, now),
        updated_at=min(whole.updated_at, now),
        messages=tuple(messages),
    )


def write_whole(connection: sqlite3.Connection, whole: WholeConversation) -> str:
    """Write a checked conversation, in the caller's transaction, and return its id."""
    conversation_id = new_id()
    connection.execute(_ADD_CONVERSATION, vars(whole) | {"id": conversation_id})
    rows = (vars(message) | {"conversation_id": conversation_id} for message in whole.messages)
    connection.executemany(_ADD_MESSAGE, rows)
    leaf_id = tree.newest_leaf(connection, conversation_id, whole.leaf_id)
    connection.execute("UPDATE conversations SET leaf_id = ? WHERE id = ?", (leaf_id, conversation_id))
    return conversation_id


def _ended(message: Message) -> Message:
    is_streaming = message.status is MessageStatus.STREAMING
    return replace(message, status=MessageStatus.STOPPED) if is_streaming else message


def _clean(message: Message, now: float) -> Message:
    return replace(
        _ended(message),
        content=clean_content(message.content),
        error=clean_content(message.error, "error"),
        model=clean_name(message.model, "model"),
        finish_reason=clean_name(message.finish_reason, "finish_reason"),
        destination=clean_name(message.destination, "destination"),
        created_at=min(message.created_at, now),
    )


def _refusal(message: str) -> InvalidInputError:
    return InvalidInputError(
        message,
        title="The conversation can't be imported",
        hint="The file may be damaged: export the conversation again.",
        param="messages",
    )
