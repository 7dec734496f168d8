"""Prompts of an exact number of tokens that share no beginning, and the turns that follow them."""

from __future__ import annotations

import ctypes
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

_QUESTION = "\n\nUser: Tell the long story of the lighthouse.\n\nAssistant: Long ago"
_FILLER = (
    " The keeper wrote down the wind, the tide and every ship that passed, and in the evening he read it"
    " to the children of the village, who asked him where the ships went and what they carried."
)
_FOLLOW_UP = "\n\nUser: And what happened after that? Go on with the story.\n\nAssistant: After that"


class Prompts:
    """Make prompts with a model's own tokenizer."""

    def __init__(self, model: Path) -> None:
        self._tokenizer = _Tokenizer(model)
        self._numbers = count(1)

    def cold(self, length: int) -> list[int]:
        """Return a prompt that no cache knows: it begins with a number of its own."""
        head = self._tokens(f"{next(self._numbers) * 7919 % 100_003} is the number of this tale.", start=True)
        tail = self._tokens(_QUESTION)
        room = length - len(head) - len(tail)
        return [*head, *islice(cycle(self._tokens(_FILLER)), max(0, room)), *tail]

    def follow_up(self, prompt: list[int], answer: str) -> list[int]:
        """Return the next turn of the same conversation."""
        return prompt + self._tokens(answer + _FOLLOW_UP)

    def _tokens(self, text: str, *, start: bool = False) -> list[int]:
        return self._tokenizer.tokens(text, start)


class _Tokenizer:
    """A model's vocabulary without its weights."""

    def __init__(self, model: Path) -> None:
        import llama_cpp.llama_cpp as llama  # native code: only when a benchmark runs

        self._llama: Any = llama
        self._silence = llama.llama_log_callback(lambda *_: None)
        llama.llama_log_set(self._silence, None)
        parameters = llama.llama_model_default_params()
        parameters.vocab_only = True
        self._model = llama.llama_model_load_from_file(str(model).encode(), parameters)
        if not self._model:
            raise ValueError(f"{model} is no model")
        self._vocabulary = llama.llama_model_get_vocab(self._model)

    def tokens(self, text: str, start: bool) -> list[int]:
        """Turn text into tokens, with the model's first token when it is the ``start``."""
        octets = text.encode()
        found = (ctypes.c_int32 * (len(octets) + 8))()
        count = self._llama.llama_tokenize(
            self._vocabulary, octets, len(octets), found, len(found), start, False
        )
        return list(found[:count])
