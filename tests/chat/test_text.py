"""Tests of text that is kept, and of titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.chat.text import clean_content, derive_title
from deai_desktop.core.errors import InvalidInputError

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("grüße \N{KEY}\r\n\ttab", "grüße \N{KEY}\r\n\ttab"),
        ("a\0b", "a\N{REPLACEMENT CHARACTER}b"),
        ("a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
        ("\ud83d\udd11", "\N{KEY}"),
    ],
    ids=["ordinary", "nul", "lone surrogate", "surrogate pair"],
)
def test_keeps_text_and_replaces_what_can_not_be_kept(given_text: str, kept: str) -> None:
    assert clean_content(given_text) == kept


@given(ANY_TEXT)
def test_any_text_becomes_storable(text: str) -> None:
    kept = clean_content(text)
    assert kept.encode().decode() == kept
    assert clean_content(kept) == kept


def test_refuses_what_is_too_long() -> None:
    clean_content("x" * 2_000_000)
    with pytest.raises(InvalidInputError, match="2,000,001") as caught:
        clean_content("x" * 2_000_001)
    assert caught.value.param == "content"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Hello", "Hello"),
        ("\n\n  What is\tthis? \nSecond line", "What is this?"),
        ("", ""),
        (" \n ", ""),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("word " * 20, "word word word word word word word word word word word word…"[:60]),
        ("one two three four five six seven eight nine ten, eleven twelve", None),
    ],
)
def test_a_title_is_the_first_line_cut_at_a_word(content: str, title: str | None) -> None:
    derived = derive_title(content)
    assert len(derived) <= 60
    if title is None:
        assert derived == "one two three four five six seven eight nine ten, eleven…"
    else:
        assert derived.rstrip("…") == title.rstrip("…")


@given(ANY_TEXT)
def test_a_title_is_one_short_line(content: str) -> None:
    title = derive_title(content)
    assert len(title) <= 60
    assert len(title.splitlines()) <= 1
