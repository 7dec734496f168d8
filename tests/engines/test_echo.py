"""The echo engine keeps the contract, so that tests which use it test the real thing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.engines.base import TextDelta
from deai_desktop.engines.supervisor import HostedEngine
from tests.contracts.engine import EngineContract, ask, run, text_of
from tests.engines.conftest import started


class TestEcho(EngineContract):
    @pytest.fixture
    async def engine(self, tmp_path: Path) -> AsyncIterator[HostedEngine]:
        file = tmp_path / "echo.json"
        file.write_text('{"delay": 0.002}')
        async with started("echo", file) as engine:
            yield engine

    async def test_repeats_what_it_hears(self, engine: HostedEngine) -> None:
        assert text_of(await run(engine, ask("so much to say"))) == "so much to say"

    async def test_tells_quick_text_in_few_pieces_and_slow_text_at_once(self, tmp_path: Path) -> None:
        said = "word " * 100 + "end"
        pieces = {}
        for delay in (0, 0.03):
            file = tmp_path / f"{delay}.json"
            file.write_text(f'{{"delay": {delay}}}')
            async with started("echo", file) as engine:
                events = await run(engine, ask(said))
            assert text_of(events) == said
            pieces[delay] = sum(isinstance(event, TextDelta) for event in events)
        assert pieces[0] < 20
        assert pieces[0.03] == 101
