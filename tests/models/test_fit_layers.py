"""As many layers go to the graphics card as have room there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deai_desktop.models.fit import Candidate
from deai_desktop.models.fit_hardware import KEPT_FREE, Device, Hardware
from deai_desktop.models.fit_layers import ENGINE_CHOOSES, gpu_layers_for
from deai_desktop.models.fit_memory import memory_for
from deai_desktop.models.model_facts import ModelFacts

GB = 1024**3
FACTS = ModelFacts(
    architecture="llama",
    block_count=32,
    embedding_length=4096,
    head_count=32,
    head_count_kv=8,
    feed_forward_length=14336,
    vocabulary_size=128_256,
    context_length=131_072,
    weights_bytes=int(4.6 * GB),
)
LARGE = Candidate("large", "llama.cpp", "Q4_K_M", int(4.6 * GB), FACTS)


def layers(*cards: Device, candidate: Candidate = LARGE, context: int = 4096) -> int:
    """Choose on a PC with these cards."""
    return gpu_layers_for(candidate, context, Hardware(16 * GB, 12 * GB, 4, cards))


def test_a_card_of_2_gb_gets_a_part_of_a_larger_model() -> None:
    card = Device("made up", 2 * GB, 2 * GB)
    count = layers(card)
    assert 4 <= count < 16
    memory = memory_for(FACTS, LARGE.size, 4096, on_gpu=True)
    taken = (memory.weights + memory.cache) * count / FACTS.block_count + memory.compute
    assert taken <= card.free - KEPT_FREE
    assert layers(card, context=32_768) < count  # each layer keeps more then
    assert layers(replace(card, free=GB)) < count  # another program uses the card
    assert layers(replace(card, free=0)) == 0


@pytest.mark.parametrize(
    ("cards", "facts"),
    [
        ((), FACTS),
        ((Device("large", 24 * GB, 24 * GB),), FACTS),  # all of it has room
        ((Device("in the processor", 8 * GB, 8 * GB, shares_memory=True),), FACTS),
        ((Device("says nothing of its memory", 0, 0),), FACTS),
        ((Device("made up", 2 * GB, 2 * GB),), replace(FACTS, block_count=0)),
    ],
)
def test_elsewhere_llama_cpp_chooses(cards: tuple[Device, ...], facts: ModelFacts) -> None:
    assert layers(*cards, candidate=replace(LARGE, facts=facts)) == ENGINE_CHOOSES
