"""Compares an answer through a pool with the same from the local API of the PC that gives it.

Real nodes, hub and model; both ways in turns: ``python -m tests.bench.pool_local [ROUNDS]``. Goals: first token at most
15 ms later, tokens/s at least 0.97 times.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import openai

from deai_desktop.core.paths import Paths
from tests.running_node import RunningNode, encrypted_vault
from tests.starter import starter_model_path

_TOKENS = 64
_PROMPT = "Write a story about a lighthouse keeper who finds a letter."


class _Run(NamedTuple):
    first: float
    """Seconds to the first token."""
    speed: float
    """Tokens a second after it."""


def main(rounds: int = 10) -> None:
    """Print medians and ratios."""
    with _pair() as (ada, bob):
        ways = {"local": (bob, "smollm2"), "pool": (ada, "pool/Bench/smollm2")}
        runs: dict[str, list[_Run]] = {way: [] for way in ways}
        for number in range(rounds + 1):
            for way, (node, model) in ways.items():
                run = _asked(node, model)
                if number:  # the first ones load the model
                    runs[way].append(run)
    first = {way: statistics.median(run.first for run in many) for way, many in runs.items()}
    speed = {way: statistics.median(run.speed for run in many) for way, many in runs.items()}
    print(f"{rounds} rounds of {_TOKENS} tokens, medians:")
    later = (first["pool"] - first["local"]) * 1000
    print(f"first token: local {first['local'] * 1000:.1f} ms, pool {later:+.1f} ms (goal ≤ +15 ms)")
    ratio = speed["pool"] / speed["local"]
    print(f"tokens/s: local {speed['local']:.1f}, pool {speed['pool']:.1f}, {ratio:.3f} × (goal ≥ 0.97 ×)")


@contextmanager
def _pair() -> Iterator[tuple[RunningNode, RunningNode]]:
    """Start a PC that asks and one that lends the starter model."""
    with tempfile.TemporaryDirectory(prefix="deai-bench-") as folder:
        home = Path(folder)
        environment = encrypted_vault(home)
        ada, bob = (RunningNode(Paths.below(home / name), environment) for name in ("ada", "bob"))
        ada.start()
        bob.start()
        try:
            bob.client.import_model(str(starter_model_path()), "smollm2")
            ada.client.create_pool("Bench")
            bob.client.join_pool(ada.client.create_invite("Bench").invite, "Bob's PC")
            bob.client.change_lending("Bench", lends=True)
            ada.client.trust_pool("Bench")
            yield ada, bob
        finally:
            ada.stop()
            bob.stop()


def _asked(node: RunningNode, model: str) -> _Run:
    with openai.OpenAI(base_url=f"{node.client.address}/v1", api_key=node.client.token) as client:
        begun = time.perf_counter()
        times = []
        stream = client.chat.completions.create(
            model=model,
            messages=[{"role": "user", "content": _PROMPT}],
            max_tokens=_TOKENS,
            temperature=0,
            stream=True,
            stream_options={"include_usage": True},
        )
        tokens = 0
        for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                times.append(time.perf_counter())
            if chunk.usage:
                tokens = chunk.usage.completion_tokens
    return _Run(times[0] - begun, (tokens - 1) / (times[-1] - times[0]))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
