"""Chooses the next token by its logits, with the same options and in the same order as the llama.cpp engine.

The library's own sampling knows neither ``min_p``, penalties as OpenAI defines them, nor biases. So it is only left
to take the highest of the scores made here. They hold the chance already: the highest of logits with Gumbel noise added
is a draw from their softmax (Gumbel 1954), and stays one when a grammar takes tokens away afterwards.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.engines.base import Logprob, Sampling, TokenLogprob

Numbers = NDArray[np.float32]

_PENALTY_WINDOW = 256
"""How many of the last tokens the penalties look at."""
_LOWEST_KEPT = -5_000.0
"""Below this a token never comes up; what the options leave out scores lower still, in its own order."""


class Sampler:
    """Score the tokens of one answer."""

    def __init__(self, sampling: Sampling, vocabulary_size: int) -> None:
        if any(not 0 <= token < vocabulary_size for token, _ in sampling.logit_bias):
            raise InvalidInputError(
                f"This model's tokens run from 0 to {vocabulary_size - 1}.", param="logit_bias"
            )
        self._sampling = sampling
        self._random: Any = np.random.default_rng(sampling.seed)
        self._last: deque[int] = deque(maxlen=_PENALTY_WINDOW)

    def accept(self, token: int) -> None:
        """Note what was chosen."""
        self._last.append(token)

    def scores(self, logits: Numbers) -> Numbers:
        """Score each token; the highest score is the choice."""
        sampling = self._sampling
        logits = self._changed(logits)
        logits -= logits.max()
        if sampling.temperature <= 0:
            return logits
        kept, chances = _likeliest(logits, sampling)
        noise = self._random.gumbel(size=len(kept))
        scores: Numbers = np.maximum(logits, _LOWEST_KEPT) + np.float32(2 * _LOWEST_KEPT)
        scores[kept] = np.maximum(chances / sampling.temperature, _LOWEST_KEPT) + noise
        return scores

    def _changed(self, logits: Numbers) -> Numbers:
        """Apply biases and penalties."""
        sampling = self._sampling
        logits = logits.astype(np.float32, copy=True)
        for token, bias in sampling.logit_bias:
            logits[token] += bias
        if sampling.repeat_penalty != 1 or sampling.frequency_penalty or sampling.presence_penalty:
            for token, count in Counter(self._last).items():
                by = sampling.repeat_penalty
                logits[token] = logits[token] / by if logits[token] > 0 else logits[token] * by
                logits[token] -= count * sampling.frequency_penalty + sampling.presence_penalty
        return logits


def _likeliest(logits: Numbers, sampling: Sampling) -> tuple[NDArray[np.intp], Numbers]:
    """Return the tokens that the options leave, likeliest first, and their logits."""
    if 0 < sampling.top_k < len(logits):
        found = np.argpartition(-logits, sampling.top_k - 1)[: sampling.top_k]
    else:
        found = np.arange(len(logits))
    order = found[np.argsort(-logits[found], kind="stable")]
    kept = logits[order]
    if sampling.top_p < 1:
        chances = np.exp(kept - kept[0])
        before = np.cumsum(chances) - chances
        count = max(1, int(np.count_nonzero(before < sampling.top_p * chances.sum())))
        order, kept = order[:count], kept[:count]
    if sampling.min_p > 0:
        count = max(1, int(np.count_nonzero(np.exp(kept - kept[0]) >= sampling.min_p)))
        order, kept = order[:count], kept[:count]
    return order, kept


def token_logprob(
    logits: Numbers, token: int, alternatives: int, piece: Callable[[int], bytes]
) -> TokenLogprob:
    """Return the chosen token's log probability and the likeliest alternatives, best first."""
    shifted = logits.astype(np.float64) - float(logits.max())
    logprobs = shifted - np.log(np.exp(shifted).sum())

    def one(place: int) -> Logprob:
        octets = piece(place)
        return Logprob(octets.decode("utf-8", "replace"), tuple(octets), max(float(logprobs[place]), -9999.0))

    best: list[int] = []
    if alternatives:
        rough = np.argpartition(-logprobs, min(alternatives, len(logprobs)) - 1)[:alternatives]
        best = [int(place) for place in rough[np.argsort(-logprobs[rough], kind="stable")]]
    chosen = one(token)
    return TokenLogprob(chosen.token, chosen.octets, chosen.logprob, tuple(one(place) for place in best))
