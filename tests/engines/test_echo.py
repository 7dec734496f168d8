"""The echo engine keeps the contract, so that tests which use it test the real thing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

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
