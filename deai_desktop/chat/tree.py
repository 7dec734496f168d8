"""Walk the tree of a conversation's messages."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from typing import Any

from deai_desktop.chat.conversation import Message, MessageStatus, Role

_COLUMNS = ", ".join(f"messages.{one.name}" for one in fields(Message) if one.name != "siblings")

# A child's number is larger than its parent's: sorted by it, the root comes first and a leaf last.
_BRANCH = f"""
    WITH RECURSIVE branch (id) AS (
        SELECT :leaf
        UNION ALL
        SELECT messages.parent_id FROM branch JOIN messages ON messages.id = branch.id
        WHERE messages.parent_id IS NOT NULL
    )
    SELECT {_COLUMNS} FROM messages WHERE id IN (SELECT id FROM branch) ORDER BY number
"""  # noqa: S608

_ALL = f"SELECT {_COLUMNS} FROM messages WHERE conversation_id = ? ORDER BY number"  # noqa: S608

_MESSAGE = f"SELECT {_COLUMNS} FROM messages WHERE id = ?"  # noqa: S608

_NEWEST_LEAF_BELOW = """
    WITH RECURSIVE subtree (id) AS (
        SELECT :top
        UNION ALL
        SELECT messages.id FROM subtree JOIN messages ON messages.parent_id = subtree.id
    )
    SELECT messages.id FROM subtree JOIN messages ON messages.id = subtree.id
    ORDER BY messages.number DESC LIMIT 1
"""

_DELETE_SUBTREE = """
    WITH RECURSIVE subtree (id) AS (
        SELECT :top
        UNION ALL
        SELECT messages.id FROM subtree JOIN messages ON messages.parent_id = subtree.id
    )
    DELETE FROM messages WHERE id IN (SELECT id FROM subtree)
"""


def load_branch(connection: sqlite3.Connection, conversation_id: str, leaf_id: str) -> tuple[Message, ...]:
    """Load the messages from the root to a leaf, each with its siblings."""
    children: dict[str | None, list[str]] = {}
    for message_id, parent_id in connection.execute(
        "SELECT id, parent_id FROM messages WHERE conversation_id = ? ORDER BY number", (conversation_id,)
    ):
        children.setdefault(parent_id, []).append(message_id)
    rows = connection.execute(_BRANCH, {"leaf": leaf_id})
    return tuple(_message(row, tuple(children[row["parent_id"]])) for row in rows)


def load_all(connection: sqlite3.Connection, conversation_id: str) -> tuple[Message, ...]:
    """Load the messages of all branches, each after the one it follows from."""
    rows = connection.execute(_ALL, (conversation_id,)).fetchall()
    children: dict[str | None, list[str]] = {}
    for row in rows:
        children.setdefault(row["parent_id"], []).append(row["id"])
    siblings = {parent_id: tuple(ids) for parent_id, ids in children.items()}
    return tuple(_message(row, siblings[row["parent_id"]]) for row in rows)


def load_message(connection: sqlite3.Connection, message_id: str) -> Message | None:
    """Load one message with its siblings, or nothing when there is no such message."""
    row = connection.execute(_MESSAGE, (message_id,)).fetchone()
    if row is None:
        return None
    siblings = connection.execute(
        "SELECT id FROM messages WHERE conversation_id = ? AND parent_id IS ? ORDER BY number",
        (row["conversation_id"], row["parent_id"]),
    )
    return _message(row, tuple(sibling["id"] for sibling in siblings))


def newest_leaf(connection: sqlite3.Connection, conversation_id: str, top: str | None) -> str | None:
    """Find the newest leaf below a message, or of the whole conversation."""
    if top is None:
        row = connection.execute(
            "SELECT id FROM messages WHERE conversation_id = ? ORDER BY number DESC LIMIT 1",
            (conversation_id,),
        ).fetchone()
    else:
        row = connection.execute(_NEWEST_LEAF_BELOW, {"top": top}).fetchone()
    return None if row is None else str(row["id"])


def delete_subtree(connection: sqlite3.Connection, top: str) -> None:
    """Delete a message and everything below it."""
    connection.execute(_DELETE_SUBTREE, {"top": top})


def _message(row: sqlite3.Row, siblings: tuple[str, ...]) -> Message:
    # By position, not by name: a long branch loads in half the time.
    message_id, conversation_id, parent_id, role, content, status, *facts = row
    own = (message_id, conversation_id, parent_id, Role(role), content, MessageStatus(status))
    values: list[Any] = [*own, *facts, siblings]
    return Message(*values)
