"""A model that is installed: one file or several on this PC, and what we know of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deai_desktop.models.model_facts import ModelFacts

ADAPTER = "llama.cpp-adapter"
"""Stands in place of an engine for adapters: files that change a model and are loaded along with it."""

ELSEWHERE = "pool"
"""Stands in place of an engine for models that other PCs of a pool run."""


@dataclass(frozen=True)
class ModelFile:
    """Hold one more file of a model that consists of several: the next part of a split GGUF, for example."""

    name: str
    """Below the folder of the first file."""
    size: int
    sha256: str = ""


@dataclass(frozen=True)
class Model:
    """Hold what the store knows about one model."""

    id: str
    name: str
    engine: str
    path: Path
    """The file to load; the first one where there are several."""
    size: int
    """Bytes of all files together."""
    sha256: str
    """Of the first file; empty for an imported file until it is verified."""
    source: str
    """Where it came from, in words for people."""
    imported: bool
    """Whether the file belongs to the person and is never deleted by us."""
    facts: ModelFacts
    added_at: float
    """Seconds since 1970."""
    more_files: tuple[ModelFile, ...] = ()
    verified_at: float | None = None
    """When the hash of every file was last found right; seconds since 1970."""
    is_changed: bool = False
    """Whether a hash was found wrong since."""

    @property
    def is_adapter(self) -> bool:
        """Whether it changes a model of its ``facts.architecture`` and is none by itself."""
        return self.engine == ADAPTER

    @property
    def is_elsewhere(self) -> bool:
        """Whether another PC runs it, and ``source`` says of which pool; there is no file here."""
        return self.engine == ELSEWHERE

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """All files, the first one included."""
        first = self.size - sum(file.size for file in self.more_files)
        return (ModelFile(self.path.name, first, self.sha256), *self.more_files)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where all files are."""
        return tuple(self.path.parent / file.name for file in self.files)

    @property
    def missing(self) -> Path | None:
        """The first file that is not there, or not with the size it had."""
        return next(
            (path for path, file in zip(self.paths, self.files, strict=True) if not _is_whole(path, file)),
            None,
        )

    @property
    def is_available(self) -> bool:
        """Whether all files are there with the same size, and no other content was found in them."""
        return not self.is_changed and self.missing is None


def _is_whole(path: Path, file: ModelFile) -> bool:
    try:
        return path.is_file() and path.stat().st_size == file.size
    except OSError:
        return False
