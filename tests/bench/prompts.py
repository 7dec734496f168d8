"""Prompts of an exact number of tokens that share no beginning, and the turns that follow them."""

from __future__ import annotations

from itertools import count, cycle, islice
from pathlib import Path

from tests.bench.answer import Answer
from tests.bench.tokenizers import Tokenizer, tokenizer_of

_QUESTION = "\n\nUser: Tell the long story of the lighthouse.\n\nAssistant: Long ago"
_FILLER = (
    " The keeper wrote down the wind, the tide and every ship that passed, and in the evening he read it"
    " to the children of the village, who asked him where the ships went and what they carried."
)
_FOLLOW_UP = (
    "\n\nUser: And what happened to the ships after that? Go on with the story and leave nothing out."
    "\n\nAssistant: After that"
)


class Prompts:
    """Make prompts with a model's own tokenizer."""

    def __init__(self, model: Path) -> None:
        self._tokenizer: Tokenizer = tokenizer_of(model)
        self._numbers = count(1)

    def cold(self, length: int) -> list[int]:
        """Return a prompt that no cache knows: it begins with a number of its own."""
        head = self._tokens(f"{next(self._numbers) * 7919 % 100_003} is the number of this tale.", start=True)
        tail = self._tokens(_QUESTION)
        room = length - len(head) - len(tail)
        return [*head, *islice(cycle(self._tokens(_FILLER)), max(0, room)), *tail]

    def follow_up(self, prompt: list[int], answer: Answer) -> list[int]:
        """Return the next turn of the same conversation, in which the answer is token by token as it was written."""
        return [*prompt, *self._written(answer), *self._tokens(_FOLLOW_UP)]

    def _written(self, answer: Answer) -> list[int]:
        """Turn an answer back into its tokens; where pieces and tokens don't match, into those of its text."""
        tokens = [self._tokens(piece) for piece in answer.pieces]
        if len(tokens) == answer.tokens and all(len(one) == 1 for one in tokens):
            return [token for (token,) in tokens]
        return self._tokens(answer.text)

    def _tokens(self, text: str, *, start: bool = False) -> list[int]:
        return self._tokenizer.tokens(text, start)
