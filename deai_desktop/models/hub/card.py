"""Cleans what the makers of a model tell: plain Markdown without HTML, pictures and endless tables of links."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20_000

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n.*?\n---[ \t]*(\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style|svg|iframe|object)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(br|/p|/div|/h\d|/li|/tr)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.IGNORECASE)
_BADGE = re.compile(r"\[!\[[^\]]{0,500}\]\([^()]{0,2000}\)\]\([^()]{0,2000}\)")
_PICTURE = re.compile(r"!\[([^\]]{0,500})\]\([^()]{0,2000}\)")
_EMPTY_LINES = re.compile(r"\n{3,}")


def cleaned_card(content: bytes) -> str:
    """Return Markdown that shows nothing from the web and hides nothing, of at most `LONGEST` characters."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign in "\n\t" or not unicodedata.category(sign).startswith("C"))
    for pattern, instead in (
        (_FRONT_MATTER, ""),
        (_COMMENT, ""),
        (_UNSEEN, ""),
        (_BREAK, "\n"),
        (_TAG, ""),
        (_BADGE, ""),
        (_PICTURE, r"\1"),
        (_EMPTY_LINES, "\n\n"),
    ):
        text = pattern.sub(instead, text)
    text = text.strip()
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0].rstrip() + "\n\n…"
