"""Estimates whether a model fits into this PC's memory, from what is known before it runs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.typical_size import typical_weight_bytes

RESERVED = 2 * 1024**3
"""Memory left to the system and the person's other programs."""

_BYTES_PER_VALUE = 2
"""llama.cpp keeps keys and values as 16-bit floats."""
_TYPICAL = 1.5
"""Bytes of cache for one token by the square root of the parameters: about 134 KB at 8 billion (Llama 3 has
131 KB) and 17 KB at 135 million (SmolLM2 has 23 KB)."""


@dataclass(frozen=True)
class Fit:
    """Say how much memory a model needs and whether this PC has it; both are estimates."""

    needs_memory: int
    fits: bool


def estimate_for_model(model: Model, context_length: int, total_memory: int) -> Fit:
    """Estimate for an installed model, whose file tells much about it."""
    tokens = _tokens(context_length, model.facts.context_length)
    per_token = cache_bytes_per_token(model.facts) or typical_cache_bytes_per_token(model.facts.parameters)
    return _fit(model.size + tokens * per_token, total_memory)


def estimate_for_entry(entry: CatalogueEntry, context_length: int, total_memory: int) -> Fit:
    """Estimate for a model that is not here yet, from models of about its size."""
    tokens = _tokens(context_length, entry.context_length)
    weights = entry.size or typical_weight_bytes(entry.parameters, entry.quantization)
    return _fit(weights + tokens * typical_cache_bytes_per_token(entry.parameters), total_memory)


def cache_bytes_per_token(facts: ModelFacts) -> int:
    """Work out what one token takes in the cache of keys and values; 0 when the file does not say enough."""
    if not (facts.block_count and facts.embedding_length and facts.head_count):
        return 0
    heads = facts.head_count_kv or facts.head_count
    width = facts.embedding_length * heads // facts.head_count
    return 2 * facts.block_count * width * _BYTES_PER_VALUE


def typical_cache_bytes_per_token(parameters: int) -> int:
    """Guess what one token takes in the cache from the number of parameters alone."""
    return round(_TYPICAL * math.sqrt(parameters))


def _tokens(wanted: int, most: int) -> int:
    return min(wanted, most) if most else wanted


def _fit(needed: int, total_memory: int) -> Fit:
    return Fit(needed, needed <= total_memory - RESERVED)
