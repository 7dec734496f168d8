"""How likely this PC's own model finds the tokens of an answer that another PC gave, without its help.

The model goes on with the answer's beginning, always with the likeliest token. As long as it says the same, nothing
more has to be asked; where it would say something else, its list of alternatives tells how much less likely it finds
what the answer has there, and it goes on behind that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from deai_desktop.engines.base import (
    Engine,
    GenerateRequest,
    Output,
    OutputKind,
    Priority,
    Sampling,
    TextDelta,
    TokenLogprob,
)

MOST_TOKENS = 64
_ALTERNATIVES = 20
_PATIENCE_SECONDS = 60.0
"""For one run; there are as many runs as the answer has tokens that are not the likeliest."""


def is_greedy(request: GenerateRequest) -> bool:
    """Say whether an answer to that was to have the likeliest token at each place."""
    plain = Sampling()
    chosen = replace(
        request.sampling, temperature=0.7, top_k=plain.top_k, top_p=plain.top_p, min_p=plain.min_p, seed=None
    )
    has_form = request.output.kind is not OutputKind.TEXT or bool(request.tools)
    return request.sampling.temperature == 0 and chosen == plain and not has_form


@dataclass
class _Answer:
    """The answer's bytes, and how far it was looked at."""

    octets: bytes
    place: int = 0
    is_lost: bool = False
    """Whether it says what the model has not even listed: nobody knows where its next token begins."""

    @property
    def begun(self) -> str | None:
        """What is behind us; None within a character."""
        try:
            return self.octets[: self.place].decode()
        except UnicodeDecodeError:
            return None

    def goes_on_with(self, octets: Sequence[int]) -> bool:
        return bool(octets) and self.octets.startswith(bytes(octets), self.place)


async def gaps_in(
    engine: Engine, request: GenerateRequest, answer: str, most: int = MOST_TOKENS
) -> list[float]:
    """Return by how much less likely than the best one each of the answer's first tokens is.

    As differences of natural logarithms, nought where it is the best one; see `rechecks.recheck`. Raises what
    `Engine.generate` raises.
    """
    looked_at = _Answer(answer.encode())
    gaps: list[float] = []
    while len(gaps) < most and looked_at.place < len(looked_at.octets) and not looked_at.is_lost:
        before = looked_at.place
        gaps += await _followed(engine, request, looked_at, most - len(gaps))
        if looked_at.place == before:
            break
    return gaps


async def _followed(engine: Engine, request: GenerateRequest, answer: _Answer, most: int) -> list[float]:
    """Go on until the model would say something else."""
    if (begun := answer.begun) is None:
        return []
    asked = replace(
        request,
        begun=request.begun + begun,
        max_tokens=most,
        stop=(),
        output=Output(),
        sampling=Sampling(temperature=0.0),
        logprobs=_ALTERNATIVES,
        requester="checks",
        priority=Priority.SHARED,
        deadline=_PATIENCE_SECONDS,
    )
    gaps: list[float] = []
    async with aclosing(engine.generate(asked)) as events:
        async for event in events:
            for token in event.logprobs if isinstance(event, TextDelta) else ():
                if answer.place >= len(answer.octets) or len(gaps) >= most:
                    return gaps
                gaps.append(_gap(token, answer))
                if gaps[-1]:
                    return gaps
    return gaps


def _gap(token: TokenLogprob, answer: _Answer) -> float:
    """Say how much less likely what the answer has is than the model's own choice, and step behind it."""
    if answer.goes_on_with(token.octets):
        answer.place += len(token.octets)
        return 0.0
    best = max((one.logprob for one in token.top), default=0.0)
    fitting = [one for one in token.top if answer.goes_on_with(one.octets)]
    if not fitting:
        answer.is_lost = True
        # Less likely than all that the model has listed.
        return max(best - min((one.logprob for one in token.top), default=-math.inf), 1e-9)
    found = max(fitting, key=lambda one: one.logprob)
    answer.place += len(found.octets)
    return max(best - found.logprob, 1e-9)
