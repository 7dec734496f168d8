"""Cuts Markdown into blocks to show, and goes on cheaply while more of it streams in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from deai_desktop.gui.chat.markdown_html import html_of, shown
from deai_desktop.gui.chat.markdown_math import add_math
from deai_desktop.gui.chat.transcript_images import PLACE, TakenImages

Kind = Literal["text", "code", "table", "heading", "quote", "rule", "math", "image"]

_LONGEST_PARAGRAPH = 10_000
"""Characters; a longer one is shown as it stands, because parsing it could hold up the window."""
_MOST_CELLS = 1000
"""Cells of a table that Qt lays out at once; a larger table is shown as its source."""
_DEEPEST = 16
"""Levels of lists and quotes inside each other."""
_LONGEST_PARSED = 30_000
_MOST_LINES = 1000
_MOST_BLOCKS = 250
"""Of one message; what follows is shown as it stands, so that no message can hold up the window."""
_LONGEST_PLAIN = 50_000
_PIECE = 4000


@dataclass(frozen=True)
class Block:
    """A piece of a message.

    It has ``html`` for rich text, or ``text``: the source of code, formulas and huge tables, an image's description.
    """

    kind: Kind
    html: str = ""
    text: str = ""
    language: str = ""
    level: int = 0
    """Of a heading, from 1."""
    address: str = ""
    """Of an image: ``data:`` and all that it consists of."""


class BlockParser:
    """Parse a text that grows; blocks that can't change any more are kept."""

    def __init__(self) -> None:
        self._finished: list[Block] = []
        self._open: list[Block] = []
        self._tail = ""
        self._room = _LONGEST_PARSED
        self._lines = _MOST_LINES
        self._rest = ""
        self._images = TakenImages()

    @property
    def blocks(self) -> list[Block]:
        """All blocks so far."""
        rest = self._rest + self._images.waiting if self._rest else ""
        return self._finished + self._open + ([_plain(rest)] if rest else [])

    def feed(self, text: str) -> list[Block]:
        """Take in more text and return all blocks."""
        self.take(text)
        return self.blocks

    def take(self, text: str) -> None:
        """Take in more text."""
        shown_before = self._images.waiting
        text = self._images.take(text)
        parsed = self._within_limits(text)
        if len(self._rest) <= _LONGEST_PLAIN:
            self._rest += text[len(parsed) :]
        if parsed or (self._images.waiting != shown_before and not self._rest):
            self._parse(self._tail + parsed, "" if self._rest else self._images.waiting)

    def _within_limits(self, text: str) -> str:
        """Return the beginning of a text that may still be parsed."""
        if self._rest or len(self._finished) > _MOST_BLOCKS:
            return ""
        parsed = text[: self._room]
        if parsed.count("\n") > self._lines:
            parsed = "".join(parsed.splitlines(keepends=True)[: self._lines])
        self._room -= len(parsed)
        self._lines -= parsed.count("\n")
        return parsed

    def _parse(self, decided: str, undecided: str) -> None:
        text = decided + undecided
        groups = list(_top_level(_parser().parse(text)))
        lines = text.split("\n")
        start = _start_of_open(groups, lines)
        self._open = []
        for group in groups:
            blocks = self._finished if _first_line(group) < start else self._open
            blocks += _blocks_of(group, lines, self._images)
        self._tail = "\n".join(lines[start:]).removesuffix(undecided)


def parse_blocks(text: str) -> list[Block]:
    """Cut a whole text into blocks."""
    parser = BlockParser()
    for place in range(0, len(text), _PIECE):  # in pieces, so that the limits hold
        parser.take(text[place : place + _PIECE])
    return parser.blocks


@cache
def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    markdown.enable(["table", "strikethrough"])
    # A definition at the end would change what is finished; its address is simply shown. The inline rule
    # runs when a block is written, within a limit.
    markdown.disable(["reference", "html_block", "html_inline", "inline"])
    add_math(markdown)
    return markdown


def _start_of_open(groups: Sequence[list[Token]], lines: Sequence[str]) -> int:
    """Return the line of the first block that more text could still change.

    The last block can change. So can the one before while the last line has not ended: ``---`` below a list is
    a rule, ``--- x`` is more of the list.
    """
    if not groups:
        return 0
    start = _first_line(groups[-1])
    if len(groups) > 1 and lines[-1]:
        start = _first_line(groups[-2])
    return start


def _first_line(group: Sequence[Token]) -> int:
    return group[0].map[0] if group[0].map else 0


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Group tokens by the top-level block that they belong to."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _blocks_of(group: list[Token], lines: Sequence[str], images: TakenImages) -> Iterator[Block]:
    first = group[0]
    match first.type:
        case "fence" | "code_block":
            code = images.restored(first.content.rstrip("\n"))
            yield Block("code", text=code, language=first.info.strip().split(" ")[0])
            return
        case "math_source":
            yield Block("code", text=first.content, language="LaTeX")
            return
        case "math_block":
            yield Block("math", text=first.content, language="LaTeX")
            return
        case "hr":
            yield Block("rule")
            return
    if first.type == "table_open" and _cells(group) > _MOST_CELLS:
        yield _source(first, lines)
        return
    _parse_inline(group)
    pictures = [*_images_of(group, images)]
    if pictures and first.type == "paragraph_open" and not _says_anything(group):
        yield from pictures
        return
    match first.type:
        case "table_open":
            yield Block("table", html=html_of(group))
        case "heading_open":
            yield Block("heading", html=html_of(group[1:-1]), level=int(first.tag[1:]))
        case "blockquote_open":
            yield Block("quote", html=html_of(group[1:-1]))
        case _:
            yield Block("text", html=html_of(group))
    yield from pictures


def _images_of(group: Sequence[Token], images: TakenImages) -> Iterator[Block]:
    """Show the images that a message holds below the text that they stand in."""
    for token in group:
        for child in token.children or []:
            if child.type == "image" and (address := images.image_at(str(child.attrGet("src") or ""))):
                yield Block("image", text=child.content, address=address)


def _says_anything(group: Sequence[Token]) -> bool:
    parts = [child for token in group for child in token.children or []]
    return any(part.type not in ("image", "softbreak") and part.content.strip() for part in parts) or any(
        part.type == "image" and not str(part.attrGet("src") or "").startswith(PLACE) for part in parts
    )


def _cells(group: Sequence[Token]) -> int:
    return sum(token.type in ("td_open", "th_open") for token in group)


def _source(first: Token, lines: Sequence[str]) -> Block:
    start, end = first.map or [0, len(lines)]
    return Block("code", text="\n".join(lines[start:end]))


def _parse_inline(group: Sequence[Token]) -> None:
    markdown = _parser()
    for token in group:
        if token.type == "inline":
            token.children = None
            if len(token.content) <= _LONGEST_PARAGRAPH:
                token.children = []
                markdown.inline.parse(token.content, markdown, {}, token.children)


def _plain(text: str) -> Block:
    """Show text as it stands, up to what a window can bear; copying still gives all of it."""
    cut = "…" if len(text) > _LONGEST_PLAIN else ""
    return Block("text", html=f"<p>{shown(text[:_LONGEST_PLAIN] + cut)}</p>".replace("\n", "<br>"))
