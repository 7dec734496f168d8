"""Which GGUF models are measured: the two test models, or others, also in other quantizations."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from deai_desktop.models.gguf import gguf_facts
from tests.gemma import gemma_model_path
from tests.quantized import QUANTIZATIONS, quantized
from tests.starter import starter_model_path


def add_model_options(parser: argparse.ArgumentParser, usual: str) -> None:
    """Add the options that choose models."""
    parser.add_argument("--model", type=Path, action="append", help=f"a GGUF file in place of {usual}")
    parser.add_argument(
        "--quantize",
        action="append",
        default=[],
        choices=QUANTIZATIONS,
        help="measure each model in this quantization too, made on the spot",
    )
    parser.add_argument("--only-quantized", action="store_true", help="leave out the files as they are")


def chosen_models(wishes: argparse.Namespace, usual: Sequence[Path]) -> dict[Path, str]:
    """Return the files, each once, with names that say model and quantization."""
    files: dict[Path, str] = {}
    for model in wishes.model or usual:
        own = gguf_facts(model).quantization
        if not (wishes.only_quantized and wishes.quantize):
            files.setdefault(model.absolute(), model.stem)
        for wish in wishes.quantize:
            name = model.stem if wish == own else f"{model.stem} as {wish}"
            files.setdefault(quantized(model.absolute(), wish), name)
    return files


def both_test_models() -> list[Path]:
    """Return the starter and Gemma 3 270M; the first call on a PC fetches them."""
    return [starter_model_path(), gemma_model_path()]
