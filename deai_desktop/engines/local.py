"""What runs inside an engine host: one loaded model, driven step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from deai_desktop.engines.base import EngineFacts, GenerateEvent, GenerateRequest, LoadOptions


class Generation(Protocol):
    """One request that was read and fits, ready to run."""

    prompt_tokens: int

    def run(self) -> Iterator[GenerateEvent | None]:
        """Yield the answer's events, `Finished` last; None where it can be interrupted.

        A step takes half a second at most on a usual PC, and ends early when it is interrupted. Closing the
        iterator ends the work.
        """
        ...

    def close(self) -> None:
        """Free what the answer holds; also for one that never ran."""
        ...


class LocalModel(Protocol):
    """A model in this process. Implementations are child-only: they may load native code."""

    def load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> EngineFacts:
        """Load the file, which is checked first; ``on_progress`` hears a part from 0 to 1.

        Raises `EngineStartError` or `ModelFileError`.
        """
        ...

    def prepare(self, request: GenerateRequest) -> Generation:
        """Render and tokenize the prompt.

        Raises `ContextOverflowError`, `InvalidInputError` or `UnsupportedError`.
        """
        ...

    def count_tokens(self, request: GenerateRequest) -> int:
        """Count the tokens of the prompt."""
        ...

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[tuple[float, ...], int] | None]:
        """Yield a unit-length vector and its token count for each text; None where it can be interrupted."""
        ...
