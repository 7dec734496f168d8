"""Members find another hub at once, hammer at none, and a connection survives a flush that is broken off."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import urlparse

import pytest
from nats.aio.client import Server, Srv

from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.hubs.failover import LONGEST_SECONDS, SPREAD_SECONDS, NextHub
from tests.pool.running_hubs import eventually, running_hubs

pytestmark = pytest.mark.anyio
LOST = Srv(urlparse("tls://one:4222"))


def hubs(**failures: int) -> list[Server]:
    return [Server(urlparse(f"tls://{name}:4222"), count) for name, count in failures.items()]


def test_the_one_just_lost_comes_last_and_those_that_fail_after_it() -> None:
    choose = NextHub(lambda: LOST)
    chosen = [choose(hubs(one=0, two=0, three=1), {})[0].uri.hostname for _ in range(20)]
    assert set(chosen) == {"two"}
    assert choose(hubs(one=0, two=1), {})[0].uri.hostname == "one"
    assert {choose(hubs(one=0, two=0, three=0), {})[0].uri.hostname for _ in range(50)} == {"two", "three"}


def test_the_first_try_is_soon_and_later_ones_are_not_often() -> None:
    choose = NextHub(lambda: LOST)
    assert all(choose(hubs(one=0), {})[1] <= SPREAD_SECONDS for _ in range(50))
    assert choose(hubs(one=1), {})[1] <= 0.2
    for failures in (8, 1000):
        assert LONGEST_SECONDS / 2 <= choose(hubs(one=failures), {})[1] <= LONGEST_SECONDS


async def test_members_are_at_another_hub_within_half_a_second(tmp_path: Path) -> None:
    async with running_hubs(tmp_path, 2) as running:
        first, _ = running.hubs
        _, client = await running.member(first)
        client.change_hubs(running.list.addresses)
        assert client.connected_url is not None
        assert client.connected_url.port == first.address.port
        await first.kill()
        await eventually(lambda: not client.is_connected)
        assert await eventually(lambda: client.is_connected) < 0.5 + SPREAD_SECONDS


async def test_a_flush_that_is_broken_off_does_not_deafen_a_connection(tmp_path: Path) -> None:
    """Without `HubClient._process_pong`, nats-py logs an error here and reads no more."""
    async with running_hubs(tmp_path, 1) as running:
        _, client = await running.member()
        flush = asyncio.create_task(client.flush())
        while not client._pongs:
            await asyncio.sleep(0)
        flush.cancel()
        await asyncio.gather(flush, return_exceptions=True)
        async with asyncio.timeout(2):
            await settled(client)
