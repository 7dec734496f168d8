"""What a hub has kept alone goes with it when it becomes one of three."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.js.api import StreamConfig

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.connection import connected
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.hubs.stream_move import bring_streams, save_streams
from tests.fakes.journal import FakeJournal
from tests.pool.pools import new_device
from tests.pool.running_hubs import OneHub, RunningHubs

pytestmark = pytest.mark.anyio


async def mover(hubs: RunningHubs, hub: OneHub, stack: AsyncExitStack) -> Client:
    """Connect as the founder who moves streams."""
    device = new_device()
    certificate = hubs.pool.founder.admit_to_streams(device.public, time.time())
    trust = trust_only(hubs.pool.authority.certificate)
    connecting = connected(FakeJournal(), "Pool", [hub.address], trust, device, lambda: certificate)
    return await stack.enter_async_context(connecting)


async def test_streams_grow_with_the_pool(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        hubs = RunningHubs(tmp_path, stack)
        try:
            await hubs.start(1)
            first = hubs.hubs[0]
            log = (await hubs.keeper_of_logs(first)).jetstream()
            await log.add_stream(StreamConfig(name="log", subjects=["log.>"]))
            for number in range(100):
                await log.publish(f"log.{number}", b"%d" % number * 1000)
            await log.delete_msg("log", 7)
            before = [await log.get_msg("log", number) for number in (1, 8, 100)]
            saved = tmp_path / "saved"
            assert await save_streams(await mover(hubs, first, stack), saved) == ("log",)
            await first.stop()
            hubs.add()
            hubs.add()
            for hub in hubs.hubs:
                hub.write(hubs.list)
            await asyncio.gather(*(hub.start() for hub in hubs.hubs))
            moving = await mover(hubs, first, stack)
            for _ in range(2):  # the second time, there is nothing to do
                assert await bring_streams(moving, saved, hubs.list.copies) == ("log",)
            log = (await hubs.keeper_of_logs(hubs.hubs[2])).jetstream()
            info = await log.stream_info("log")
            assert (info.state.messages, info.state.last_seq, info.config.num_replicas) == (99, 100, 3)
            after = [await log.get_msg("log", number) for number in (1, 8, 100)]
            assert [(one.seq, one.subject, one.data) for one in after] == [
                (one.seq, one.subject, one.data) for one in before
            ]
            assert (await log.publish("log.x", b"more")).seq == 101
        finally:
            await stack.aclose()
            await asyncio.gather(*(hub.stop() for hub in hubs.hubs))


async def test_a_part_of_a_stream_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        hubs = RunningHubs(tmp_path, stack)
        try:
            await hubs.start(1)
            log = (await hubs.keeper_of_logs(*hubs.hubs)).jetstream()
            await log.add_stream(StreamConfig(name="log", subjects=["log.>"]))
            for number in range(20):
                await log.publish("log.x", b"%d" % number * 1000)
            moving = await mover(hubs, hubs.hubs[0], stack)
            saved = tmp_path / "saved"
            await save_streams(moving, saved)
            await log.delete_stream("log")
            file = saved / "log.stream"
            whole = file.read_bytes()
            file.write_bytes(whole[: len(whole) // 2])
            with pytest.raises(PoolError, match="not carried over whole"):
                await bring_streams(moving, saved, 1)
            file.write_bytes(whole)
            await bring_streams(moving, saved, 1)
            assert (await log.stream_info("log")).state.messages == 20
        finally:
            await stack.aclose()
            await asyncio.gather(*(hub.stop() for hub in hubs.hubs))
