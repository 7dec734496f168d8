"""Wraps ONNX Runtime GenAI: a model, and sequences of tokens that it continues.

Two of its versions are in use: the newest one, and 0.13 with DirectML on Windows. What is called here is in both.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime_genai as genai

from deai_desktop.core.errors import EngineError, EngineStartError, InvalidInputError, UnsupportedError
from deai_desktop.engines.onnx.guidance import Guidance
from deai_desktop.engines.onnx.sampler import Numbers
from deai_desktop.engines.schema_size import unusable

getattr(genai, "disable_telemetry_events", lambda: None)()  # 0.13 has none

_GREEDY = {"do_sample": False, "num_beams": 1, "min_length": 0, "repetition_penalty": 1.0}
"""The library only takes the highest score: a model's own settings must not change that."""


class GenaiModel:
    """A model in memory, on the processor, or with ``directml``, which are options of that provider.

    Making one raises `EngineStartError`.
    """

    def __init__(self, folder: Path, threads: int, directml: Mapping[str, str] | None = None) -> None:
        session = {"intra_op_num_threads": threads, "inter_op_num_threads": 1}
        try:
            config = genai.Config(_name_of(folder))
            config.clear_providers()
            if directml is not None:
                config.append_provider("dml")
                for name, value in directml.items():
                    config.set_provider_option("dml", name, value)
            config.overlay(json.dumps({"model": {"decoder": {"session_options": session}}}))
            self.native = genai.Model(config)
        except Exception as error:  # the library raises RuntimeError, and here and there its relatives
            raise EngineStartError(
                f"ONNX Runtime says: {str(error)[:300]}",
                hint="Choose a build of this model for CPU, or update DeAI Desktop.",
            ) from error

    @property
    def goes_on(self) -> bool:
        """Whether a sequence takes more tokens after its first ones; on DirectML it takes none."""
        return str(self.native.device_type).upper() == "CPU"

    def check(self, guidance: Guidance) -> None:
        """Raise `InvalidInputError` for a grammar that the library does not take."""
        GenaiSequence(self, 1, guidance)


class GenaiSequence:
    """Tokens that were worked through one after the other, with what the model keeps of them.

    With a grammar it is of use for one answer only.
    """

    def __init__(self, model: GenaiModel, length: int, guidance: Guidance | None = None) -> None:
        options = genai.GeneratorParams(model.native)
        options.set_search_options(max_length=length, batch_size=1, **_GREEDY)
        self.tokens: list[int] = []
        self.is_guided = guidance is not None
        self._logits: Numbers | None = None
        self._chosen: int | None = None
        if guidance is None:
            self._generator = genai.Generator(model.native, options)
            return
        try:
            options.set_guidance(guidance.kind, guidance.text)
            self._generator = genai.Generator(model.native, options)
        except RuntimeError as error:
            raise _refusal(error, guidance) from error

    def keep(self, count: int) -> None:
        """Forget all tokens but the first ones; more must be read before anything is written."""
        if count < len(self.tokens):
            self._generator.rewind_to(count)
            del self.tokens[count:]

    def read(self, tokens: Sequence[int]) -> None:
        """Work through more tokens of a prompt."""
        self._logits = None
        self._generator.append_tokens(np.asarray(tokens, dtype=np.int32))
        self.tokens += tokens

    def write(self, token: int) -> None:
        """Work through a token of the answer: the chosen one, or another that the grammar allows."""
        if self._chosen is None:
            wanted = np.zeros_like(self.logits())
            wanted[token] = 1
            self.choose(wanted)
        if self._chosen != token:
            raise EngineError(f"ONNX Runtime GenAI took token {self._chosen} instead of {token}.")
        self._logits = self._chosen = None
        self._logits = self._computed()
        self.tokens.append(token)

    def logits(self) -> Numbers:
        """Return the logits of what follows the last token."""
        if self._logits is None:
            self._logits = self._computed()
        if not np.isfinite(self._logits.max()):
            raise EngineError(
                "The model computed something that is no number.",
                hint="Choose another build of this model; on a graphics card, also update its driver.",
            )
        return self._logits

    def choose(self, scores: Numbers) -> int:
        """Return the token with the highest score among those that the grammar allows; it is to be written next."""
        self._generator.set_logits(scores.reshape(1, 1, -1))
        self._generator.generate_next_token()
        self._chosen = int(self._generator.get_next_tokens()[0])
        return self._chosen

    def _computed(self) -> Numbers:
        logits: Any = self._generator.get_logits()
        return np.array(logits, dtype=np.float32).reshape(-1)  # what it shares with the library changes


def _name_of(folder: Path) -> str:
    """Return how the library can call a folder.

    On Windows its grammars don't find the tokenizer in a folder with letters beyond ASCII (seen with 0.13.1); they do
    where the process works in that folder, which an engine host has for itself.
    """
    if str(folder).isascii():
        return str(folder)
    os.chdir(folder)
    return "."


def _refusal(error: RuntimeError, guidance: Guidance) -> InvalidInputError | UnsupportedError:
    """Tell a grammar that can't be used from a model, or a build of the library, with which there are none."""
    said = str(error)
    if "creating grammar" in said:
        return unusable(said[:200].rstrip("."), guidance.param)
    return UnsupportedError(
        f"ONNX Runtime GenAI can't keep this model's answers in a form: {said[:200]}",
        hint="Use a GGUF model for that.",
        param=guidance.param,
    )
