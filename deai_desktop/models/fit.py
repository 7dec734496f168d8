"""Estimates whether a model runs well on this PC: its memory, the context that fits, its speed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.fit_hardware import Hardware
from deai_desktop.models.fit_likeness import estimate_speed
from deai_desktop.models.fit_memory import LARGEST_CONTEXT, Memory, memory_for, slots_for, step_for
from deai_desktop.models.fit_speed import Place, Speed, SpeedEstimate, work_of
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.typical_size import typical_weight_bytes

SMALLEST_CONTEXT = 256
_TYPICAL_FILL = 512
"""Tokens of a usual chat for which a speed is told; a longer one is slower."""
_USUAL_RATE = 10e9
"""Weights a second and thread at which prompts are read, until it was measured; decides on the size of steps only."""
_KNOWN_TO_NOBODY = 131_072
"""Context length up to which a model is looked at that does not say its own."""

_ENCODER = "onnx-encoder"
"""The engine that writes no answers."""
ONNX_ENGINES = ("onnx-genai", _ENCODER)
"""Engines that keep keys and values in 32 bits on the processor.

Resident of SmolLM2 135M in 4 bits, in MB: 311 with a context of 1,024 (worked out: 239), 453 to 518 with 4,096 (471),
642 to 732 with 8,192 (782); three further answers with 2,048 each added 279 (283).
"""


@dataclass(frozen=True)
class Candidate:
    """Describe a model that is here or could be; ``facts`` of one that is not here say little."""

    id: str
    engine: str
    quantization: str
    size: int
    """Bytes of its files."""
    facts: ModelFacts

    @classmethod
    def of_model(cls, model: Model, facts: ModelFacts | None = None) -> Candidate:
        """Describe an installed model."""
        facts = facts or model.facts
        return cls(model.id, model.engine, facts.quantization, model.size, facts)

    @classmethod
    def of_entry(cls, entry: CatalogueEntry) -> Candidate:
        """Describe a model of the catalogue that is not here yet."""
        size = entry.size or typical_weight_bytes(entry.parameters, entry.quantization)
        return cls.of_figures(
            entry.id, entry.engine, entry.quantization, size, entry.parameters, entry.context_length
        )

    @classmethod
    def of_figures(
        cls, name: str, engine: str, quantization: str, size: int, parameters: int, context_length: int
    ) -> Candidate:
        """Describe a model by what a hub tells; 0 for what it does not."""
        facts = ModelFacts(
            parameters=max(0, parameters),
            quantization=quantization,
            context_length=max(0, context_length),
            size=max(0, size),
        )
        return cls(name, engine, quantization, facts.size, facts)


@dataclass(frozen=True)
class Fit:
    """Say what a model takes and gives on this PC; all of it is estimated, see `SpeedEstimate.basis`."""

    context_length: int
    """Tokens for which the memory was worked out."""
    memory: Memory
    available_memory: int
    """Bytes that a model may take on its device."""
    device: str
    """Where it would run: ``cpu`` or ``gpu``."""
    largest_context: int
    """Tokens up to which it fits; 0 when it does not fit at all."""
    speed: SpeedEstimate

    @property
    def needs_memory(self) -> int:
        """Resident memory it comes to."""
        return self.memory.total

    @property
    def fits(self) -> bool:
        """Whether what it needs is there."""
        return self.memory.needed <= self.available_memory


def estimate(
    candidate: Candidate, context_length: int, hardware: Hardware, speeds: Iterable[Speed] = ()
) -> Fit:
    """Estimate how a model would run with a context, which is cut to the model's own."""
    facts = candidate.facts
    tokens = max(1, min(context_length, facts.context_length or LARGEST_CONTEXT))
    on_gpu, available = _room(candidate, tokens, hardware)
    device = "gpu" if on_gpu else "cpu"
    place = Place(candidate.engine, device, hardware.threads)
    work = work_of(facts, candidate.size)
    fill = min(_TYPICAL_FILL, tokens // 2)
    speed = estimate_speed(speeds, candidate.id, candidate.quantization, place, work, fill)
    step = step_for(speed.prompt or _USUAL_RATE * hardware.threads / work.prompt_weights)

    def memory(length: int) -> Memory:
        slots, wide = _slots(candidate, length, hardware, on_gpu=on_gpu)
        return memory_for(
            facts, candidate.size, length, step=step, on_gpu=on_gpu, slots=slots, wide_cache=wide
        )

    def has_room(length: int) -> bool:
        return memory(length).needed <= available

    longest = min(facts.context_length or _KNOWN_TO_NOBODY, LARGEST_CONTEXT)
    return Fit(tokens, memory(tokens), available, device, _largest(longest, has_room), speed)


def slots_of(candidate: Candidate, context_length: int, hardware: Hardware) -> int:
    """Say how many answers a model should work on at once; where the settings say, as many."""
    on_gpu, _ = _room(candidate, context_length, hardware)
    return _slots(candidate, context_length, hardware, on_gpu=on_gpu)[0]


def _slots(
    candidate: Candidate, context_length: int, hardware: Hardware, *, on_gpu: bool
) -> tuple[int, bool]:
    """Say how many answers a model works on at once, and whether each has keys and values of 32 bits."""
    wide = candidate.engine in ONNX_ENGINES and not on_gpu
    if candidate.engine == _ENCODER:
        return 1, wide
    memory, wanted = hardware.least_memory, hardware.slots
    return slots_for(candidate.facts, context_length, memory, wanted, wide_cache=wide), wide


def _room(candidate: Candidate, tokens: int, hardware: Hardware) -> tuple[bool, int]:
    """Say whether a model runs on graphics, and how much memory it may take there.

    On a card when the whole model fits into its memory; on graphics in the processor, where there is no such card.
    """
    memory = memory_for(candidate.facts, candidate.size, tokens, on_gpu=True)
    if memory.needed <= hardware.usable_device_memory:
        return True, hardware.usable_device_memory
    shares = bool(hardware.devices) and all(one.shares_memory for one in hardware.devices)
    return shares, hardware.usable_memory


def _largest(longest: int, has_room: Callable[[int], bool]) -> int:
    """Find the largest context that has room; memory never shrinks as the context grows."""
    if has_room(longest):
        return longest
    low, high = 0, -(-longest // SMALLEST_CONTEXT)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if has_room(middle * SMALLEST_CONTEXT) else (low, middle)
    return low * SMALLEST_CONTEXT
