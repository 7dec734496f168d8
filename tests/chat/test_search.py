"""Tests of listing and finding conversations."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deai_desktop.chat.conversation import Role
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.chat.search import snippet
from deai_desktop.core.errors import InvalidInputError


def keep(repository: ConversationRepository, title: str, *contents: str) -> str:
    chat = repository.create(title).id
    for content in contents:
        repository.add_message(chat, Role.USER, content)
    return chat


def titles(repository: ConversationRepository, query: str) -> list[str]:
    return [one.title for one in repository.list(query=query)]


def test_lists_the_newest_first_page_by_page(repository: ConversationRepository) -> None:
    for number in range(5):
        keep(repository, f"chat {number}")
    assert titles(repository, "") == ["chat 4", "chat 3", "chat 2", "chat 1", "chat 0"]
    assert [one.title for one in repository.list(limit=2, offset=2)] == ["chat 2", "chat 1"]
    assert [one.title for one in repository.list(limit=2, offset=1, query="chat")] == ["chat 3", "chat 2"]
    assert repository.list(offset=99) == ()


def test_a_message_makes_its_conversation_the_newest(repository: ConversationRepository) -> None:
    first = keep(repository, "first", "one")
    keep(repository, "second")
    repository.rename(first, "renamed")
    assert titles(repository, "") == ["second", "renamed"]
    repository.add_message(first, Role.ASSISTANT, "two")
    [newest, _] = repository.list()
    assert (newest.title, newest.message_count, newest.snippet) == ("renamed", 2, "")


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (1001, 0), (1, -1), (1, 2**70)])
def test_refuses_pages_that_make_no_sense(
    repository: ConversationRepository, limit: int, offset: int
) -> None:
    with pytest.raises(InvalidInputError):
        repository.list(limit=limit, offset=offset)


@pytest.mark.parametrize(
    "query",
    ["Müllabfuhr", "mull", "MÜLL", "Mu\u0308ll", "müll wann", "wann müll", "kommt  die", " abfuh?  mül "],
)
def test_finds_words_by_their_beginning_with_or_without_umlauts(
    repository: ConversationRepository, query: str
) -> None:
    keep(repository, "found", "Wann kommt die Müllabfuhr? Am Abfuhrtag.")
    keep(repository, "other", "Something else")
    assert titles(repository, query) == ["found"]


@pytest.mark.parametrize("query", ["abfuhr müll something", "üllabfuhr", "?", "\N{KEY}", '"', "\0", "\ud800"])
def test_finds_nothing_where_there_is_nothing(repository: ConversationRepository, query: str) -> None:
    keep(repository, "found", "Wann kommt die Müllabfuhr? Am Abfuhrtag.")
    assert titles(repository, query) == []


def test_finds_titles_and_messages(repository: ConversationRepository) -> None:
    by_title = keep(repository, "All about llamas", "Hello")
    by_message = keep(repository, "Zoo", "Is that a llama over there?\n\nYes.", "Hm.")
    found = {one.id: one for one in repository.list(query="llama")}
    assert set(found) == {by_title, by_message}
    assert (found[by_title].snippet, found[by_title].found_message_id) == ("", None)
    assert found[by_message].snippet == "Is that a llama over there? Yes."
    assert found[by_message].found_message_id == repository.get(by_message).messages[0].id


def test_shows_the_text_around_a_find(repository: ConversationRepository) -> None:
    keep(repository, "long", "before " * 100 + "needle " + "after " * 100)
    [found] = repository.list(query="needle")
    assert "needle" in found.snippet
    assert found.snippet.startswith("…before before")
    assert found.snippet.endswith("after after…")
    assert len(found.snippet) < 150


@pytest.mark.parametrize(
    ("content", "query", "expected"),
    [
        ("Wann kommt die\n\nMüllabfuhr?", "mull", "Wann kommt die Müllabfuhr?"),
        ("x" * 200 + " Mu\u0308ll " + "y" * 200, "müll", "…" + "x" * 39 + " Mu\u0308ll…"),
        ("nothing like it", "other", "nothing like it"),
        ("word " * 100, "?", "word " * 19 + "word…"),
        ("x" * 500, "xx", "x" * 100 + "…"),
    ],
)
def test_a_snippet_is_one_line_cut_at_words(content: str, query: str, expected: str) -> None:
    assert snippet(content, query) == expected


def test_a_letter_that_all_words_begin_with_is_found_quickly(
    repository: ConversationRepository,
) -> None:
    words = " ".join(f"w{number:04}" for number in range(2000))
    for number in range(50):
        keep(repository, f"chat {number}", f"{words} {number}")
    begin = time.thread_time()
    assert len(repository.list(query="w")) == 50
    assert time.thread_time() - begin < 0.5


def test_a_renamed_conversation_is_found_by_its_new_title_only(repository: ConversationRepository) -> None:
    chat = keep(repository, "Alpha")
    repository.rename(chat, "Beta")
    assert titles(repository, "alpha") == []
    assert titles(repository, "beta") == ["Beta"]


@pytest.mark.parametrize(
    "query",
    ['"', "a OR b", "NOT", "hello NOT x", "col:umn", "a*b", "(", "^hello", "NEAR(a b)", "- +", "{a b}: c"],
)
def test_what_is_typed_is_never_syntax(repository: ConversationRepository, query: str) -> None:
    keep(repository, "quoted", f"he said {query} yesterday")
    keep(repository, "other", "hello a b")
    repository.list(query=query)
    if any(sign.isalnum() for sign in query):
        assert "quoted" in titles(repository, query)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_query_gets_an_answer(repository: ConversationRepository, query: str) -> None:
    repository.list(query=query)
