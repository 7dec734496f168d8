"""Which models are in memory: loads on first use, makes room, holds back a model that keeps crashing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from deai_desktop.core.errors import (
    DeAIError,
    EngineStartError,
    LoadCrashedError,
    ModelFileError,
    StorageError,
)
from deai_desktop.core.events import EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import Finished, GenerateRequest, LoadOptions
from deai_desktop.engines.crashes import CrashBook, ModelHeldBack, ModelTrusted
from deai_desktop.engines.flight_recorder import End, FlightRecorder
from deai_desktop.engines.memory_budget import UNLIMITED, Footprint, MemoryBudget, refuse_too_large
from deai_desktop.engines.place import ModelLoaded, ModelLoading, ModelUnloaded, Place, Progress
from deai_desktop.engines.runnable import refuse_adapter
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from deai_desktop.system.awake import kept_awake
from deai_desktop.system.child_job import ChildJob

__all__ = ["Answered", "EngineRegistry", "ModelLoaded", "ModelLoading", "ModelUnloaded", "Progress"]

log = logging.getLogger(__name__)

_LONGEST_NAP = 30.0
"""Seconds after which the settings are looked at again while models wait for their end."""

Answered = Callable[[Model, HostedEngine, GenerateRequest, Finished], None]


class EngineRegistry:
    """Keep models in engine hosts: as many as the memory budget has room for, and no more than the settings allow.

    To make room, the one used least recently goes first; one that is in use is waited for. A model that is alone may be
    larger than the budget. One that nobody has used for as long as the settings say goes by itself.
    ``choose_options`` and ``footprint`` are asked in a thread of their own, right before a model is loaded.
    """

    def __init__(
        self,
        events: EventBus,
        settings: Callable[[], EngineSettings],
        on_answer: Answered = lambda *_: None,
        choose_options: Callable[[Model], LoadOptions] | None = None,
        clock: Callable[[], float] = time.monotonic,
        crashes: CrashBook | None = None,
        recorder: FlightRecorder | None = None,
        budget: Callable[[], MemoryBudget] = lambda: UNLIMITED,
        footprint: Callable[[Model], Footprint] = lambda _: Footprint(),
    ) -> None:
        self._events = events
        self._settings = settings
        self._on_answer = on_answer
        self._choose_options = choose_options or (lambda _: options_of(settings()))
        self._clock = clock
        self._waiting = 0
        self._job = ChildJob()
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._freed = asyncio.Condition()
        self.crashes = crashes or CrashBook()
        self.recorder = recorder or FlightRecorder()
        self._budget, self._footprint = budget, footprint
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
    def memory_bytes(self) -> int:
        """What the models that are in memory, or on their way there, count against the budget."""
        return sum(place.memory_bytes for place in self._places.values())

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

        Raises `EngineStartError`, `ModelFileError`, `ModelHeldBackError` for one that crashed too often, or
        `InvalidInputError` for an adapter.
        """
        refuse_adapter(model)
        place = await self._place_of(model)
        place.users += 1
        place.listeners.append(on_progress)
        try:
            with kept_awake():
                yield await place.loaded()
        finally:
            place.listeners.remove(on_progress)
            place.users -= 1
            place.idle_since = self._clock()
            await self._tell_freed()

    async def unload(self, model: str, because: End = End.UNLOADED) -> bool:
        """Free a model's memory at once, ending what it is doing; False when it was not in memory."""
        if model not in self._places:
            return False
        await self._drop(model, because)
        await self._tell_freed()
        return True

    async def unload_all(self, because: End = End.UNLOADED) -> None:
        """Free the memory of all models at once."""
        await asyncio.gather(*(self.unload(model, because) for model in list(self._places)))

    def trust(self, model: str) -> None:
        """Let a model be loaded again that was held back; from any thread. Raises `StorageError`."""
        if self.crashes.trust(model):
            self._events.publish(ModelTrusted(model))

    def is_in_use(self, model: str) -> bool:
        """Say whether somebody uses a model now; from any thread."""
        place = self._places.get(model)
        return place is not None and place.users > 0

    def would_wait(self, model: str, footprint: Footprint) -> bool:
        """Say whether a model could come into memory only once others are not in use any more; from any thread."""
        places = dict(self._places)
        return (
            model not in places
            and not self._has_room(footprint)
            and all(place.users for place in places.values())
        )

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
                await self.unload(model, End.IDLE)

    async def close(self) -> None:
        """Unload everything."""
        if self._tidying is not None:
            self._tidying.cancel()
            await asyncio.gather(self._tidying, return_exceptions=True)
        await self.unload_all(End.STOPPED)
        await asyncio.gather(*self._watchers, return_exceptions=True)

    async def _place_of(self, model: Model) -> Place:
        known = self._places.get(model.id)
        if known is not None and known.is_usable:
            self._places.move_to_end(model.id)
            return known
        self.crashes.check(model.id)
        footprint = await asyncio.to_thread(self._footprint, model)
        async with self._freed:
            while True:
                place = self._places.get(model.id)
                if place is not None and place.is_usable:
                    self._places.move_to_end(model.id)
                    return place
                self._places.pop(model.id, None)
                self.crashes.check(model.id)
                if self._has_room(footprint):
                    loading = asyncio.create_task(self._load(model), name=f"load {model.id}")
                    self._places[model.id] = place = Place(loading, footprint=footprint)
                    return place
                idle = next((one for one, place in self._places.items() if place.users == 0), None)
                if idle is None:
                    await self._wait_for_room()
                else:
                    await self._drop(idle, End.ROOM)

    def _has_room(self, footprint: Footprint) -> bool:
        """Say whether a model can come beside those that are here; raises for one that never can."""
        budget = self._budget()
        refuse_too_large(footprint, budget)
        if not self._places:
            return True
        has_memory = self.memory_bytes + footprint.needed <= budget.together
        return has_memory and len(self._places) < self._settings().loaded_models

    async def _wait_for_room(self) -> None:
        self._waiting += 1
        try:
            await self._freed.wait()
        finally:
            self._waiting -= 1

    async def _drop(self, model: str, because: End) -> None:
        """End a model's host, also one that is still loading."""
        place = self._places.pop(model)
        lines = place.engine.library_lines if place.engine else ()
        self.recorder.ended(place.run, because, lines=lines)
        place.loading.cancel()
        await asyncio.gather(place.loading, return_exceptions=True)
        if engine := place.engine:
            await engine.unload()
        self._events.publish(ModelUnloaded(model, crashed=False))

    async def _load(self, model: Model) -> HostedEngine:
        """Load a model into the place made for it, which it leaves again when that fails."""
        try:
            return await self._start(model)
        except BaseException:
            place = self._places.get(model.id)
            if place is not None and place.loading is asyncio.current_task():
                self._places.pop(model.id)
                await self._tell_freed()
            raise

    async def _start(self, model: Model) -> HostedEngine:
        def report(part: float) -> None:
            place = self._places.get(model.id)
            for listener in place.listeners if place else ():
                listener(part)
            self._events.publish(ModelLoading(model.id, part))

        await asyncio.to_thread(_check_file, model)
        options = await asyncio.to_thread(self._choose_options, model)
        engine = await self._open(model, options, report)
        run = self._places[model.id].run
        self.recorder.loaded(run, engine.facts)
        engine.on_finished = partial(self._notice_answer, run, model, engine)
        log.info("loaded %s on %s with %s threads", model.id, engine.facts.device, engine.facts.threads)
        self._watch(self._notice_end(run, model.id, engine))
        if self._tidying is None or self._tidying.done():
            self._tidying = asyncio.create_task(self._tidy(), name="unload idle models")
        self._events.publish(ModelLoaded(model.id, engine.facts.device, engine.facts.load_seconds))
        return engine

    async def _open(self, model: Model, options: LoadOptions, report: Progress) -> HostedEngine:
        """Start a host; one that fails with layers on the graphics card is started once more on the processor."""
        run = self._places[model.id].run = self.recorder.begin(model, options)
        try:
            return await HostedEngine.start(model.engine, model.path, options, self._job, report)
        except DeAIError as error:
            lines = error.lines if isinstance(error, EngineStartError) else ()
            has_crashed = isinstance(error, LoadCrashedError)
            self.recorder.ended(run, End.CRASHED if has_crashed else End.FAILED, error, lines)
            if isinstance(error, EngineStartError) and options.gpu_layers:
                log.warning("%s could not be loaded on the graphics card: %s", model.id, error)
                engine = await self._open(model, replace(options, gpu_layers=0), report)
                engine.fell_back_because = error.message
                return engine
            if has_crashed:
                await self._note_crash(model.id, error)
            raise

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

    def _notice_answer(
        self, run: int, model: Model, engine: HostedEngine, request: GenerateRequest, done: Finished
    ) -> None:
        self.recorder.answered(run, done)
        self._on_answer(model, engine, request, done)

    async def _notice_end(self, run: int, model: str, engine: HostedEngine) -> None:
        await engine.wait_closed()
        if engine.is_unloaded:
            return
        cause = engine.why_ended()
        self.recorder.ended(run, End.CRASHED, cause, engine.library_lines)
        if engine.has_crashed:
            await self._note_crash(model, cause)
        place = self._places.get(model)
        if place is not None and place.engine is engine:
            self._places.pop(model)
        await self._tell_freed()
        self._events.publish(ModelUnloaded(model, crashed=True))

    async def _note_crash(self, model: str, cause: DeAIError) -> None:
        try:
            await asyncio.to_thread(self.crashes.note, model, cause)
        except StorageError as error:
            log.warning("the crash of %s is remembered until DeAI ends: %s", model, error)
        if self.crashes.is_held_back(model):
            self._events.publish(ModelHeldBack(model))

    async def _tell_freed(self) -> None:
        async with self._freed:
            self._freed.notify_all()


def options_of(settings: EngineSettings) -> LoadOptions:
    """Take the settings as they stand, one answer at a time where they leave that open."""
    return LoadOptions(
        settings.context_length,
        settings.threads,
        settings.gpu_layers,
        settings.slots or 1,
        settings.shared_slots,
        settings.shared_cells,
        settings.graphics_card,
    )


def _check_file(model: Model) -> None:
    """Look at the file before native code does; raises `ModelFileError`."""
    if not model.is_available or (
        model.engine == "llama.cpp" and not model.facts.may_be_of(gguf_facts(model.path))
    ):
        raise ModelFileError(
            f"The file {model.path} is gone or has changed.",
            hint=f"Remove the model and get it again: deai models remove {model.id}",
        )
