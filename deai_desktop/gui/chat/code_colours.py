"""Colours code for Qt's rich text: a few classes of words, with one style sheet for light and one for dark."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from pygments import lex
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, String, Token, _TokenType
from pygments.util import ClassNotFound

_LONGEST = 15_000
_MOST_LINES = 400
"""What is coloured; longer code stays plain, so that it can't hold up the window."""

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "c"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Function, "f"),
    (Name.Class, "t"),
    (Name.Builtin, "f"),
    (Name.Decorator, "f"),
    (Name.Tag, "k"),
    (Name.Attribute, "t"),
    (Number, "n"),
    (String, "s"),
    (Literal, "n"),
    (Token, ""),
)

# Every pair has a contrast of at least 4.5 : 1 on the code block's ground.
_LIGHT = {"c": "#5f6b5f", "k": "#8a1fa8", "f": "#0b5cad", "t": "#8a5a00", "n": "#b03a00", "s": "#0b6b2e"}
_DARK = {"c": "#9aa79a", "k": "#d7a3f0", "f": "#7cc4ff", "t": "#f0c674", "n": "#ffb08a", "s": "#8fd694"}


@lru_cache(maxsize=256)
def coloured(code: str, language: str) -> str:
    """Return code as HTML with a class for each kind of word; empty when there is nothing to colour."""
    if not language or len(code) > _LONGEST or code.count("\n") > _MOST_LINES:
        return ""
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return ""
    return "".join(_span(kind, text) for kind, text in lex(code, lexer))


def style_sheet(*, dark: bool) -> str:
    """Return the colours of the classes."""
    return "".join(f".{name}{{color:{colour}}}" for name, colour in (_DARK if dark else _LIGHT).items())


def _span(kind: _TokenType, text: str) -> str:
    name = next(name for ancestor, name in _CLASSES if kind is ancestor or kind[: len(ancestor)] == ancestor)
    return f'<span class="{name}">{escape(text)}</span>' if name else escape(text)
