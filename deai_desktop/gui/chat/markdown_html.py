"""Writes Markdown tokens as the HTML that Qt's text shows: only tags of ours, everything else escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from markdown_it.token import Token
from PySide6.QtCore import QCoreApplication

from deai_desktop.gui.chat.transcript_images import PLACE

_LONGEST_ADDRESS = 60
"""Characters of a link's address that are shown; the whole of it is in the tooltip."""
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]}*_]")

_TAGS = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "em": "i",
    "strong": "b",
    "s": "s",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
}


_LONGEST_WORD = re.compile(r"(\S{100})(?=\S)")
"""Qt's layout of a word takes the square of its length; a longer one may be broken."""


def shown(text: str) -> str:
    """Escape text, with places to break in endless words."""
    return escape(_LONGEST_WORD.sub("\\1\u200b", text) if len(text) > 100 else text)


def html_of(tokens: Sequence[Token]) -> str:
    """Write block tokens whose inline children were parsed."""
    return "".join(_block_html(token) for token in tokens)


def _block_html(token: Token) -> str:
    kind = token.type
    if kind == "inline":
        return inline_html(token)
    if kind == "math_block":
        return math_html(token.content, is_display=True)
    if kind in ("fence", "code_block", "math_source"):
        return f"<pre>{escape(token.content.rstrip())}</pre>"
    if kind == "hr":
        return "<hr>"
    name, _, side = kind.rpartition("_")
    if name == "paragraph":
        return "" if token.hidden else _tag("p", side)
    if name == "heading":
        return _tag("h4", side)
    if name == "table":
        return '<table border="1" cellspacing="0" cellpadding="7">' if side == "open" else "</table>"
    if name in ("th", "td"):
        return _cell(name, side, token)
    if name == "ordered_list" and side == "open":
        return f'<ol start="{int(token.attrGet("start") or 1)}">'
    return _tag(_TAGS[name], side)


def _cell(name: str, side: str, token: Token) -> str:
    style = str(token.attrGet("style") or "")
    align = style.removeprefix("text-align:") if side == "open" else ""
    return f'<{name} align="{align or "left"}">' if side == "open" else f"</{name}>"


def _tag(name: str, side: str) -> str:
    return f"<{name}>" if side == "open" else f"</{name}>"


def inline_html(token: Token) -> str:
    """Write the inside of a paragraph; one whose children were not parsed is shown as it stands."""
    if token.children is None:
        return shown(token.content).replace("\n", "<br>")
    parts: list[str] = []
    links: list[tuple[str, int]] = []
    """Open links: their address, and where their text starts."""
    for child in token.children:
        if child.type == "link_open":
            links.append((str(child.attrGet("href") or ""), len(parts)))
            parts.append("")
        elif child.type == "link_close":
            address, place = links.pop()
            parts[place:] = [_link("".join(parts[place:]), address)]
        else:
            parts.append(_inline_part(child, is_in_link=bool(links)))
    html = "".join(parts)
    return _TASK.sub(lambda found: "☑ " if found[1] in "xX" else "☐ ", html)


_TASK = re.compile(r"\A\[([ xX])\] ")


def _inline_part(token: Token, *, is_in_link: bool) -> str:
    match token.type:
        case "text":
            return shown(token.content) if is_in_link else _with_addresses(token.content)
        case "softbreak" | "hardbreak":
            return "<br>"
        case "code_inline":
            return f"<code>{shown(token.content)}</code>"
        case "math_inline" | "math_display":
            return math_html(token.content, is_display=token.type == "math_display")
        case "image":
            return _image(token)
    name, _, side = token.type.rpartition("_")
    return _tag(_TAGS[name], side) if name in _TAGS else shown(token.content)


def math_html(source: str, *, is_display: bool) -> str:
    """Mark a formula, which is typeset where its size and colour are known; Qt itself would show its source."""
    attribute = ' display="block"' if is_display else ""
    return f"<math{attribute}>{escape(source)}</math>"


def _with_addresses(text: str) -> str:
    """Make links of addresses that stand in plain text."""
    parts: list[str] = []
    place = 0
    for found in _BARE_ADDRESS.finditer(text):
        parts += [shown(text[place : found.start()]), _link(escape(found[0]), found[0])]
        place = found.end()
    return "".join([*parts, shown(text[place:])])


def _link(html: str, address: str) -> str:
    """Show where a link leads beside its text; only the web can be opened from here."""
    shown = address if len(address) <= _LONGEST_ADDRESS else address[: _LONGEST_ADDRESS - 1] + "…"
    said_already = html == escape(address)
    behind = "" if said_already else f' <span class="address">({escape(shown)})</span>'
    if not address.startswith(("https://", "http://")):
        return f"{html}{behind}"
    return f'<a href="{escape(address)}">{html}</a>{behind}'


def _image(token: Token) -> str:
    """Name an image instead of fetching it: nothing leaves the PC by itself."""
    label = QCoreApplication.translate("Markdown", "Image")
    words = f"{label}: {token.content}" if token.content else label
    address = str(token.attrGet("src") or "")
    if address.startswith(PLACE):  # shown below the text
        return f"<i>{escape(words)}</i>"
    return _link(f"<i>{escape(words)}</i>", address)
