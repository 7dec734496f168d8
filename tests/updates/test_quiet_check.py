"""The daily search for an update: only when chosen, once a day, and not all PCs at once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deai_desktop.core.build import BuildKind
from deai_desktop.core.errors import UpdateError
from deai_desktop.core.events import EventBus
from deai_desktop.updates import quiet_check
from deai_desktop.updates.channel import Channel
from deai_desktop.updates.quiet_check import QuietCheck
from deai_desktop.updates.service import Updates
from tests.models.downloading import quick

DAY = 86_400.0


class Searches:
    """Counts what was asked of the server, which never answers."""

    def __init__(self, folder: Path, is_wanted: bool) -> None:
        self.count, self.is_wanted, self.now = 0, is_wanted, 1_000_000.0
        channel = Channel(BuildKind.RELEASE, "0.1.0", "windows-x64", b"root")
        self.updates = Updates(
            channel, lambda: "https://x.example", folder, folder, EventBus(), quick(), find=self._find
        )
        self.check = QuietCheck(
            self.updates,
            lambda: self.is_wanted,
            folder / "checked.json",
            clock=lambda: self.now,
            chance=lambda: 0.5,
        )

    def _find(self, *_: object) -> None:
        self.count += 1
        raise UpdateError("it does not answer")


@pytest.mark.anyio
async def test_asks_once_and_then_waits_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searches = Searches(tmp_path, is_wanted=True)
    assert searches.check.seconds_to_wait() == 300 + 3600
    monkeypatch.setattr(quiet_check, "_AFTER_START", 0.01)
    monkeypatch.setattr(quiet_check, "_JITTER", 0.0)
    running = asyncio.create_task(searches.check.run())
    while not searches.count:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    running.cancel()
    assert searches.count == 1
    assert searches.check.seconds_to_wait() == DAY


@pytest.mark.anyio
async def test_asks_nobody_until_it_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searches = Searches(tmp_path, is_wanted=False)
    monkeypatch.setattr(quiet_check, "_AFTER_START", 0.01)
    monkeypatch.setattr(quiet_check, "_JITTER", 0.0)
    running = asyncio.create_task(searches.check.run())
    await asyncio.sleep(0.2)
    before = searches.count
    assert before == 0
    searches.is_wanted = True
    searches.check.look_again()
    async with asyncio.timeout(5):
        while not searches.count:
            await asyncio.sleep(0.01)
    running.cancel()
