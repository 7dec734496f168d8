"""Hubs say how they are, and read new settings, without anybody being cut off."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_health import _health, ask_health, reload_settings
from tests.pool.running_hubs import RunningHubs, eventually, running_hubs

pytestmark = pytest.mark.anyio


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[RunningHubs]:
    async with running_hubs(tmp_path, 2) as hubs:
        yield hubs


async def test_all_hubs_say_how_they_are(two: RunningHubs) -> None:
    device, member = await two.member(two.hubs[0])
    await member.publish(f"here.{device.public.text}", b"x" * 1000)
    await member.flush()
    founder = await two.founder()
    found = await ask_health(founder, most=2)
    assert {one.server for one in found} == {hub.listed.server for hub in two.hubs}
    first = next(one for one in found if one.server == two.hubs[0].listed.server)
    assert first.connections >= 2
    assert first.other_hubs == 1
    assert 1_000_000 < first.memory < 500_000_000
    assert 0 <= first.cpu < 1000
    assert first.received_messages >= 1
    assert first.received_bytes >= 1000
    assert abs(first.started_at - time.time()) < 60


async def test_a_hub_asks_how_it_is_itself_and_can_do_no_more(two: RunningHubs) -> None:
    hub = two.hubs[1]
    certificate = two.pool.founder.watch_hubs(hub.device.public, time.time(), 60)
    watcher = await two.connect(hub.device, certificate, [hub])
    (own,) = await ask_health(watcher, hub.listed.server)
    assert own.server == hub.listed.server
    assert await ask_health(watcher, "hub-none") == ()


async def test_a_hub_that_is_taken_off_the_list_is_cut_off(two: RunningHubs) -> None:
    """And members of the others stay connected meanwhile."""
    first, second = two.hubs
    _, member = await two.member(first)
    third = two.add()
    for hub in (first, second):
        hub.write(two.list)
    third.write(two.list)
    founder = await two.founder()
    for hub in (first, second):
        await reload_settings(founder, hub.listed.server)
    await third.start()
    await two.see_each_other(3)
    two.register.drop(third.device.public, time.time())
    for hub in (first, second):
        hub.write(two.list)
        await reload_settings(founder, hub.listed.server)
    await two.see_each_other(2)
    assert member.is_connected
    assert member.stats["reconnects"] == 0
    await eventually(lambda: "pinned" in first.files.log.read_text())


async def test_says_when_settings_are_not_taken(two: RunningHubs) -> None:
    first, founder = two.hubs[0], await two.founder()
    first.files.settings.write_text("{")
    with pytest.raises(PoolError, match="did not take"):
        await reload_settings(founder, first.listed.server)
    with pytest.raises(PoolError, match="does not answer"):
        await reload_settings(founder, "hub-none")
    _, member = await two.member(first)
    assert member.is_connected


def test_what_is_no_answer_counts_as_none() -> None:
    for text in (b"", b"{}", b'{"server":{"id":"x","name":"y"},"data":{}}', b"[" * 100_000):
        assert _health(text) is None
