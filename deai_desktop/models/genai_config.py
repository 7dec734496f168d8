"""Reads the settings of an ONNX Runtime GenAI model, and refuses the ones that name what lies elsewhere.

The format: https://onnxruntime.ai/docs/genai/reference/config.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.core.units import format_bytes
from deai_desktop.models.gguf_bytes import damaged, unreadable
from deai_desktop.models.gguf_metadata import MOST_LAYERS
from deai_desktop.models.onnx_graph import unsafe

LARGEST_CONFIG = 1024 * 1024
_DEEPEST = 32
_PROGRAMS = (".dll", ".so", ".dylib", ".exe")
_FOREIGN = ("library", "backend_path", "profiling")
"""Settings that make ONNX Runtime load program code that the model brings, or write files."""
_FILES = ("filename", "file", "path")
"""How the names of settings end that name files."""

Count = Annotated[int, Field(strict=True, ge=0, lt=2**31)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class SlidingWindow(_Part):
    """Say how far layers look back, and which ones."""

    window_size: Count = 0
    layers: tuple[Count, ...] = Field(default=(), max_length=MOST_LAYERS)


class Decoder(_Part):
    """Describe the part that makes the next token."""

    filename: str = ""
    hidden_size: Count = 0
    head_size: Count = 0
    num_attention_heads: Count = 0
    num_key_value_heads: Count = 0
    num_hidden_layers: Annotated[Count, Field(le=MOST_LAYERS)] = 0
    sliding_window: SlidingWindow | None = None


class GenaiModel(_Part):
    """Describe the model."""

    type: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    context_length: Count = 0
    vocab_size: Count = 0
    eos_token_id: Count | tuple[Count, ...] | None = None
    decoder: Decoder = Decoder()

    @property
    def eos_tokens(self) -> tuple[int, ...]:
        """The tokens that end an answer."""
        stated = self.eos_token_id
        return () if stated is None else stated if isinstance(stated, tuple) else (stated,)


class GenaiConfig(_Part):
    """Hold what is needed of ``genai_config.json``."""

    model: GenaiModel
    models: tuple[str, ...] = ()
    """The ONNX files that it names, in the order of the file."""
    others: tuple[str, ...] = ()
    """Other files that it names."""


def read_genai_config(path: Path) -> GenaiConfig:
    """Read and check the settings; raises `ModelFileError`, never anything else."""
    content = read_json(path, LARGEST_CONFIG)
    named = list(_settings(content, 0))
    models = tuple(dict.fromkeys(value for key, value in named if key == "filename" and value))
    others = tuple(
        dict.fromkeys(value for key, value in named if _names_file(key) and value not in (*models, ""))
    )
    if not models:
        raise damaged(f"{path.name} names no model")
    try:
        return GenaiConfig.model_validate(content | {"models": models, "others": others})
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise damaged(f"{path.name} has no proper value for “{place}”") from None


def read_json(path: Path, largest: int) -> dict[str, Any]:
    """Read an object from a JSON file strictly: of limited size, no name twice, only what the standard knows."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(largest + 1)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    if len(raw) > largest:
        raise damaged(f"{path.name} is larger than {format_bytes(largest)}")
    try:
        content = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise damaged(f"{path.name} is no proper JSON") from None
    if not isinstance(content, dict):
        raise damaged(f"{path.name} is no proper JSON")
    return content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON")


def _settings(value: object, depth: int) -> Iterator[tuple[str, str]]:
    """Yield every setting that is a text, wherever it stands; refuses what would run code of the model."""
    if depth > _DEEPEST:
        raise damaged("its settings are nested deeper than in any real model")
    if isinstance(value, list):
        for one in value:
            yield from _settings(one, depth + 1)
    elif isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, str):
                _refuse_unsafe(key, one)
                yield key, one
            else:
                yield from _settings(one, depth + 1)


def _refuse_unsafe(key: str, value: str) -> None:
    if any(word in key.lower() for word in _FOREIGN) or value.lower().endswith(_PROGRAMS):
        raise unsafe()


def _names_file(key: str) -> bool:
    return key.lower().endswith(_FILES)
