"""Times the GGUF reader on a file with very much to read: ``python -m tests.bench.reader``."""

from __future__ import annotations

import argparse
import json
import struct
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from deai_desktop.core.units import format_bytes
from deai_desktop.models.gguf import gguf_facts
from tests.models.gguf_builder import GgufBuilder, array, scalar, text

TENSORS = 100_000
TOKENS = 256 * 1024
_ROUNDS = 5
_VALUES = 32


@dataclass(frozen=True)
class ReaderFigures:
    """Hold what was measured."""

    tensors: int
    tokens: int
    head_bytes: int
    seconds: float
    """The best of the rounds."""
    peak_bytes: int
    """Most that Python held at a time while reading."""


def write_large(file: Path, tensors: int = TENSORS, tokens: int = TOKENS) -> int:
    """Write a GGUF file with that many tensors and tokens (and as many merges) and return the bytes of its head."""
    builder = GgufBuilder(tensors=[], tensor_count=tensors)
    builder.set("llama.block_count", scalar("u32", 100))
    builder.set("tokenizer.ggml.tokens", array("str", [f"Ġtoken{number}" for number in range(tokens)]))
    builder.set("tokenizer.ggml.merges", array("str", [f"Ġto ken{number}" for number in range(tokens)]))
    builder.set("tokenizer.ggml.scores", array("f32", [0.5] * tokens))
    builder.set("tokenizer.ggml.token_type", array("i32", [1] * tokens))
    size = _VALUES * 4
    entries = (
        text(f"blk.{number // 1000}.ffn_gate_exps.{number}.weight")
        + struct.pack("<IQIQ", 1, _VALUES, 0, number * size)
        for number in range(tensors)
    )
    with file.open("wb") as stream:
        stream.write(builder.metadata_part())
        stream.writelines(entries)
        length = stream.tell()
        stream.truncate(length + -length % builder.alignment + tensors * size)
    return length


def measure_reader(tensors: int = TENSORS, tokens: int = TOKENS, rounds: int = _ROUNDS) -> ReaderFigures:
    """Write a large file, read it some times, and once more while memory is counted, which is slow."""
    with tempfile.TemporaryDirectory(prefix="deai-bench-") as folder:
        file = Path(folder) / "large.gguf"
        head = write_large(file, tensors, tokens)
        seconds = min(_timed(file) for _ in range(rounds))
        tracemalloc.start()
        try:
            facts = gguf_facts(file)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert facts.vocabulary_size == tokens
    assert facts.parameters == tensors * _VALUES
    return ReaderFigures(tensors, tokens, head, seconds, peak)


def _timed(file: Path) -> float:
    started = time.perf_counter()
    gguf_facts(file)
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reader", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print figures for programs")
    figures = measure_reader()
    if parser.parse_args(arguments).json:
        print(json.dumps(asdict(figures)))
    else:
        print(
            f"{figures.tensors:,} tensors and {figures.tokens:,} tokens, {format_bytes(figures.head_bytes)} of"
            f" description: read in {figures.seconds:.2f} s, with {format_bytes(figures.peak_bytes)} of memory at most"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
