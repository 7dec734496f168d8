"""What runs inside an engine host: one loaded model, driven step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from deai_desktop.engines.base import EngineFacts, GenerateRequest, LoadOptions
from deai_desktop.engines.turns import Scheduler


class Generation(Protocol):
    """One request that was read and fits, ready to run: how, its model's scheduler knows."""

    prompt_tokens: int

    def close(self) -> None:
        """Free what the answer holds; also for one that never ran."""
        ...


class Interrupts:
    """Says during a long step whether it should end early. Set by the thread that reads commands.

    A step ends early when its own job is cancelled, and where strangers' work must make way for the owner's.
    """

    def __init__(self) -> None:
        self.cancelled: set[int] = set()
        """Jobs that were cancelled, and that the host has not dropped yet."""
        self.has_newcomer = False
        """Whether an interactive request has come that the host has not looked at yet."""
        self.jobs: tuple[int, ...] = ()
        """Whose step it is."""
        self.gives_way = False
        """Whether the step is shared work."""

    def __call__(self) -> bool:
        """Say whether to stop."""
        return not self.cancelled.isdisjoint(self.jobs) or (self.gives_way and self.has_newcomer)


class LocalModel(Protocol):
    """A model in this process. Implementations are child-only: they may load native code."""

    def load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> EngineFacts:
        """Load the file, which is checked first; ``on_progress`` hears a part from 0 to 1.

        Raises `EngineStartError` or `ModelFileError`.
        """
        ...

    @property
    def scheduler(self) -> Scheduler:
        """What works on the answers that `prepare` returns, once the model is loaded."""
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
