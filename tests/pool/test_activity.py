"""News of the work in pools: many changes are told once."""

from __future__ import annotations

import asyncio

import pytest

from deai_desktop.core.events import Event, EventBus
from deai_desktop.pool.activity import ActivityTeller, PoolActivity

pytestmark = pytest.mark.anyio


async def test_many_changes_are_told_once() -> None:
    events, heard = EventBus(), asyncio.Queue[Event]()
    events.subscribe(heard.put_nowait)
    teller = ActivityTeller(events)
    for _ in range(100):
        teller.tell()
    assert await asyncio.wait_for(heard.get(), 5) == PoolActivity()
    assert heard.empty()
    teller.tell()
    teller.close()
    assert heard.empty()
