"""Chooses the next token: sampling options, grammar and log probabilities on llama.cpp's samplers."""

from __future__ import annotations

import ctypes
import secrets
from collections.abc import Sequence
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.engines.base import Logprob, Sampling, TokenLogprob
from deai_desktop.engines.llama_cpp.context import LlamaContext
from deai_desktop.engines.llama_cpp.grammar import Grammar
from deai_desktop.engines.llama_cpp.library import TOKEN_DATA, LlamaModel

_PENALTY_WINDOW = 256
"""How many of the last tokens the penalties look at."""


class Sampler:
    """Draw tokens for one answer. Must be closed: the C samplers are not Python's to collect."""

    def __init__(self, model: LlamaModel, sampling: Sampling, grammar: Grammar | None) -> None:
        self._model = model
        self._chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
        self._grammar: Any = None
        try:
            parts = _chain(model, sampling)
            self._takes_likeliest = sampling.temperature <= 0 and len(parts) == 1
            for part in parts:
                llama.llama_sampler_chain_add(self._chain, part)
            if grammar is not None:
                self._grammar = _compiled(model, grammar)
                self._candidates = np.zeros(model.vocabulary_size, dtype=TOKEN_DATA)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Free the samplers."""
        if self._grammar:
            llama.llama_sampler_free(self._grammar)
        if self._chain:
            llama.llama_sampler_free(self._chain)
        self._chain = self._grammar = None

    def go_on_after(self, tokens: Sequence[int]) -> None:
        """Take in what the answer has already; raises `InvalidInputError` where that breaks the grammar."""
        for token in tokens:
            if self._grammar is not None:
                if not self._allows(token):  # llama.cpp would end the process
                    raise InvalidInputError(
                        "What the answer has so far is not of the form that it must have.", param="begun"
                    )
                llama.llama_sampler_accept(self._grammar, token)
            llama.llama_sampler_accept(self._chain, token)

    def sample(self, context: LlamaContext, output: int) -> int:
        """Choose the token that follows; ``output`` is its predecessor's place in the last step, -1 the last."""
        if self._grammar is None:
            if (
                self._takes_likeliest
            ):  # without a copy of the whole vocabulary, which costs more than the search
                return int(context.logits(output).argmax())
            return int(llama.llama_sampler_sample(self._chain, context.pointer, output))
        token = self._choose(context, output, with_grammar=False)
        if not self._allows(token):
            # Only now is the grammar run over the whole vocabulary, which is slow.
            token = self._choose(context, output, with_grammar=True)
        llama.llama_sampler_accept(self._grammar, token)
        llama.llama_sampler_accept(self._chain, token)
        return token

    def _choose(self, context: LlamaContext, output: int, *, with_grammar: bool) -> int:
        candidates = self._candidates
        candidates["id"] = np.arange(len(candidates), dtype=np.int32)
        candidates["logit"] = context.logits(output)
        candidates["p"] = 0
        array = _as_array(candidates)
        if with_grammar:
            llama.llama_sampler_apply(self._grammar, ctypes.byref(array))
        llama.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(array.data[array.selected].id)

    def _allows(self, token: int) -> bool:
        one = np.zeros(1, dtype=TOKEN_DATA)
        one["id"] = token
        array = _as_array(one)
        llama.llama_sampler_apply(self._grammar, ctypes.byref(array))
        return bool(np.isfinite(array.data[0].logit))


def _as_array(candidates: Any) -> Any:
    pointer = candidates.ctypes.data_as(llama.llama_token_data_p)
    return llama.llama_token_data_array(data=pointer, size=len(candidates), selected=-1, sorted=False)


def _chain(model: LlamaModel, sampling: Sampling) -> list[Any]:
    """List the samplers in the order llama.cpp's own programs use."""
    parts = []
    if sampling.logit_bias:
        if any(not 0 <= token < model.vocabulary_size for token, _ in sampling.logit_bias):
            raise InvalidInputError(
                f"This model's tokens run from 0 to {model.vocabulary_size - 1}.", param="logit_bias"
            )
        pairs = (llama.llama_logit_bias * len(sampling.logit_bias))()
        for place, (token, bias) in enumerate(sampling.logit_bias):
            pairs[place].token, pairs[place].bias = token, bias
        parts.append(llama.llama_sampler_init_logit_bias(model.vocabulary_size, len(pairs), pairs))
    if sampling.repeat_penalty != 1 or sampling.frequency_penalty or sampling.presence_penalty:
        penalties = (sampling.repeat_penalty, sampling.frequency_penalty, sampling.presence_penalty)
        parts.append(llama.llama_sampler_init_penalties(model.vocabulary_size, _PENALTY_WINDOW, *penalties))
    if sampling.temperature <= 0:
        return [*parts, llama.llama_sampler_init_greedy()]
    if sampling.top_k > 0:
        parts.append(llama.llama_sampler_init_top_k(sampling.top_k))
    if sampling.top_p < 1:
        parts.append(llama.llama_sampler_init_top_p(sampling.top_p, 1))
    if sampling.min_p > 0:
        parts.append(llama.llama_sampler_init_min_p(sampling.min_p, 1))
    parts.append(llama.llama_sampler_init_temp(sampling.temperature))
    seed = sampling.seed if sampling.seed is not None else secrets.randbits(32)
    return [*parts, llama.llama_sampler_init_dist(seed & 0xFFFFFFFF)]


def _compiled(model: LlamaModel, grammar: Grammar) -> Any:
    text, root = grammar.text.encode(), b"root"
    if grammar.trigger:
        patterns = (ctypes.c_char_p * 1)(grammar.trigger.encode())
        made = llama.llama_sampler_init_grammar_lazy_patterns(
            model.vocabulary, text, root, patterns, 1, (ctypes.c_int32 * 0)(), 0
        )
    else:
        made = llama.llama_sampler_init_grammar(model.vocabulary, text, root)
    if not made:
        raise InvalidInputError(
            "The JSON schema asks for a form that can't be enforced.",
            hint="Make the schema simpler.",
            param=grammar.param,
        )
    return made


def token_logprob(context: LlamaContext, output: int, token: int, alternatives: int) -> TokenLogprob:
    """Return the chosen token's log probability and the likeliest alternatives, best first."""
    logits = context.logits(output).astype(np.float64)
    logits -= logits.max()
    logprobs = logits - np.log(np.exp(logits).sum())
    best: list[int] = []
    if alternatives:
        rough = np.argpartition(-logprobs, alternatives)[:alternatives]
        best = [int(one) for one in rough[np.argsort(-logprobs[rough], kind="stable")]]
    chosen = _logprob(context.model, token, float(logprobs[token]))
    top = tuple(_logprob(context.model, one, float(logprobs[one])) for one in best)
    return TokenLogprob(chosen.token, chosen.octets, chosen.logprob, top)


def _logprob(model: LlamaModel, token: int, logprob: float) -> Logprob:
    octets = model.piece(token, special=True)
    return Logprob(octets.decode("utf-8", "replace"), tuple(octets), max(logprob, -9999.0))
