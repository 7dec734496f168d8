"""Compares one contender with the others: in pairs, round by round, so that what disturbs the PC disturbs both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tests.bench import at_once
from tests.bench.contest import Found
from tests.bench.figures import Figure
from tests.bench.measure import CASES, PROMPTS, first_token_ms, prompt_speed, speed
from tests.bench.memory import Resident


class _OfContender(Protocol):
    @property
    def contender(self) -> str: ...


One = TypeVar("One", bound=_OfContender)


@dataclass(frozen=True)
class Ratio:
    """One figure of ours divided by another's: more is better for speeds, less for times and memory."""

    name: str
    against: str
    figure: Figure


_AT_ONCE: dict[str, Callable[[at_once.Sample], float]] = {
    "tokens/s": lambda one: one.tokens_per_second,
    "first token": lambda one: one.first_token_seconds,
    "prompt tokens/s": lambda one: one.prompt_tokens_per_second,
    "written/s": lambda one: one.written_per_second,
    "first token of follow-up turns": lambda one: one.warm_first_token_seconds or 0.0,
}


def ratios(found: Found) -> list[Ratio]:
    """Return all ratios that can be had of what was measured."""
    return [*_single(found), *_turns(found), *_at_once(found), *_memory(found)]


def paired(samples: Sequence[One], ours: str, value: Callable[[One], float], name: str) -> Iterator[Ratio]:
    """Yield the ratio against each of the others; everybody's samples come in the same order."""
    mine = [value(one) for one in samples if one.contender == ours]
    for other in dict.fromkeys(one.contender for one in samples if one.contender != ours):
        theirs = [value(one) for one in samples if one.contender == other]
        pairs = zip(mine, theirs, strict=True)
        yield Ratio(name, other, Figure.of([one / another for one, another in pairs]))


def _single(found: Found) -> Iterator[Ratio]:
    for prompt in PROMPTS:
        samples = [one for one in found.single if one.case.prompt == prompt]
        yield from paired(samples, found.ours, speed, f"tokens/s, {prompt} prompts")
    for case in CASES:
        samples = [one for one in found.single if one.case == case]
        yield from paired(samples, found.ours, first_token_ms, f"first token, {case}")
        if not case.warm:
            yield from paired(samples, found.ours, prompt_speed, f"prompt tokens/s, {case}")


def _turns(found: Found) -> Iterator[Ratio]:
    for is_cold, kind in ((True, "cold"), (False, "follow-up turn")):
        turns = [one for one in found.turns if one.cold is is_cold]
        name = f"first token, long conversation, {kind}"
        yield from paired(turns, found.ours, lambda one: one.first_token_seconds, name)


def _at_once(found: Found) -> Iterator[Ratio]:
    for prompt, number in dict.fromkeys((one.prompt, one.at_once) for one in found.at_once):
        samples = [one for one in found.at_once if (one.prompt, one.at_once) == (prompt, number)]
        for what, value in _AT_ONCE.items():
            yield from paired(samples, found.ours, value, f"{what}, {prompt} prompts, {number} at once")


def _memory(found: Found) -> Iterator[Ratio]:
    for slots in dict.fromkeys(one.slots for one in found.memory):
        parts = [one for one in found.memory if one.slots == slots]
        name = f"resident memory, {slots} × {parts[0].context} tokens"
        ours = {one.part: one.resident_mb for one in parts if one.contender == found.ours}
        for other in dict.fromkeys(one.contender for one in parts if one.contender != found.ours):
            theirs = _total([one for one in parts if one.contender == other])
            yield Ratio(name, other, Figure.of([sum(ours.values()) / theirs]))
            if "node" in ours:
                yield Ratio(f"{name}, engine host alone", other, Figure.of([ours["engine host"] / theirs]))


def _total(parts: Sequence[Resident]) -> float:
    return sum(one.resident_mb for one in parts)
