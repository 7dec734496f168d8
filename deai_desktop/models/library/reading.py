"""Reads what a model file is, with all files that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.gguf_split import part_paths
from deai_desktop.models.model import ModelFile
from deai_desktop.models.model_facts import ModelFacts

_PART = re.compile(r"(?P<whole>.+)-(?P<number>\d{5})-of-\d{5}\.gguf", re.IGNORECASE)


@dataclass(frozen=True)
class ModelReading:
    """Hold what the heads of a model's files say."""

    engine: str
    facts: ModelFacts
    more_files: tuple[ModelFile, ...] = ()


def read_model_files(path: Path) -> ModelReading:
    """Check a model's files, given the first; raises `ModelFileError`."""
    facts = gguf_facts(path)
    names = part_paths(path, len(facts.part_sizes)) if len(facts.part_sizes) > 1 else ()
    parts = zip(names, facts.part_sizes, strict=bool(names))
    return ModelReading("llama.cpp", facts, tuple(ModelFile(one.name, size) for one, size in parts)[1:])


def is_later_part(name: str) -> bool:
    """Say whether a file is a later part of a split model, which comes along with the first."""
    match = _PART.fullmatch(name)
    return match is not None and int(match["number"]) != 1


def whole_stem(name: str) -> str:
    """Return a file's name without ending, and without the number of a part."""
    match = _PART.fullmatch(name)
    return match["whole"] if match else Path(name).stem
