"""List conversations, and find them by words in their title or messages."""

from __future__ import annotations

import re
import sqlite3
import unicodedata

from deai_desktop.chat.conversation import ConversationSummary
from deai_desktop.chat.text import storable

_PINNED_FIRST = "ORDER BY pinned DESC, updated_at DESC, number DESC LIMIT :limit OFFSET :offset"
_NEWEST_FIRST = "ORDER BY updated_at DESC, number DESC LIMIT :limit OFFSET :offset"

_LIST = """
    SELECT conversations.*, NULL AS found_number, NULL AS found_id,
        (SELECT count(*) FROM messages WHERE conversation_id = conversations.id) AS message_count
    FROM conversations
"""

_SEARCH = """
    WITH found (conversation_id, found_number) AS (
        SELECT messages.conversation_id, max(messages.number)
        FROM messages_index JOIN messages ON messages.number = messages_index.rowid
        WHERE messages_index MATCH :words GROUP BY messages.conversation_id
    )
    SELECT conversations.*, found.found_number,
        (SELECT id FROM messages WHERE number = found.found_number) AS found_id,
        (SELECT count(*) FROM messages WHERE conversation_id = conversations.id) AS message_count
    FROM conversations LEFT JOIN found ON found.conversation_id = conversations.id
    WHERE found.found_number IS NOT NULL
        OR conversations.number IN (SELECT rowid FROM titles_index WHERE titles_index MATCH :words)
"""

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_BEFORE, _AFTER = 40, 100
"""How many characters a snippet shows on both sides of where a word begins."""


def search(
    connection: sqlite3.Connection, query: str, limit: int, offset: int, *, pinned_first: bool = True
) -> list[ConversationSummary]:
    """List conversations, pinned ones first, then newest first.

    With a query only those are listed that have all its words in a title or message.
    """
    order = _PINNED_FIRST if pinned_first else _NEWEST_FIRST
    if not query.strip():
        rows = connection.execute(_LIST + order, {"limit": limit, "offset": offset})
        return [_summary(row, "") for row in rows]
    words = match_expression(query)
    if not words:
        return []
    rows = connection.execute(_SEARCH + order, {"words": words, "limit": limit, "offset": offset})
    return [_summary(row, _snippet(connection, query, row["found_number"])) for row in rows.fetchall()]


def match_expression(query: str) -> str:
    """Write what a person typed as an FTS5 expression: every word, each as a prefix, none as syntax."""
    words = storable(query).replace('"', " ").split()
    # FTS5 knows no token in a word without letters or digits, and would match nothing at all.
    return " ".join(f'"{word}"*' for word in words if any(sign.isalnum() for sign in word))


def snippet(content: str, query: str) -> str:
    """Cut out the text around the first word that begins like a word of the query, on one line.

    FTS5 could do it, but reads its whole index again for each row: 40 s for a letter all words begin with.
    """
    wanted = tuple(_folded(word) for word in _WORD.findall(query))
    words = _WORD.finditer(content)
    at = next((word.start() for word in words if _folded(word[0]).startswith(wanted)), 0)
    begin, end = max(0, at - _BEFORE), min(len(content), at + _AFTER)
    cut = content[begin:end]
    if begin > 0:  # at a word, unless there is none to cut at
        cut = "…" + (cut[:_BEFORE].partition(" ")[2] or cut[:_BEFORE]) + cut[_BEFORE:]
    if end < len(content):
        cut = (cut.rpartition(" ")[0] or cut) + "…"
    return " ".join(cut.split())


def _snippet(connection: sqlite3.Connection, query: str, number: int | None) -> str:
    if number is None:
        return ""
    row = connection.execute("SELECT content FROM messages WHERE number = ?", (number,)).fetchone()
    return snippet(row["content"], query)


def _folded(word: str) -> str:
    """Write a word as the index does (unicode61 remove_diacritics 2): lower case, without accents."""
    if word.isascii():
        return word.lower()
    signs = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def _summary(row: sqlite3.Row, snippet: str) -> ConversationSummary:
    return ConversationSummary(
        id=row["id"],
        title=row["title"],
        model=row["model"],
        is_pinned=bool(row["pinned"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        message_count=row["message_count"],
        snippet=snippet,
        found_message_id=row["found_id"],
    )
