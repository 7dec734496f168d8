"""Measures models when a person asks, and learns from ordinary answers how fast they are."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from deai_desktop.core.errors import ConflictError, DeAIError, EngineError
from deai_desktop.core.events import EventBus
from deai_desktop.engines.base import Finished, GenerateRequest
from deai_desktop.engines.measure import MEASURING, SECONDS, Measurement, observed
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.events import SpeedMeasured
from deai_desktop.models.fit_speed import FEWEST_TOKENS, Observation, Place, learn, refined, work_of
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.speeds import SpeedRepository

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.1
"""Between two looks whether somebody wants an answer; who does goes first."""


class Measuring:
    """Run one measurement at a time, never beside an answer; an answer that is asked for ends it."""

    def __init__(
        self,
        engines: EngineRegistry,
        speeds: SpeedRepository,
        events: EventBus,
        facts_of: Callable[[Model], ModelFacts],
        seconds: float = SECONDS,
    ) -> None:
        self._engines = engines
        self._speeds = speeds
        self._events = events
        self._facts_of = facts_of
        self._seconds = seconds
        self._running: dict[str, asyncio.Task[list[Observation]]] = {}
        self._stopped_because: DeAIError | None = None
        self._writing: set[asyncio.Future[None]] = set()

    async def measure(self, model: Model) -> None:
        """Measure a model and remember its speed; one that was not in memory is not kept there.

        Raises `ConflictError` when an answer is being written, when one is asked for meanwhile or when it is
        cancelled, and `EngineError` when the model can't be loaded or is too slow to tell.
        """
        self._refuse_beside_others()
        was_loaded = model.id in self._engines.loaded
        task = asyncio.create_task(self._measure(model), name=f"measure {model.id}")
        watch = asyncio.create_task(self._end_when_wanted(model.id), name=f"watch {model.id}")
        self._running[model.id] = task
        self._stopped_because = None
        try:
            await task
        except asyncio.CancelledError:
            if self._stopped_because is None:
                task.cancel()
                raise
            raise self._stopped_because from None
        finally:
            watch.cancel()
            self._running.pop(model.id, None)
            if not was_loaded and not self._engines.is_busy:
                await self._engines.unload(model.id)

    def cancel(self, model: str) -> bool:
        """End the measurement of a model; False when there is none."""
        return self._stop(model, ConflictError("The measurement was cancelled."))

    def notice(self, model: Model, engine: HostedEngine, request: GenerateRequest, done: Finished) -> None:
        """Learn from an answer in a chat, unless something slowed it down or it was itself a measurement."""
        others = sum(one.requests for one in self._engines.loaded.values()) - 1
        if request.requester == MEASURING or request.logprobs is not None or request.adapters or others > 0:
            return
        loop = asyncio.get_running_loop()
        place = _place_of(model, engine)
        writing = loop.run_in_executor(None, self._learn_from_chat, model, place, observed(done))
        self._writing.add(writing)
        writing.add_done_callback(self._writing.discard)

    async def close(self) -> None:
        """End what runs and write down what was learned."""
        for model in list(self._running):
            self._stop(model, ConflictError("The measurement was ended, because DeAI stops."))
        await asyncio.gather(*self._writing, return_exceptions=True)

    def _refuse_beside_others(self) -> None:
        if self._running:
            raise ConflictError("A model is being measured already.", hint="Try again when that is finished.")
        if self._engines.is_busy:
            raise ConflictError(
                "An answer is being written. Measuring beside it would slow both down and tell nothing.",
                hint="Try again when the answer is finished.",
            )

    async def _measure(self, model: Model) -> list[Observation]:
        async with self._engines.use(model) as engine:
            seen = await Measurement(engine, self._seconds).run()
            place = _place_of(model, engine)
        if not await asyncio.to_thread(self._remember, model, place, seen):
            raise EngineError(
                f"It wrote too little in {self._seconds:.0f} seconds to tell its speed.",
                hint="It is too large for this PC, or other programs keep the PC busy.",
                title="The speed could not be measured",
            )
        self._events.publish(SpeedMeasured(model.id))
        return seen

    def _remember(self, model: Model, place: Place, seen: list[Observation]) -> bool:
        facts = self._facts_of(model)
        work = work_of(facts, model.size)
        speed = learn(model.id, facts.quantization, place, work, seen, time.time())
        if speed:
            self._speeds.save(speed)
            log.info("measured %s: %.1f tokens/s", model.id, speed.tokens_per_second(work, 0))
        return speed is not None

    def _learn_from_chat(self, model: Model, place: Place, seen: Observation) -> None:
        facts = self._facts_of(model)
        work = work_of(facts, model.size)
        try:
            if known := self._speeds.find(model.id, facts.quantization, place):
                speed = refined(known, work, seen, time.time())
            elif seen.tokens >= FEWEST_TOKENS:
                speed = learn(model.id, facts.quantization, place, work, [seen], time.time())
            else:
                return
            if speed:
                self._speeds.save(speed)
        except DeAIError as error:
            log.warning("the speed of %s was not remembered: %s", model.id, error)

    async def _end_when_wanted(self, model: str) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._engines.is_wanted_beside(model):
                wanted = ConflictError(
                    "The measurement was ended, because an answer was asked for.",
                    hint="Measure again when the answer is finished.",
                )
                self._stop(model, wanted)
                return

    def _stop(self, model: str, reason: DeAIError) -> bool:
        task = self._running.get(model)
        if task is None or task.done():
            return False
        self._stopped_because = reason
        return task.cancel()


def _place_of(model: Model, engine: HostedEngine) -> Place:
    facts = engine.facts
    return Place(model.engine, "gpu" if facts.device.startswith("GPU") else "cpu", facts.threads)
