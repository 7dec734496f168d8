"""Finds the files of a GGUF model that was split, as llama.cpp names them: model-00001-of-00003.gguf."""

from __future__ import annotations

import re
from pathlib import Path

from deai_desktop.core.errors import ModelFileError

MOST_PARTS = 1000
_NAME = re.compile(r"(?P<prefix>.*)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL)


def part_paths(path: Path, count: int) -> tuple[Path, ...]:
    """Return where all parts of a model lie, given the first; raises `ModelFileError`."""
    name = _NAME.fullmatch(path.name)
    if not name or int(name["number"]) != 1 or int(name["count"]) != count or count > MOST_PARTS:
        raise ModelFileError(
            f"This is the first of {count} parts of a model, and its name does not say so.",
            hint="Give the parts the names they were published with, such as model-00001-of-00003.gguf.",
        )
    return tuple(
        path.with_name(f"{name['prefix']}-{number:05}-of-{count:05}.gguf") for number in range(1, count + 1)
    )


def not_first(path: Path, number: int, count: int) -> ModelFileError:
    """Make the error for a later part of a model."""
    return ModelFileError(
        f"This file is part {number} of {count} of a model that was split.",
        hint="Choose the first part instead: its name has 00001-of in it. All parts must lie in one folder.",
    )


def missing(path: Path) -> ModelFileError:
    """Make the error for a part that is not there."""
    return ModelFileError(
        f"The model was split into several files, and {path.name} is missing.",
        hint="Put all parts into one folder.",
    )


def mixed(path: Path) -> ModelFileError:
    """Make the error for a part that belongs to something else."""
    return ModelFileError(
        f"{path.name} is not the part of the model that its name says.",
        hint="Download all parts again, from one place.",
    )
