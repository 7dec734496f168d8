"""A model that is installed: a file on this PC and what we know of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deai_desktop.models.model_facts import ModelFacts


@dataclass(frozen=True)
class Model:
    """Hold what the store knows about one model."""

    id: str
    name: str
    engine: str
    path: Path
    size: int
    sha256: str
    """Empty for an imported file until it is verified."""
    source: str
    """Where it came from, in words for people."""
    imported: bool
    """Whether the file belongs to the person and is never deleted by us."""
    facts: ModelFacts
    added_at: float
    """Seconds since 1970."""

    @property
    def is_available(self) -> bool:
        """Whether the file is still there with the same size."""
        try:
            return self.path.is_file() and self.path.stat().st_size == self.size
        except OSError:
            return False
