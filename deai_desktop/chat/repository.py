"""Keep conversations in the database."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from enum import Enum

from deai_desktop.chat import search, tree
from deai_desktop.chat.conversation import (
    Conversation,
    ConversationSummary,
    Message,
    MessageStatus,
    Role,
    WholeConversation,
    new_id,
)
from deai_desktop.chat.text import clean_content, clean_name, derive_title
from deai_desktop.chat.whole import checked, load_whole, write_whole
from deai_desktop.core.errors import InvalidInputError, NotFoundError
from deai_desktop.storage.database import Database

LONGEST_LIST = 1000

_ADD_MESSAGE = """
    INSERT INTO messages (
        id, conversation_id, parent_id, role, content, status, model, left_out, destination, created_at
    ) VALUES (
        :id, :conversation_id, :parent_id, :role, :content, :status, :model, :left_out, :destination,
        :created_at
    )
"""

_UPDATE_MESSAGE = """
    UPDATE messages SET
        content = coalesce(:content, content), status = coalesce(:status, status),
        error = coalesce(:error, error), model = coalesce(:model, model),
        finish_reason = coalesce(:finish_reason, finish_reason),
        prompt_tokens = coalesce(:prompt_tokens, prompt_tokens),
        completion_tokens = coalesce(:completion_tokens, completion_tokens),
        first_token_ms = coalesce(:first_token_ms, first_token_ms),
        tokens_per_second = coalesce(:tokens_per_second, tokens_per_second),
        left_out = coalesce(:left_out, left_out), destination = coalesce(:destination, destination)
    WHERE id = :id
"""


class Place(Enum):
    """Name a place in a conversation without knowing a message's id."""

    CURRENT_LEAF = "current leaf"


class ConversationRepository:
    """Store conversations as trees of messages; every method is one transaction, from any thread.

    An unknown id raises `NotFoundError`, a text that is too long `InvalidInputError`.
    """

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def create(self, title: str = "", model: str = "", system_prompt: str = "") -> Conversation:
        """Start an empty conversation; without a title, its first message will give one."""
        conversation_id, now = new_id(), self._clock()
        values = (
            conversation_id,
            clean_name(title, "title"),
            clean_name(model, "model"),
            clean_content(system_prompt, "system_prompt"),
            now,
            now,
        )
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO conversations (id, title, model, system_prompt, created_at, updated_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                values,
            )
            return _load(connection, conversation_id)

    def get(self, conversation_id: str) -> Conversation:
        """Load a conversation with the messages of its current branch."""
        with self._database.read() as connection:
            return _load(connection, conversation_id)

    def latest(self) -> Conversation | None:
        """Load the conversation that was used last, if there is one."""
        with self._database.read() as connection:
            newest = search.search(connection, "", 1, 0, pinned_first=False)
            return _load(connection, newest[0].id) if newest else None

    def list(
        self, limit: int = 50, offset: int = 0, query: str = "", *, pinned_first: bool = True
    ) -> tuple[ConversationSummary, ...]:
        """List conversations, pinned ones first, then newest first.

        A query keeps those with all its words in a title or message.
        """
        if not (1 <= limit <= LONGEST_LIST and 0 <= offset < 2**31):
            raise InvalidInputError(
                f"A list can't have {limit} entries from {offset} on.",
                hint=f"Ask for 1 to {LONGEST_LIST} entries, from 0 on.",
                param="limit",
            )
        with self._database.read() as connection:
            return tuple(search.search(connection, query, limit, offset, pinned_first=pinned_first))

    def rename(self, conversation_id: str, title: str) -> Conversation:
        """Give a conversation another title."""
        return self.update(conversation_id, title=title)

    def update(
        self,
        conversation_id: str,
        *,
        title: str | None = None,
        model: str | None = None,
        system_prompt: str | None = None,
        pinned: bool | None = None,
    ) -> Conversation:
        """Change what is given and keep the rest, also the time of last use."""
        values = (
            None if title is None else clean_name(title, "title"),
            None if model is None else clean_name(model, "model"),
            None if system_prompt is None else clean_content(system_prompt, "system_prompt"),
            pinned,
            _known(conversation_id),
        )
        with self._database.write() as connection:
            connection.execute(
                "UPDATE conversations SET title = coalesce(?, title), model = coalesce(?, model),"
                " system_prompt = coalesce(?, system_prompt), pinned = coalesce(?, pinned) WHERE id = ?",
                values,
            )
            return _load(connection, conversation_id)

    def get_whole(self, conversation_id: str) -> WholeConversation:
        """Load a conversation with all its branches, to be kept elsewhere."""
        with self._database.read() as connection:
            return load_whole(connection, _row(connection, conversation_id))

    def add_whole(self, whole: WholeConversation) -> Conversation:
        """Keep a conversation that comes from elsewhere, with new ids, all of it or nothing.

        Raises `InvalidInputError` when its messages are no tree in which each comes after its parent.
        """
        kept = checked(whole, self._clock())
        with self._database.write() as connection:
            return _load(connection, write_whole(connection, kept))

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with all its branches."""
        with self._database.write() as connection:
            _row(connection, conversation_id)
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
            _forget(connection)

    def add_message(
        self,
        conversation_id: str,
        role: Role,
        content: str,
        *,
        parent_id: str | Place | None = Place.CURRENT_LEAF,
        status: MessageStatus = MessageStatus.COMPLETE,
        model: str = "",
        left_out: int = 0,
        destination: str = "this-pc",
    ) -> Message:
        """Add a message below another and show the branch it ends.

        A parent that already has a child makes the new message that child's sibling: that is how a message
        is edited and an answer generated again. ``None`` as parent starts the conversation anew.
        """
        content, model = clean_content(content), clean_name(model, "model")
        message_id, now = new_id(), self._clock()
        with self._database.write() as connection:
            row = _row(connection, conversation_id)
            parent = row["leaf_id"] if isinstance(parent_id, Place) else parent_id
            if parent is not None and _message(connection, parent).conversation_id != conversation_id:
                raise _not_found("message", parent)
            connection.execute(
                _ADD_MESSAGE,
                {
                    "id": message_id,
                    "conversation_id": conversation_id,
                    "parent_id": parent,
                    "role": role.value,
                    "content": content,
                    "status": status.value,
                    "model": model,
                    "left_out": left_out,
                    "destination": destination,
                    "created_at": now,
                },
            )
            title = row["title"] or (derive_title(content) if role is Role.USER else "")
            connection.execute(
                "UPDATE conversations SET leaf_id = ?, updated_at = ?, title = ? WHERE id = ?",
                (message_id, now, title, conversation_id),
            )
            return _message(connection, message_id)

    def get_message(self, message_id: str) -> Message:
        """Load one message, of whichever branch."""
        with self._database.read() as connection:
            return _message(connection, message_id)

    def update_message(
        self,
        message_id: str,
        *,
        content: str | None = None,
        status: MessageStatus | None = None,
        error: str | None = None,
        model: str | None = None,
        finish_reason: str | None = None,
        prompt_tokens: int | None = None,
        completion_tokens: int | None = None,
        first_token_ms: float | None = None,
        tokens_per_second: float | None = None,
        left_out: int | None = None,
        destination: str | None = None,
    ) -> None:
        """Change what is given and keep the rest, as an answer streams in and ends."""
        values = {
            "id": _known(message_id),
            "content": None if content is None else clean_content(content),
            "status": None if status is None else status.value,
            "error": None if error is None else clean_content(error, "error"),
            "model": None if model is None else clean_name(model, "model"),
            "finish_reason": finish_reason,
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "first_token_ms": first_token_ms,
            "tokens_per_second": tokens_per_second,
            "left_out": left_out,
            "destination": destination,
        }
        with self._database.write() as connection:
            if connection.execute(_UPDATE_MESSAGE, values).rowcount == 0:
                raise _not_found("message", message_id)
            connection.execute(
                "UPDATE conversations SET updated_at = ?"
                " WHERE id = (SELECT conversation_id FROM messages WHERE id = ?)",
                (self._clock(), message_id),
            )

    def select_branch(self, conversation_id: str, message_id: str) -> Conversation:
        """Show the branch through a message, down to its newest leaf."""
        with self._database.write() as connection:
            _row(connection, conversation_id)
            if _message(connection, message_id).conversation_id != conversation_id:
                raise _not_found("message", message_id)
            _show(connection, conversation_id, tree.newest_leaf(connection, conversation_id, message_id))
            return _load(connection, conversation_id)

    def delete_message(self, message_id: str) -> Conversation:
        """Delete a message with everything below it; its newest sibling is shown instead, or its parent."""
        with self._database.write() as connection:
            message = _message(connection, message_id)
            conversation_id = message.conversation_id
            leaf_id = _row(connection, conversation_id)["leaf_id"]
            # The reference to the leaf is checked with each statement: let go first, choose again after.
            _show(connection, conversation_id, None)
            tree.delete_subtree(connection, message_id)
            if tree.load_message(connection, leaf_id) is None:
                leaf_id = tree.newest_leaf(connection, conversation_id, message.parent_id)
            _show(connection, conversation_id, leaf_id)
            _forget(connection)
            return _load(connection, conversation_id)

    def mark_interrupted(self) -> int:
        """Mark messages that were streaming when the node ended as stopped, text kept; return how many."""
        with self._database.write() as connection:
            return connection.execute(
                "UPDATE messages SET status = 'stopped' WHERE status = 'streaming'"
            ).rowcount


def _load(connection: sqlite3.Connection, conversation_id: str) -> Conversation:
    row = _row(connection, conversation_id)
    leaf_id = row["leaf_id"]
    return Conversation(
        id=row["id"],
        title=row["title"],
        model=row["model"],
        system_prompt=row["system_prompt"],
        leaf_id=leaf_id,
        is_pinned=bool(row["pinned"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        messages=() if leaf_id is None else tree.load_branch(connection, conversation_id, leaf_id),
    )


def _row(connection: sqlite3.Connection, conversation_id: str) -> sqlite3.Row:
    found = connection.execute("SELECT * FROM conversations WHERE id = ?", (_known(conversation_id),))
    row: sqlite3.Row | None = found.fetchone()
    if row is None:
        raise _not_found("conversation", conversation_id)
    return row


def _message(connection: sqlite3.Connection, message_id: str) -> Message:
    message = tree.load_message(connection, _known(message_id))
    if message is None:
        raise _not_found("message", message_id)
    return message


def _show(connection: sqlite3.Connection, conversation_id: str, leaf_id: str | None) -> None:
    connection.execute("UPDATE conversations SET leaf_id = ? WHERE id = ?", (leaf_id, conversation_id))


def _forget(connection: sqlite3.Connection) -> None:
    """Drop deleted words from the full-text index now; otherwise they stay on disk until it is merged."""
    connection.execute("INSERT INTO messages_index (messages_index) VALUES ('optimize')")
    connection.execute("INSERT INTO titles_index (titles_index) VALUES ('optimize')")


def _known(some_id: str) -> str:
    """Let an id pass that can be looked up; what SQLite can't even encode is no id of ours."""
    return some_id if some_id.isascii() else ""


def _not_found(kind: str, some_id: str) -> NotFoundError:
    shown = some_id.encode("ascii", "replace").decode()[:40]
    return NotFoundError(f"There is no {kind} “{shown}”.", hint="It may have been deleted. Reload the list.")
