"""The memory that is foretold for the real starter model, against what its engine host really takes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deai_desktop.engines.base import Finished, GenerateRequest, LoadOptions
from deai_desktop.engines.measure import observed
from deai_desktop.models.fit_memory import memory_for, step_for
from deai_desktop.models.gguf import gguf_facts
from tests.engines.conftest import started


@pytest.mark.skipif(sys.platform == "win32", reason="an engine host's own memory was measured on Linux")
@pytest.mark.real_model
async def test_a_filled_context_takes_what_was_foretold(starter: Path) -> None:
    facts = gguf_facts(starter)
    request = GenerateRequest(prompt=tuple(range(1000, 1900)), max_tokens=16)
    async with started("llama.cpp", starter, LoadOptions(1024, gpu_layers=0)) as engine:
        (done,) = [event async for event in engine.generate(request) if isinstance(event, Finished)]
        resident = engine.memory_bytes
    step = step_for(observed(done).prompt_tokens_per_second)
    assert memory_for(facts, facts.size, 1024, step=step).total == pytest.approx(resident, rel=0.1)
