"""Says how models would run on this PC as it is now: joins memory, graphics cards, settings and speeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from deai_desktop.core.errors import ModelFileError
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import LoadOptions
from deai_desktop.engines.devices import GraphicsCards
from deai_desktop.engines.memory_budget import Footprint, MemoryBudget
from deai_desktop.engines.registry import EngineRegistry, options_of
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.fit import ONNX_ENGINES, Candidate, Fit, estimate, slots_of
from deai_desktop.models.fit_choice import Choice, choose
from deai_desktop.models.fit_hardware import KEPT_FREE, Device, Hardware
from deai_desktop.models.fit_layers import gpu_layers_for
from deai_desktop.models.fit_speed import Speed
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.speeds import SpeedRepository
from deai_desktop.system.memory import available_memory, total_memory
from deai_desktop.system.processes import model_threads, own_memory_of


@dataclass(frozen=True)
class Fits:
    """Estimate any number of models for one moment of this PC."""

    hardware: Hardware
    speeds: tuple[Speed, ...]
    context_length: int
    facts_of: Callable[[Model], ModelFacts]

    def of(self, candidate: Candidate, context_length: int = 0) -> Fit:
        """Estimate with a context, else with that of the settings."""
        return estimate(candidate, context_length or self.context_length, self.hardware, self.speeds)

    def of_model(self, model: Model, context_length: int = 0) -> Fit:
        """Estimate an installed model."""
        return self.of(Candidate.of_model(model, self.facts_of(model)), context_length)

    def of_entry(self, entry: CatalogueEntry, context_length: int = 0) -> Fit:
        """Estimate a model of the catalogue that is not here."""
        return self.of(Candidate.of_entry(entry), context_length)

    def choice(self, entry: CatalogueEntry, catalogue: Catalogue) -> Choice:
        """Recommend one of the quantizations in which the catalogue has this model."""
        likes = [one for one in catalogue.entries if _is_same_model(one, entry)]
        return choose([(Candidate.of_entry(one), self.of_entry(one)) for one in likes])


class FitSource:
    """Look at this PC and hand out a `Fits` for the moment."""

    def __init__(
        self,
        speeds: SpeedRepository,
        engines: EngineRegistry,
        settings: Callable[[], EngineSettings],
        cards: GraphicsCards | None = None,
    ) -> None:
        self._speeds = speeds
        self._engines = engines
        self._settings = settings
        self._cards = cards or GraphicsCards()
        self._read: dict[tuple[Path, int], ModelFacts] = {}

    def now(self) -> Fits:
        """Estimate as the PC is now, counted as if no model of ours were loaded."""
        settings = self._settings()
        cards = self._cards.list() if settings.gpu_layers else ()
        return Fits(self._hardware(cards), self._speeds.list(), settings.context_length, self.facts_of)

    def budget(self) -> MemoryBudget:
        """Say what models may take of memory together, and one that is alone."""
        hardware = self._hardware()
        chosen = self._settings().memory_gb * 10**9
        return MemoryBudget(
            chosen or hardware.usable_memory, max(0, hardware.total_memory - KEPT_FREE), bool(chosen)
        )

    def footprint(self, model: Model) -> Footprint:
        """Work out what a model takes of the PC's own memory: what has no room on graphics cards."""
        settings = self._settings()
        cards = (self._cards.list() or self._cards.ask()) if settings.gpu_layers else ()
        hardware = self._hardware(cards)
        candidate = Candidate.of_model(model, self.facts_of(model))
        memory = estimate(candidate, settings.context_length, hardware).memory
        wanted = memory.needed + memory.further_cache
        needed = max(memory.host, wanted - hardware.usable_device_memory)
        return Footprint(needed, min(memory.repacked, memory.weights))

    def _hardware(self, cards: tuple[Device, ...] = ()) -> Hardware:
        total = total_memory()
        ours = sum(own_memory_of(engine.pid) for engine in self._engines.loaded.values())
        free = min(total, available_memory() + ours)
        settings = self._settings()
        return Hardware(total, free, model_threads(settings.threads), cards, settings.slots)

    def load_options(self, model: Model) -> LoadOptions:
        """Choose what the settings leave to us, by what is free now; waits for what the graphics cards say, once."""
        settings = self._settings()
        cards = self._cards.ask() if settings.gpu_layers else ()
        hardware = Hardware(total_memory(), available_memory(), devices=cards, slots=settings.slots)
        candidate = Candidate.of_model(model, self.facts_of(model))
        layers = settings.gpu_layers
        if (
            layers < 0 and model.engine not in ONNX_ENGINES
        ):  # those look for DirectML themselves, for all layers
            is_known = bool(cards) or self._cards.can_be
            layers = gpu_layers_for(candidate, settings.context_length, hardware) if is_known else 0
        slots = slots_of(candidate, settings.context_length, hardware)
        return replace(options_of(settings), gpu_layers=layers, slots=slots)

    def facts_of(self, model: Model) -> ModelFacts:
        """Return a model's facts; those that an older version wrote down say too little and are read again."""
        if model.facts.weights_bytes or model.engine != "llama.cpp" or not model.is_available:
            return model.facts
        key = (model.path, model.size)
        if key not in self._read:
            try:
                self._read[key] = gguf_facts(model.path)
            except ModelFileError:
                self._read[key] = model.facts
        return self._read[key]


def _is_same_model(one: CatalogueEntry, other: CatalogueEntry) -> bool:
    return (one.family, one.parameters, one.kind, one.engine) == (
        other.family,
        other.parameters,
        other.kind,
        other.engine,
    )
