"""Chooses how many layers of a model go to the graphics card when not all of it has room there."""

from __future__ import annotations

from deai_desktop.models.fit import Candidate
from deai_desktop.models.fit_hardware import Hardware
from deai_desktop.models.fit_memory import LARGEST_CONTEXT, memory_for, slots_for

ENGINE_CHOOSES = -1
"""llama.cpp's own choice: all layers."""


def gpu_layers_for(candidate: Candidate, context_length: int, hardware: Hardware) -> int:
    """Say how many layers have room in the cards' free memory; `ENGINE_CHOOSES` where that is not known or is all.

    Layers are counted as if they were all of one size and held the embeddings too, so that rather too few go there.
    """
    facts = candidate.facts
    cards = [one for one in hardware.devices if not one.shares_memory and one.total]
    if not cards or not facts.block_count:
        return ENGINE_CHOOSES
    tokens = max(1, min(context_length, facts.context_length or LARGEST_CONTEXT))
    slots = slots_for(facts, tokens, hardware.least_memory, hardware.slots)
    memory = memory_for(facts, candidate.size, tokens, on_gpu=True, slots=slots)
    cache = memory.cache + memory.further_cache
    if memory.needed + memory.further_cache <= hardware.usable_device_memory:
        return ENGINE_CHOOSES
    room = hardware.usable_device_memory - memory.compute * len(cards)
    one_layer = -(-(memory.weights + cache) // facts.block_count)
    return max(0, min(facts.block_count, room // max(1, one_layer)))
