"""A model's place in memory: who uses it, and what is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from deai_desktop.core.errors import EngineStartError
from deai_desktop.core.events import Event
from deai_desktop.engines.memory_budget import Footprint
from deai_desktop.engines.supervisor import HostedEngine

Progress = Callable[[float], None]


@dataclass(frozen=True)
class ModelLoading(Event):
    """A model is being loaded; ``part`` runs from 0 to 1."""

    model: str
    part: float


@dataclass(frozen=True)
class ModelLoaded(Event):
    """A model is in memory and takes requests."""

    model: str
    device: str
    load_seconds: float


@dataclass(frozen=True)
class ModelUnloaded(Event):
    """A model is no longer in memory; ``crashed`` when that was not on purpose."""

    model: str
    crashed: bool


@dataclass
class Place:
    """A model in memory, or on its way there."""

    loading: asyncio.Task[HostedEngine]
    users: int = 0
    listeners: list[Progress] = field(default_factory=list)
    idle_since: float = 0.0
    """When its last user left, by the registry's clock."""
    footprint: Footprint = field(default_factory=Footprint)
    run: int = 0
    """Its number with the flight recorder, once it is being loaded."""

    @property
    def engine(self) -> HostedEngine | None:
        """The engine, once it is loaded."""
        done = self.loading.done() and not self.loading.cancelled() and self.loading.exception() is None
        return self.loading.result() if done else None

    @property
    def memory_bytes(self) -> int:
        """What it counts against the memory budget: what is expected, and once it is loaded, what it takes."""
        engine = self.engine
        if engine is None or not engine.is_alive:
            return self.footprint.needed
        return self.footprint.counted(engine.memory_bytes)

    @property
    def is_usable(self) -> bool:
        """Whether the model runs or is on its way."""
        if not self.loading.done():
            return True
        engine = self.engine
        return engine is not None and engine.is_alive

    async def loaded(self) -> HostedEngine:
        """Wait until the model is loaded; who stops waiting does not stop the loading."""
        try:
            return await asyncio.shield(self.loading)
        except asyncio.CancelledError:
            if self.loading.cancelled():
                raise EngineStartError("It was unloaded while it was loading.", hint="Ask again.") from None
            raise
