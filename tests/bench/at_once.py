"""Measures several answers at once: questions that come at the same time, and the next turns of all of them."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rich.table import Table

from tests.bench.answer import Answer
from tests.bench.contenders import Contender
from tests.bench.figures import Figure
from tests.bench.prompts import Prompts

AT_ONCE = (1, 4, 16)
CONTEXT = 1024
_PAUSE_SECONDS = 0.3
_SECOND_ANSWER = 4


@dataclass(frozen=True)
class Sample:
    """One contender's answers to so many questions at the same time; the first tokens are medians of the answers."""

    contender: str
    prompt: str
    """Short or long."""
    at_once: int
    tokens_per_second: float
    """Of all answers together, from the questions to the last token."""
    first_token_seconds: float
    prompt_tokens_per_second: float
    """Of all prompts together, until each answer has begun; tokens are written meanwhile."""
    written_per_second: float
    """Of all answers together, from the first token of any to the last; prompts are read meanwhile."""
    warm_first_token_seconds: float
    """Of the next turns, all asked at once too."""


_COLUMNS: dict[str, tuple[int, Callable[[Sample], float]]] = {
    "tokens/s, all": (1, lambda one: one.tokens_per_second),
    "prompts/s": (0, lambda one: one.prompt_tokens_per_second),
    "written/s": (1, lambda one: one.written_per_second),
    "first token, ms": (0, lambda one: 1000 * one.first_token_seconds),
    "follow-up, ms": (0, lambda one: 1000 * one.warm_first_token_seconds),
}


def ask_at_once(
    contenders: Sequence[Contender],
    prompts: Prompts,
    lengths: Mapping[str, int],
    numbers: Sequence[int],
    rounds: int,
    tokens: int,
) -> Iterator[list[Sample]]:
    """Yield round after round, in each of which everybody is asked so many questions at once."""
    for number in range(rounds):
        found = []
        for (prompt, length), at_once in itertools.product(lengths.items(), numbers):
            for contender in contenders if number % 2 else contenders[::-1]:
                time.sleep(_PAUSE_SECONDS)
                questions = [prompts.cold(length) for _ in range(at_once)]
                found.append(_ask(contender, prompts, prompt, questions, tokens))
        yield found


def _ask(
    contender: Contender, prompts: Prompts, prompt: str, questions: Sequence[list[int]], tokens: int
) -> Sample:
    answers, seconds = _answers(contender, questions, tokens)
    follow = [prompts.follow_up(one, answer) for one, answer in zip(questions, answers, strict=True)]
    warm, _ = _answers(contender, follow, _SECOND_ANSWER)
    begun = [one.first_token_seconds for one in answers]
    written = sum(one.tokens for one in answers)
    return Sample(
        contender.name,
        prompt,
        len(questions),
        written / seconds,
        _first_token(answers),
        sum(map(len, questions)) / max(begun),
        (written - 1) / max(max(one.seconds for one in answers) - min(begun), 1e-9),
        _first_token(warm),
    )


def _answers(contender: Contender, questions: Sequence[list[int]], tokens: int) -> tuple[list[Answer], float]:
    with ThreadPoolExecutor(len(questions)) as threads:
        started = time.perf_counter()
        answers = list(threads.map(lambda question: contender.ask(question, tokens), questions))
        return answers, time.perf_counter() - started


def _first_token(answers: Sequence[Answer]) -> float:
    return Figure.of([one.first_token_seconds for one in answers]).median


def at_once_table(samples: Sequence[Sample]) -> Table:
    """Show a row for each length of prompts, number of questions and contender."""
    table = Table(title="Several at once: median (middle half of the rounds)", title_justify="left")
    table.add_column("prompts")
    table.add_column("at once", justify="right")
    table.add_column("")
    for heading in _COLUMNS:
        table.add_column(heading, justify="right")
    for case in dict.fromkeys((one.prompt, one.at_once) for one in samples):
        for name in dict.fromkeys(one.contender for one in samples):
            found = [one for one in samples if (one.contender, (one.prompt, one.at_once)) == (name, case)]
            cells = (
                Figure.of([value(one) for one in found]).text(digits) for digits, value in _COLUMNS.values()
            )
            table.add_row(case[0], str(case[1]), name, *cells)
        table.add_section()
    return table
