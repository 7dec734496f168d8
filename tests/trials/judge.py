"""Says whether a text is what a model answers greedily, whoever wrote which part of it.

Word for word it need not be what one PC alone writes: who goes on reads at once what another has written token by
token, and that is rounded otherwise, so of two tokens that are all but equally likely the other one may come. So each
token is held against what a fresh engine says after the text before it: it must be the likeliest one, or nearly.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from deai_desktop.engines.base import (
    ChatMessage,
    GenerateRequest,
    LoadOptions,
    Role,
    Sampling,
    TextDelta,
    TokenLogprob,
)
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.system.child_job import ChildJob
from tests.starter import starter_model_path

NEARLY = 0.7
"""By how much the logarithm of a probability may be below the likeliest token's; rounding alone moved it by 0.3."""
_ALTERNATIVES = 5
_CONTEXT = 2048


class Judge:
    """Judge answers with an engine of its own; used in a ``with`` block."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._engine = self._runner.run(
            HostedEngine.start("llama.cpp", starter_model_path(), LoadOptions(_CONTEXT), ChildJob())
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._engine.unload())
        self._runner.close()

    def answer(self, prompt: str, most: int) -> str:
        """Return what the model says."""
        return "".join(token.token for token in self._runner.run(self._goes_on(prompt, "", most)))

    def objection(self, prompt: str, said: str, most: int) -> str:
        """Say where an answer is not what the model says; empty where all of it is."""
        place, left = 0, most
        while place < len(said):
            tokens = self._runner.run(self._goes_on(prompt, said[:place], left))
            for token in tokens:
                if not said.startswith(token.token, place):
                    found = _near(token, said, place)
                    if not found:
                        return f"at letter {place}: {said[place : place + 40]!r} where {token.token!r} should come"
                    place, left = place + len(found), left - 1
                    break  # and see what comes after that one
                place, left = place + len(token.token), left - 1
                if place >= len(said):
                    break
            else:
                return (
                    f"there is more than the model says, from letter {place} on: {said[place : place + 40]!r}"
                )
        return ""

    async def _goes_on(self, prompt: str, begun: str, most: int) -> list[TokenLogprob]:
        request = GenerateRequest(
            (ChatMessage(Role.USER, prompt),),
            sampling=Sampling(temperature=0),
            max_tokens=max(1, most),
            logprobs=_ALTERNATIVES,
            begun=begun,
        )
        events = [event async for event in self._engine.generate(request)]
        return [one for event in events if isinstance(event, TextDelta) for one in event.logprobs]


def _near(token: TokenLogprob, said: str, place: int) -> str:
    """Return which token that is nearly as likely was said in its place; empty for none."""
    near = [one.token for one in token.top if one.token and one.logprob > token.logprob - NEARLY]
    return max((one for one in near if said.startswith(one, place)), key=len, default="")
