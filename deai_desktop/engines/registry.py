"""Which models are in memory: loads on first use, makes room, gives up on a model that keeps crashing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from deai_desktop.core.errors import EngineStartError, ModelFileError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import Finished, GenerateRequest, LoadOptions
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from deai_desktop.system.awake import kept_awake
from deai_desktop.system.child_job import ChildJob

log = logging.getLogger(__name__)

_CRASH_BUDGET = 3
_CRASH_WINDOW = 600.0
_LONGEST_NAP = 30.0
"""Seconds after which the settings are looked at again while models wait for their end."""

Progress = Callable[[float], None]
Answered = Callable[[Model, HostedEngine, GenerateRequest, Finished], None]


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
class _Place:
    """A model in memory, or on its way there."""

    loading: asyncio.Task[HostedEngine]
    users: int = 0
    listeners: list[Progress] = field(default_factory=list)
    idle_since: float = 0.0
    """When its last user left, by the registry's clock."""

    @property
    def engine(self) -> HostedEngine | None:
        done = self.loading.done() and not self.loading.cancelled() and self.loading.exception() is None
        return self.loading.result() if done else None


class EngineRegistry:
    """Keep models in engine hosts, at most as many at once as the settings allow.

    To make room, the one used least recently goes first; one that is in use is waited for. One that nobody has
    used for as long as the settings say goes by itself. ``choose_gpu_layers`` and ``choose_slots`` are asked in a
    thread of their own, right before a model is loaded.
    """

    def __init__(
        self,
        events: EventBus,
        settings: Callable[[], EngineSettings],
        on_answer: Answered = lambda *_: None,
        choose_gpu_layers: Callable[[Model, EngineSettings], int] = lambda _, settings: settings.gpu_layers,
        choose_slots: Callable[[Model, EngineSettings], int] = lambda _, settings: settings.slots or 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._events = events
        self._settings = settings
        self._on_answer = on_answer
        self._choose_gpu_layers = choose_gpu_layers
        self._choose_slots = choose_slots
        self._clock = clock
        self._waiting = 0
        self._job = ChildJob()
        self._places: OrderedDict[str, _Place] = OrderedDict()
        self._freed = asyncio.Condition()
        self._crashes: dict[str, deque[float]] = {}
        self._watchers: set[asyncio.Task[None]] = set()
        self._tidying: asyncio.Task[None] | None = None

    @property
    def loaded(self) -> dict[str, HostedEngine]:
        """The models in memory by id, the one used last at the end."""
        return {
            model: engine
            for model, place in self._places.items()
            if (engine := place.engine) and engine.is_alive
        }

    @property
    def is_busy(self) -> bool:
        """Whether any model is being loaded or used."""
        return self._waiting > 0 or any(place.users for place in self._places.values())

    def is_wanted_beside(self, model: str) -> bool:
        """Say whether somebody waits for room, or more than one use this model or any uses another."""
        return self._waiting > 0 or any(
            place.users > (1 if one == model else 0) for one, place in self._places.items()
        )

    @asynccontextmanager
    async def use(self, model: Model, on_progress: Progress = lambda _: None) -> AsyncIterator[HostedEngine]:
        """Give the model's engine, loading it first if need be; while in use it stays in memory.

        Raises `EngineStartError` or `ModelFileError`.
        """
        place = await self._place_of(model)
        place.users += 1
        place.listeners.append(on_progress)
        try:
            with kept_awake():
                yield await _loaded(place)
        finally:
            place.listeners.remove(on_progress)
            place.users -= 1
            place.idle_since = self._clock()
            await self._tell_freed()

    async def unload(self, model: str) -> bool:
        """Free a model's memory at once, ending what it is doing; False when it was not in memory."""
        if model not in self._places:
            return False
        await self._drop(model)
        await self._tell_freed()
        return True

    async def unload_all(self) -> None:
        """Free the memory of all models at once."""
        await asyncio.gather(*(self.unload(model) for model in list(self._places)))

    def seconds_left(self, model: str) -> float | None:
        """Say how long a model stays in memory if nobody uses it; None when it is in use or stays for good."""
        place = self._places.get(model)
        minutes = self._settings().idle_minutes
        if place is None or place.users or not minutes or place.engine is None:
            return None
        return max(0.0, place.idle_since + minutes * 60 - self._clock())

    async def unload_idle(self) -> None:
        """Free the memory of models that nobody has used for as long as the settings say."""
        for model in list(self._places):
            if self.seconds_left(model) == 0.0:
                log.info("unloading %s, which was not used for a while", model)
                await self.unload(model)

    async def close(self) -> None:
        """Unload everything."""
        if self._tidying is not None:
            self._tidying.cancel()
            await asyncio.gather(self._tidying, return_exceptions=True)
        await self.unload_all()
        await asyncio.gather(*self._watchers, return_exceptions=True)

    async def _place_of(self, model: Model) -> _Place:
        async with self._freed:
            while True:
                place = self._places.get(model.id)
                if place is not None and _is_usable(place):
                    self._places.move_to_end(model.id)
                    return place
                self._places.pop(model.id, None)
                self._refuse_after_crashes(model)
                if len(self._places) < self._settings().loaded_models:
                    place = _Place(asyncio.create_task(self._load(model), name=f"load {model.id}"))
                    self._places[model.id] = place
                    return place
                idle = next((one for one, place in self._places.items() if place.users == 0), None)
                if idle is None:
                    await self._wait_for_room()
                else:
                    await self._drop(idle)

    async def _wait_for_room(self) -> None:
        self._waiting += 1
        try:
            await self._freed.wait()
        finally:
            self._waiting -= 1

    async def _drop(self, model: str) -> None:
        """End a model's host, also one that is still loading."""
        place = self._places.pop(model)
        place.loading.cancel()
        await asyncio.gather(place.loading, return_exceptions=True)
        if engine := place.engine:
            await engine.unload()
        self._events.publish(ModelUnloaded(model, crashed=False))

    async def _load(self, model: Model) -> HostedEngine:
        def report(part: float) -> None:
            place = self._places.get(model.id)
            for listener in place.listeners if place else ():
                listener(part)
            self._events.publish(ModelLoading(model.id, part))

        await asyncio.to_thread(_check_file, model)
        settings = self._settings()
        layers = await asyncio.to_thread(self._choose_gpu_layers, model, settings)
        slots = await asyncio.to_thread(self._choose_slots, model, settings)
        options = LoadOptions(
            settings.context_length,
            settings.threads,
            layers,
            slots,
            settings.shared_slots,
            settings.shared_cells,
        )
        engine = await HostedEngine.start(model.engine, model.path, options, self._job, report)
        engine.on_finished = partial(self._on_answer, model, engine)
        log.info("loaded %s on %s with %s threads", model.id, engine.facts.device, engine.facts.threads)
        self._watch(self._notice_end(model.id, engine))
        if self._tidying is None or self._tidying.done():
            self._tidying = asyncio.create_task(self._tidy(), name="unload idle models")
        self._events.publish(ModelLoaded(model.id, engine.facts.device, engine.facts.load_seconds))
        return engine

    async def _tidy(self) -> None:
        """Unload idle models in time, as long as there are any."""
        while self._places:
            left = [seconds for model in self._places if (seconds := self.seconds_left(model)) is not None]
            await asyncio.sleep(min([_LONGEST_NAP, *left]) + 0.1)
            await self.unload_idle()

    def _watch(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._watchers.add(task)
        task.add_done_callback(self._watchers.discard)

    async def _notice_end(self, model: str, engine: HostedEngine) -> None:
        await engine.wait_closed()
        place = self._places.get(model)
        if place is None or place.engine is not engine:
            return
        self._places.pop(model)
        self._crashes.setdefault(model, deque(maxlen=_CRASH_BUDGET)).append(time.monotonic())
        await self._tell_freed()
        self._events.publish(ModelUnloaded(model, crashed=True))

    def _refuse_after_crashes(self, model: Model) -> None:
        crashes = self._crashes.get(model.id)
        if crashes and len(crashes) == _CRASH_BUDGET and time.monotonic() - crashes[0] < _CRASH_WINDOW:
            raise EngineStartError(
                f"It crashed {_CRASH_BUDGET} times in a short while, so it is left alone for some minutes.",
                hint=f"Try another model, or get this file again: deai models remove {model.id}",
            )

    async def _tell_freed(self) -> None:
        async with self._freed:
            self._freed.notify_all()


async def _loaded(place: _Place) -> HostedEngine:
    """Wait until a model is loaded; who stops waiting does not stop the loading."""
    try:
        return await asyncio.shield(place.loading)
    except asyncio.CancelledError:
        if place.loading.cancelled():
            raise EngineStartError("It was unloaded while it was loading.", hint="Ask again.") from None
        raise


def _check_file(model: Model) -> None:
    """Look at the file before native code does; raises `ModelFileError`."""
    if not model.is_available or (
        model.engine == "llama.cpp" and not model.facts.may_be_of(gguf_facts(model.path))
    ):
        raise ModelFileError(
            f"The file {model.path} is gone or has changed.",
            hint=f"Remove the model and get it again: deai models remove {model.id}",
        )


def _is_usable(place: _Place) -> bool:
    """Say whether the place's model runs or is on its way."""
    if not place.loading.done():
        return True
    engine = place.engine
    return engine is not None and engine.is_alive
