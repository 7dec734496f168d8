"""What runs in the children: llama-cpp-python and onnxruntime-genai called directly, and llama.cpp's own server.

``python -m tests.bench.children direct|genai|server MODEL THREADS CONTEXT SLOTS``; JSON lines over stdio, the first one
says that the model is loaded, and the end of standard input ends the process.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any


def run_direct(model: str, threads: int, context: int, _slots: int) -> None:
    """Answer questions with the high-level `Llama`, its other settings as they are by default."""
    from llama_cpp import Llama

    llama = Llama(
        model, n_ctx=context, n_threads=threads, n_threads_batch=threads, n_gpu_layers=-1, verbose=False
    )
    _say({"loaded": True})
    for line in sys.stdin:
        _say(_answer(llama, **json.loads(line)))


def _answer(llama: Any, prompt: list[int], max_tokens: int) -> dict[str, Any]:
    cached = llama.longest_token_prefix(llama.input_ids[: llama.n_tokens], prompt[:-1])
    started = time.perf_counter()
    pieces = [
        (time.perf_counter() - started, text)
        for chunk in llama.create_completion(prompt, max_tokens=max_tokens, temperature=0, stream=True)
        if (text := chunk["choices"][0]["text"])
    ]
    # The last token was chosen, but not worked through any more.
    tokens = llama.n_tokens - len(prompt) + 1
    return {
        "pieces": [text for _, text in pieces],
        "tokens": tokens,
        "times": [one for one, _ in pieces],
        "cached_tokens": cached,
    }


def run_genai(model: str, threads: int, context: int, _slots: int) -> None:
    """Answer questions with onnxruntime-genai's generator; a next turn goes on with the one of the last answer."""
    import onnxruntime_genai as genai

    getattr(genai, "disable_telemetry_events", lambda: None)()
    config = genai.Config(str(Path(model).parent))
    config.clear_providers()
    session = {"intra_op_num_threads": threads, "inter_op_num_threads": 1}
    config.overlay(json.dumps({"model": {"decoder": {"session_options": session}}}))
    writer = _GenaiWriter(genai, genai.Model(config), context)
    _say({"loaded": True})
    for line in sys.stdin:
        _say(writer.answer(**json.loads(line)))


class _GenaiWriter:
    """One generator and the tokens that are in it."""

    def __init__(self, genai: Any, model: Any, context: int) -> None:
        self._stream_of = genai.Tokenizer(model).create_stream
        parameters = genai.GeneratorParams(model)
        parameters.set_search_options(
            max_length=context,
            batch_size=1,
            do_sample=False,
            num_beams=1,
            min_length=0,
            repetition_penalty=1.0,
        )
        self._new = partial(genai.Generator, model, parameters)
        self._generator = self._new()
        self._tokens: list[int] = []

    def answer(self, prompt: list[int], max_tokens: int) -> dict[str, Any]:
        """Go on where the prompt differs from what is there."""
        started = time.perf_counter()
        if self._generator.is_done():  # the model has ended its answer: this one takes nothing more
            self._generator, self._tokens = self._new(), []
        pairs = zip(self._tokens, prompt[:-1], strict=False)
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if common < len(self._tokens):
            self._generator.rewind_to(common)
        self._generator.append_tokens(prompt[common:])
        self._tokens = list(prompt)
        stream = self._stream_of()
        pieces: list[str] = []
        times: list[float] = []
        while len(self._tokens) < len(prompt) + max_tokens and not self._generator.is_done():
            self._generator.generate_next_token()
            self._tokens.append(int(self._generator.get_next_tokens()[0]))
            if text := stream.decode(self._tokens[-1]):
                pieces.append(text)
                times.append(time.perf_counter() - started)
        tokens = len(self._tokens) - len(prompt)
        return {"pieces": pieces, "tokens": tokens, "times": times, "cached_tokens": common}


def run_server(model: str, threads: int, context: int, slots: int) -> None:
    """Serve with llama.cpp's server, its other settings as they are by default."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.n_ctx = context * slots
    parameters.n_parallel = slots
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.verbosity = 0
    server = xllamacpp.Server(parameters)
    _say({"address": server.listening_address})
    sys.stdin.read()


def _say(message: dict[str, Any]) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    role, path, *numbers = sys.argv[1:]
    {"direct": run_direct, "genai": run_genai, "server": run_server}[role](path, *map(int, numbers))
