"""Finds LaTeX in Markdown, so that its underscores and backslashes stay what they are."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_BLOCK_FENCES = {"$$": "$$", "\\[": "\\]"}
_LONGEST_INLINE = 1000
"""Characters: a dollar sign further away belongs to another price, not to a formula."""


def add_math(markdown: MarkdownIt) -> None:
    """Teach a parser ``$…$``, ``\\(…\\)``, ``$$…$$`` and ``\\[…\\]``."""
    markdown.block.ruler.before("fence", "math_block", _block, {"alt": ["paragraph", "blockquote", "list"]})
    markdown.inline.ruler.before("escape", "math_inline", _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a formula on lines of its own; a blank line before its end means that it is none."""
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    closing = _BLOCK_FENCES.get(first[:2])
    if closing is None:
        return False
    body = [first[2:]]
    line = start
    while not body[-1].rstrip().endswith(closing):
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        body.append(_line(state, line))
    if not silent:
        body[-1] = body[-1].rstrip()[: -len(closing)]
        token = state.push("math_block", "math", 0)
        token.content = "\n".join(body).strip()
        token.map = [start, line + 1]
        token.block = True
        state.line = line + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _inline(state: StateInline, silent: bool) -> bool:
    """Take ``$x$`` unless the dollars look like prices: a space inside the fence, or a digit behind it."""
    source, start = state.src, state.pos
    if source.startswith("\\(", start):
        opening, closing = 2, "\\)"
    elif source.startswith("$$", start):
        opening, closing = 2, "$$"
    elif source.startswith("$", start):
        opening, closing = 1, "$"
    else:
        return False
    end = source.find(closing, start + opening, min(state.posMax, start + _LONGEST_INLINE))
    content = source[start + opening : end] if end > 0 else ""
    if not content.strip() or (closing == "$" and _is_price(content, source[end + 1 : end + 2])):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = content.strip()
    state.pos = end + len(closing)
    return True


def _is_price(content: str, behind: str) -> bool:
    return content[0].isspace() or content[-1].isspace() or behind.isdigit()
