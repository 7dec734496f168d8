"""Finds LaTeX in Markdown, so that its underscores and backslashes stay what they are."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_BLOCK_FENCES = {"$$": "$$", "\\[": "\\]"}
_INLINE_FENCES = {"\\(": "\\)", **_BLOCK_FENCES, "$": "$"}
_LONGEST_INLINE = 1000
"""Characters: a dollar sign further away belongs to another price, not to a formula."""


def add_math(markdown: MarkdownIt) -> None:
    """Teach a parser ``$…$``, ``\\(…\\)``, ``$$…$$`` and ``\\[…\\]``."""
    markdown.block.ruler.before("fence", "math_block", _block, {"alt": ["paragraph", "blockquote", "list"]})
    markdown.inline.ruler.before("escape", "math_inline", _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a formula on lines of its own.

    One that has not ended at a blank line, or is still being written, is a block as well, and shown as its source:
    so what stands before it does not depend on what comes.
    """
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    closing = _BLOCK_FENCES.get(first[:2])
    body = [first[2:]]
    if closing is None or body[0].startswith("$") or closing in body[0].rstrip()[:-2]:
        return False
    if silent:
        return True
    line = start
    while not (has_ended := body[-1].rstrip().endswith(closing)):
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
        body.append(_line(state, line))
    if has_ended:
        body[-1] = body[-1].rstrip()[: -len(closing)]
        line += 1
    else:
        body[0] = first
    token = state.push("math_block" if has_ended else "math_source", "math", 0)
    token.content = "\n".join(body).strip()
    token.map = [start, line]
    token.block = True
    state.line = line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _inline(state: StateInline, silent: bool) -> bool:
    """Take ``$x$`` unless the dollars look like prices: a space inside the fence, or a digit behind it."""
    source, start = state.src, state.pos
    fence = next((one for one in _INLINE_FENCES if source.startswith(one, start)), "")
    if not fence:
        return False
    closing = _INLINE_FENCES[fence]
    end = source.find(closing, start + len(fence), min(state.posMax, start + _LONGEST_INLINE))
    if end < 0 and fence[0] == "\\":
        return _unfinished(state, silent)
    content = source[start + len(fence) : end] if end > 0 else ""
    if not content.strip() or (closing == "$" and _is_price(content, source[end + 1 : end + 2])):
        return False
    if not silent:
        token = state.push("math_display" if fence in _BLOCK_FENCES else "math_inline", "math", 0)
        token.content = content.strip()
    state.pos = end + len(closing)
    return True


def _unfinished(state: StateInline, silent: bool) -> bool:
    """Show a formula that is still being written as its source."""
    if not silent:
        token = state.push("code_inline", "code", 0)
        token.content = state.src[state.pos : state.posMax]
    state.pos = state.posMax
    return True


def _is_price(content: str, behind: str) -> bool:
    return content[0].isspace() or content[-1].isspace() or behind.isdigit()
