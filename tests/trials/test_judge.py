"""The judge of the trials takes what a model says, and nothing that was doubled, dropped or said to something else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.trials.judge import Judge

PROMPT = "Name three colours."
MOST = 40


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge() as judge:
        yield judge


@pytest.fixture(scope="module")
def answer(judge: Judge) -> str:
    said = judge.answer(PROMPT, MOST)
    assert len(said.split()) > 8
    return said


@pytest.mark.real_model
def test_what_the_model_says_is_taken(judge: Judge, answer: str) -> None:
    assert judge.objection(PROMPT, answer, MOST) == ""


@pytest.mark.real_model
def test_a_word_said_twice_is_found(judge: Judge, answer: str) -> None:
    words = answer.split(" ")
    for place in (2, len(words) // 2):
        doubled = " ".join([*words[:place], words[place - 1], *words[place:]])
        assert "should come" in judge.objection(PROMPT, doubled, MOST + 4)


@pytest.mark.real_model
def test_a_word_left_out_is_found(judge: Judge, answer: str) -> None:
    words = answer.split(" ")
    place = len(words) // 2
    assert judge.objection(PROMPT, " ".join([*words[:place], *words[place + 1 :]]), MOST) != ""


@pytest.mark.real_model
def test_an_answer_to_something_else_is_found(judge: Judge, answer: str) -> None:
    assert judge.objection("Write a poem about the sea.", answer, MOST) != ""


@pytest.mark.real_model
def test_more_than_was_asked_for_is_found(judge: Judge, answer: str) -> None:
    assert "more than the model says" in judge.objection(PROMPT, answer, 6)
