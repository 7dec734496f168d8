"""Answers are kept: the newest, not too many, not too large, not too old."""

from __future__ import annotations

from deai_desktop.models.hub.kept import LONGEST_KEPT, KeptAnswers
from deai_desktop.models.hub.known import Page, Summary
from deai_desktop.storage.database import Database


def _page(name: str) -> Page:
    return Page(models=(Summary(id=name, kind="gguf"),))


def test_keeps_the_newest_answers_only(database: Database) -> None:
    kept = KeptAnswers(database, most_kept=3)
    for number in range(5):
        kept.keep("hub", f"search:{number}", _page(f"a/{number}"))
    assert [page.models[0].id for page, _ in kept.each("hub", "search:", Page)] == ["a/4", "a/3", "a/2"]
    assert kept.find("hub", "search:0", Page) is None
    kept.forget()
    assert list(kept.each("hub", "search:", Page)) == []


def test_forgets_old_answers(database: Database) -> None:
    now = 0.0
    kept = KeptAnswers(database, clock=lambda: now)
    kept.keep("hub", "old", _page("a/old"))
    now = LONGEST_KEPT + 1
    kept.keep("hub", "new", _page("a/new"))
    assert kept.find("hub", "old", Page) is None
    assert kept.find("hub", "new", Page) == (_page("a/new"), now)


def test_a_huge_answer_is_not_kept(database: Database) -> None:
    kept = KeptAnswers(database)
    kept.keep("hub", "huge", _page("x" * 1_000_001))
    assert kept.find("hub", "huge", Page) is None


def test_what_another_version_kept_is_left_alone_when_it_makes_no_sense(database: Database) -> None:
    kept = KeptAnswers(database)
    kept.keep("hub", "name", _page("a/b"))
    with database.write() as connection:
        connection.execute("UPDATE hub_answers SET content = '{\"models\": 7}'")
    assert kept.find("hub", "name", Page) is None
    assert list(kept.each("hub", "name", Page)) == []
