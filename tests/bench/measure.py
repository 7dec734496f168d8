"""Measures all contenders in turn, round after round, so that whatever disturbs the PC disturbs them alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.answer import Answer
from tests.bench.contenders import Contender
from tests.bench.prompts import Prompts

PROMPTS = ("short", "long")
PAUSE_SECONDS = 0.15
"""Between two questions: long enough for the threads of the last one to stop spinning."""


@dataclass(frozen=True)
class Case:
    """One kind of question: how long a prompt, and whether it follows an earlier turn."""

    prompt: str
    warm: bool

    def __str__(self) -> str:
        return f"{self.prompt} prompt, {'follow-up turn' if self.warm else 'cold'}"


CASES = tuple(Case(prompt, warm) for prompt in PROMPTS for warm in (False, True))


@dataclass(frozen=True)
class Sample:
    """One question that was answered."""

    contender: str
    case: Case
    prompt_tokens: int
    answer: Answer


def measure(
    contenders: Sequence[Contender],
    prompts: Prompts,
    lengths: Mapping[str, int],
    rounds: int,
    max_tokens: int,
) -> Iterator[list[Sample]]:
    """Yield round after round, in each of which everybody is asked the same; who begins changes."""
    for number in range(rounds):
        yield _round(in_turn(contenders, number), prompts, lengths, max_tokens)


def in_turn(contenders: Sequence[Contender], number: int) -> list[Contender]:
    """Return all of them, another one first in each round."""
    turn = number % len(contenders)
    return [*contenders[turn:], *contenders[:turn]]


def _round(
    contenders: Sequence[Contender], prompts: Prompts, lengths: Mapping[str, int], max_tokens: int
) -> list[Sample]:
    samples: list[Sample] = []
    for name in PROMPTS:
        prompt = prompts.cold(lengths[name])
        for contender in contenders:
            samples += _converse(contender, prompts, name, prompt, max_tokens)
    return samples


def _converse(
    contender: Contender, prompts: Prompts, name: str, prompt: list[int], max_tokens: int
) -> list[Sample]:
    """Ask a cold question, then one that follows from its answer."""
    samples = []
    for warm in (False, True):
        time.sleep(PAUSE_SECONDS)
        answer = contender.ask(prompt, max_tokens)
        samples.append(Sample(contender.name, Case(name, warm), len(prompt), answer))
        prompt = prompts.follow_up(prompt, answer)
    return samples


def values(samples: Sequence[Sample], contender: str, what: Callable[[Sample], float]) -> list[float]:
    """Return one number of each of a contender's samples, in the order of the rounds."""
    return [what(one) for one in samples if one.contender == contender]


def first_token_ms(sample: Sample) -> float:
    """Return the time to the first token."""
    return sample.answer.first_token_seconds * 1000


def prompt_speed(sample: Sample) -> float:
    """Return prompt tokens per second up to the first token; it means something for cold prompts only."""
    return sample.prompt_tokens / sample.answer.first_token_seconds


def speed(sample: Sample) -> float:
    """Return generated tokens per second."""
    return sample.answer.tokens_per_second
