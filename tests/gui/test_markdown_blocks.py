"""Markdown becomes blocks: whole or in pieces, friendly or hostile."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.gui.chat.code_colours import coloured
from deai_desktop.gui.chat.markdown_blocks import Block, BlockParser, parse_blocks

_PIECES = [
    "a",
    "b ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "  ",
    "    ",
    "# ",
    "> ",
    "---",
    "```",
    "```py\n",
    "|x|y|",
    "|-",
    "|",
    "\n|-|-|\n",
]
_PIECES += [
    "**",
    "*",
    "`",
    "$",
    "$$",
    "\\[",
    "\\]",
    "\\(",
    "![i](data:",
    "image/png;base64,",
    "AAAAAAAAAAAAAAAAAAAA)",
    "[l](http://x.y)",
    "![i](http://x.y)",
    "<b>",
    "=",
    "~~",
    "\t",
    "\\",
]


def test_tells_blocks_apart() -> None:
    source = "# Title\n\ntext\n\n> said\n\n---\n\n|a|\n|-|\n|1|\n\n```python\nx = 1\n```\n\n$$\nE=mc^2\n$$\n"
    kinds = [block.kind for block in parse_blocks(source)]
    assert kinds == ["heading", "text", "quote", "rule", "table", "code", "math"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_gives_the_same_blocks_however_the_text_comes(pieces: list[str]) -> None:
    parser = BlockParser()
    for piece in pieces:
        parser.feed(piece)
    assert parser.blocks == parse_blocks("".join(pieces))


def test_keeps_finished_blocks_as_they_are() -> None:
    parser = BlockParser()
    first = parser.feed("# Title\n\nSome text.\n\n")[0]
    for _ in range(50):
        assert parser.feed("More words of the second paragraph. ")[0] is first


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("<img src='http://evil.test/x.png'>", "&lt;img"),
        ("![a cat](http://evil.test/cat.png)", "Image: a cat"),
        ("[click](javascript:alert)", "click"),
        ("[click](file:///etc/passwd)", "file:///etc/passwd"),
    ],
)
def test_never_passes_on_markup_of_the_model(source: str, shown: str) -> None:
    html = parse_blocks(source)[0].html
    assert shown in html
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="file' not in html
    assert 'href="javascript' not in html


def test_shows_where_a_link_leads() -> None:
    (block,) = parse_blocks("[the manual](https://example.org/manual) and https://example.net/x.")
    assert '<a href="https://example.org/manual">the manual</a>' in block.html
    assert "(https://example.org/manual)" in block.html
    assert '<a href="https://example.net/x">https://example.net/x</a>.' in block.html


def test_leaves_formulas_and_prices_as_they_are() -> None:
    assert parse_blocks("$a_1 * b_2 * c$")[0].html == "<p><math>a_1 * b_2 * c</math></p>"
    assert parse_blocks("so \\(a<b\\).")[0].html == "<p>so <math>a&lt;b</math>.</p>"
    assert parse_blocks("It costs $5 and $6.")[0].html == "<p>It costs $5 and $6.</p>"
    assert parse_blocks("\\[\na^2\n\\]") == [Block("math", text="a^2", language="LaTeX")]


def test_shows_the_source_of_a_formula_that_is_still_being_written() -> None:
    assert parse_blocks("so \\(a_1 * b_2 *")[0].html == "<p>so <code>\\(a_1 * b_2 *</code></p>"
    assert parse_blocks("so \\(a\\)")[0].html == "<p>so <math>a</math></p>"


_DOT = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


def test_takes_images_out_of_the_text() -> None:
    assert parse_blocks(f"![a dot]({_DOT})") == [Block("image", text="a dot", address=_DOT)]
    text, image = parse_blocks(f"See ![a dot]({_DOT}) here")
    assert text.html == "<p>See <i>Image: a dot</i> here</p>"
    assert image == Block("image", text="a dot", address=_DOT)


def test_leaves_images_in_code_as_they_are() -> None:
    code = f"![a dot]({_DOT})"
    assert parse_blocks(f"```md\n{code}\n```") == [Block("code", text=code, language="md")]


def test_reads_no_file_and_fetches_nothing_for_an_image() -> None:
    for address in (
        "file:///etc/passwd",
        "/etc/passwd",
        "deai-image:0",
        "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=",
    ):
        assert all(
            block.kind == "text" and "<img" not in block.html for block in parse_blocks(f"![x]({address})")
        )


def test_colours_known_languages_only() -> None:
    assert "&lt;" in coloured("a < b", "python")
    assert '<span class="k">def</span>' in coloured("def f(): pass", "python")
    assert coloured("a < b", "no-such-language") == ""


_HOSTILE = {
    "one long line": "a*b_ " * 20_000,
    "deep quotes": ">" * 100_000,
    "deep lists": "".join("  " * depth + "- x\n" for depth in range(500)),
    "huge table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 20_000,
    "wide table": "|a" * 9000 + "\n" + "|-" * 9000 + "\n" + "|a\n" * 3000,
    "long list": "- a\n" * 30_000,
    "open brackets": "[" * 19_000 + "\n\n" + "[a](" * 4000,
    "emphasis": "*a **b " * 2800,
    "ticks": "".join("`" * count + " " for count in range(180)),
    "many paragraphs": "hello **x** y\n\n" * 10_000,
    "dollars": "$a " * 6000,
    "images": "![a" * 6000,
    "formulas": "\\(a" * 6000,
    "formula fences": "\\[" * 6000,
    "a huge image": f"![a]({_DOT[:-1] * 60_000})",
    "many images": f"![a]({_DOT}) " * 3000,
}


@pytest.mark.parametrize("source", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_stays_quick_on_hostile_text(source: str) -> None:
    started = time.process_time()
    parse_blocks(source)
    assert time.process_time() - started < 1.5
