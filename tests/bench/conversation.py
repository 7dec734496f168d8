"""Measures how soon the next turn of a long conversation begins, which everybody has read before."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.contenders import Contender
from tests.bench.measure import PAUSE_SECONDS, in_turn
from tests.bench.prompts import Prompts


@dataclass(frozen=True)
class Turn:
    """One turn; the first one of a conversation is ``cold``."""

    contender: str
    cold: bool
    prompt_tokens: int
    read_tokens: int
    """Tokens of the prompt that were read, not remembered."""
    first_token_seconds: float


def converse(
    contenders: Sequence[Contender],
    prompts: Prompts,
    length: int,
    conversations: int,
    turns: int,
    max_tokens: int,
) -> Iterator[list[Turn]]:
    """Yield one turn of everybody at a time: a prompt of so many tokens, then the turns that follow.

    Each goes on from its own answer, token by token. Between two turns of one, the others have theirs.
    """
    number = 0
    for _ in range(conversations):
        first = prompts.cold(length)
        so_far = {one.name: first for one in contenders}
        for place in range(turns + 1):
            found = []
            for contender in in_turn(contenders, number):
                time.sleep(PAUSE_SECONDS)
                prompt = so_far[contender.name]
                answer = contender.ask(prompt, max_tokens)
                read = len(prompt) - answer.cached_tokens
                found.append(Turn(contender.name, place == 0, len(prompt), read, answer.first_token_seconds))
                so_far[contender.name] = prompts.follow_up(prompt, answer)
            number += 1
            yield found
