"""What makers tell becomes text that shows nothing from the web and hides nothing."""

from __future__ import annotations

import time

import pytest

from deai_desktop.models.hub.card import LONGEST, cleaned_card


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("---\nlicense: mit\ntags: [a]\n---\n# Title\n\nText", "# Title\n\nText"),
        ("\n---\nlicense: mit\n---\nText", "Text"),
        ("a <!-- hidden --> b", "a  b"),
        ("a <!-- never closed", "a"),
        ("<script>alert(1)</script>Text", "Text"),
        ("<style>p{}</style><p align='center'>Text</p>", "Text"),
        ('<img src="https://evil.example/track.png">Text', "Text"),
        ("![a picture](https://evil.example/track.png) Text", "a picture Text"),
        ("[![badge](https://x.example/b.svg)](https://x.example) Text", "Text"),
        ("a\x00\x1b[31m\u202eb", "a[31mb"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("```python\nprint('<s>')\n```", "```python\nprint('')\n```"),
        ("a\r\nb\n\n\n\n\nc", "a\nb\n\nc"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("", ""),
    ],
)
def test_cleans_a_card(text: str, cleaned: str) -> None:
    assert cleaned_card(text.encode()) == cleaned


def test_cuts_a_long_card_at_a_line() -> None:
    cleaned = cleaned_card(b"a line of text\n" * 5000)
    assert len(cleaned) <= LONGEST + 3
    assert cleaned.endswith("a line of text\n\n…")


@pytest.mark.parametrize("text", ["<!--", "![", "[![](", "<a", "---\n", "![](" + "x" * 1990, "\ud7ff\x80<"])
def test_a_hostile_card_takes_no_long_time(text: str) -> None:
    start = time.monotonic()
    cleaned_card((text * (500_000 // len(text))).encode("utf-8", "surrogatepass"))
    assert time.monotonic() - start < 5


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert cleaned_card(b"\xff\xfe text") == "\ufffd\ufffd text"
