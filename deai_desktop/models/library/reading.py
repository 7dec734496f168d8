"""Reads what a model file is, with all files that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from deai_desktop.models.gguf import read_gguf
from deai_desktop.models.gguf_bytes import unreadable
from deai_desktop.models.gguf_lora import is_adapter, read_adapter
from deai_desktop.models.gguf_split import part_paths
from deai_desktop.models.model import ADAPTER, ModelFile
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.onnx_encoder import read_onnx_encoder
from deai_desktop.models.onnx_folder import CONFIG, read_onnx_folder

ENCODER = "onnx-encoder"
"""The engine of models that make embeddings and write nothing."""

_PART = re.compile(r"(?P<whole>.+)-(?P<number>\d{5})-of-\d{5}\.gguf", re.IGNORECASE)


@dataclass(frozen=True)
class ModelReading:
    """Hold what the heads of a model's files say."""

    engine: str
    facts: ModelFacts
    more_files: tuple[ModelFile, ...] = ()


def read_model_files(path: Path) -> ModelReading:
    """Check a model's files, given the one to load; raises `ModelFileError`."""
    if path.name == CONFIG:
        return _read_onnx(path)
    if path.suffix.lower() == ".onnx":
        return _read_encoder(path)
    file = read_gguf(path)
    if is_adapter(file):
        return ModelReading(ADAPTER, read_adapter(file).facts)
    facts = file.facts
    names = part_paths(path, len(facts.part_sizes)) if len(facts.part_sizes) > 1 else ()
    parts = zip(names, facts.part_sizes, strict=bool(names))
    return ModelReading("llama.cpp", facts, tuple(ModelFile(one.name, size) for one, size in parts)[1:])


def _read_onnx(config: Path) -> ModelReading:
    """Take the folder that a ``genai_config.json`` lies in as one model."""
    folder = read_onnx_folder(config.parent)
    try:
        sizes = {name: (folder.path / name).stat().st_size for name in folder.files}
    except OSError as error:
        raise unreadable(error) from error
    facts = replace(folder.facts, size=sum(sizes.values()))
    others = tuple(ModelFile(name, size) for name, size in sizes.items() if name != CONFIG)
    return ModelReading("onnx-genai", facts, others)


def _read_encoder(path: Path) -> ModelReading:
    """Take an ONNX file with what lies beside it as a model for embeddings."""
    found = read_onnx_encoder(path)
    others = tuple(ModelFile(name, (path.parent / name).stat().st_size) for name in found.files[1:])
    return ModelReading(ENCODER, found.facts, others)


def is_later_part(name: str) -> bool:
    """Say whether a file is a later part of a split model, which comes along with the first."""
    match = _PART.fullmatch(name)
    return match is not None and int(match["number"]) != 1


def own_name(path: Path) -> str:
    """Return a model's name by its file: without ending and number of a part; or by its folder (ONNX)."""
    if path.name == CONFIG or path.suffix.lower() == ".onnx":
        return path.parent.name
    match = _PART.fullmatch(path.name)
    return match["whole"] if match else path.stem
