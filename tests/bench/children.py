"""What runs in the children: llama-cpp-python called directly, and llama.cpp's own server.

``python -m tests.bench.children direct|server MODEL THREADS CONTEXT SLOTS``; JSON lines over stdio, the first one
says that the model is loaded, and the end of standard input ends the process.
"""

from __future__ import annotations

import json
import sys
import time
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
    started = time.perf_counter()
    pieces = [
        (time.perf_counter() - started, text)
        for chunk in llama.create_completion(prompt, max_tokens=max_tokens, temperature=0, stream=True)
        if (text := chunk["choices"][0]["text"])
    ]
    # The last token was chosen, but not worked through any more.
    tokens = llama.n_tokens - len(prompt) + 1
    return {
        "text": "".join(text for _, text in pieces),
        "tokens": tokens,
        "times": [one for one, _ in pieces],
    }


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
    {"direct": run_direct, "server": run_server}[role](path, *map(int, numbers))
