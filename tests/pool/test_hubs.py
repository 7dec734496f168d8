"""Several real nats-servers as hubs of one pool: members meet over any of them, and go on when one is gone."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.api import StreamConfig
from nats.js.client import JetStreamContext
from nats.js.errors import Error as StreamError

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.connection import settled, tell_charter
from deai_desktop.pool.hubs.hub_encryption import HubEncryption, make_hub_encryption, make_pool_authority
from deai_desktop.pool.hubs.hub_files import HubCluster, HubPlace
from deai_desktop.pool.identity.keys import KeyPair
from tests.pool.running_hubs import PATIENCE, OneHub, RunningHubs, eventually, running_hubs

pytestmark = pytest.mark.anyio


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[RunningHubs]:
    async with running_hubs(tmp_path, 2) as hubs:
        yield hubs


@pytest.fixture
async def three(tmp_path: Path) -> AsyncIterator[RunningHubs]:
    async with running_hubs(tmp_path, 3) as hubs:
        yield hubs


async def hears(listener: Client, device: KeyPair, speaker: Client, seconds: float = PATIENCE) -> float:
    """Say something until it is heard, and return how long that took."""
    heard = asyncio.Event()

    async def hear(_: object) -> None:
        heard.set()

    subscription = await listener.subscribe(f"here.{device.public.text}", cb=hear)
    begin = time.monotonic()
    while not heard.is_set():
        assert time.monotonic() - begin < seconds
        await speaker.publish(f"here.{device.public.text}", b"hello")
        await asyncio.sleep(0.02)
    await subscription.unsubscribe()
    return time.monotonic() - begin


async def test_members_meet_over_different_hubs(two: RunningHubs) -> None:
    first, second = two.hubs
    ada, hers = await two.member(first)
    bob, his = await two.member(second)
    await hears(his, ada, hers)
    await hears(hers, bob, his)


async def test_who_is_removed_is_out_on_all_hubs_at_once(two: RunningHubs) -> None:
    first, second = two.hubs
    ada, hers = await two.member(second)
    _, his = await two.member(second)
    founder = await two.founder()
    charter = two.pool.founder.charter(time.time() + 1, {ada.public.text: int(time.time()) + 1})
    await tell_charter(founder, charter)
    assert await eventually(lambda: not hers.is_connected) < 1
    for hub in (first, second):
        assert not await can_connect(two, ada, hub)
    assert his.is_connected


async def test_a_hub_that_was_away_has_the_newer_charter_and_brings_no_old_one_back(two: RunningHubs) -> None:
    first, second = two.hubs
    ada, _ = await two.member(first)
    await second.stop()
    founder = await two.founder()
    now = int(time.time())
    await tell_charter(founder, two.pool.founder.charter(now + 1, {ada.public.text: now + 1}))
    await second.start()  # with the settings that it had
    await two.see_each_other(2)
    begin = time.monotonic()
    while await can_connect(two, ada, second):
        assert time.monotonic() - begin < 8
    assert not await can_connect(two, ada, first)
    await two.member(second)


async def test_members_go_on_when_one_of_three_hubs_is_gone_for_good(three: RunningHubs) -> None:
    first, second, third = three.hubs
    ada, hers = await three.member(third)
    hers.change_hubs(three.list.addresses)
    assert [one.port for one in three.journal.contacts][-2:] == [hub.address.port for hub in (first, second)]
    bob, his = await three.member(first)
    await third.kill()
    assert await hears(his, ada, hers) < 5
    assert await hears(hers, bob, his) < 1
    _, new = await three.member(third, second, first)
    await hears(new, bob, his)


async def test_a_log_on_three_hubs_keeps_all_that_it_said_it_has(three: RunningHubs) -> None:
    first, second, _ = three.hubs
    log = (await three.keeper_of_logs(first, second)).jetstream(timeout=1)
    assert three.list.copies == 3
    await log_made(log, three.list.copies)
    kept = [await said(log, number) for number in range(50)]
    info = await log.stream_info("log")
    assert info.cluster is not None
    leader = next(hub for hub in three.hubs if hub.listed.server == info.cluster.leader)
    await leader.kill()
    others = [hub for hub in three.hubs if hub is not leader]
    log = (await three.keeper_of_logs(*others)).jetstream(timeout=1)
    begin = time.monotonic()
    kept += [await said(log, number) for number in range(50, 60)]
    assert time.monotonic() - begin < PATIENCE
    assert len(set(kept)) == 60
    messages = [await log.get_msg("log", number) for number in kept]
    assert [message.data for message in messages] == [b"%d" % number for number in range(60)]
    leader.write(three.list)
    await leader.start()
    await three.see_each_other(3)


async def log_made(log: JetStreamContext, copies: int) -> None:
    """Make a stream, as soon as the hubs have agreed on who decides."""
    begin = time.monotonic()
    while True:
        try:
            await log.add_stream(StreamConfig(name="log", subjects=["log.>"], num_replicas=copies))
        except (StreamError, NatsError):
            assert time.monotonic() - begin < PATIENCE
            await asyncio.sleep(0.1)
        else:
            return


async def said(log: JetStreamContext, number: int) -> int:
    """Say something until the log has it, and return its place; saying it twice counts once."""
    begin = time.monotonic()
    while True:
        try:
            ack = await log.publish("log.x", b"%d" % number, timeout=1, headers={"Nats-Msg-Id": f"{number}"})
        except (StreamError, NatsError):
            assert time.monotonic() - begin < PATIENCE
        else:
            return ack.seq


async def test_a_hub_that_starts_again_comes_back(two: RunningHubs) -> None:
    first, second = two.hubs
    ada, hers = await two.member(second)
    _, his = await two.member(first)
    await second.kill()
    second.write(two.list)
    await second.start()
    assert await hears(his, ada, hers) < 8
    assert hers.stats["reconnects"] == 1


def stranger(hubs: RunningHubs, folder: Path, encryption: HubEncryption) -> OneHub:
    """A server that does all as the pool's hubs do, but isn't one."""
    false = OneHub(folder / "false", hubs.pool, encryption)
    known = hubs.list.cluster(hubs.hubs[0].device.public, hubs.hubs[0].route)
    assert known is not None
    cluster = HubCluster(
        known.name,
        "hub-false",
        false.route,
        false.route,
        tuple(hub.route for hub in hubs.hubs),
        (*known.keys, false.listed.key),
    )
    false.files.write(hubs.pool.hub_charter(), HubPlace(port=false.address.port, cluster=cluster), encryption)
    return false


@pytest.mark.parametrize("is_by_the_pools_authority", [True, False])
async def test_a_server_that_is_not_listed_does_not_become_a_hub(
    two: RunningHubs, tmp_path: Path, is_by_the_pools_authority: bool
) -> None:
    """Not even one whose certificate is the authority's, as that of a hub that was thrown out."""
    authority = two.pool.authority if is_by_the_pools_authority else make_pool_authority(time.time())
    false = stranger(two, tmp_path, make_hub_encryption(authority, time.time()))
    await false.start()
    try:
        refusal = "pinned" if is_by_the_pools_authority else "unknown authority"
        logs = [hub.files.log for hub in two.hubs]
        await eventually(lambda: all(refusal in log.read_text() for log in logs))
        await two.see_each_other(2)
        assert "Route connection created" in false.files.log.read_text()
    finally:
        await false.stop()


async def test_who_has_no_certificate_does_not_become_a_hub(two: RunningHubs) -> None:
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    route = two.hubs[0].route
    reader, writer = await asyncio.open_connection(route.host, route.port, ssl=anybody)
    try:
        writer.write(b'CONNECT {"name":"hub-false"}\r\nPING\r\n')
        with pytest.raises(ssl.SSLError, match="certificate required"):
            await reader.read()
    finally:
        writer.close()


async def can_connect(hubs: RunningHubs, device: KeyPair, hub: OneHub) -> bool:
    """Whether a device with an older certificate gets in there."""
    certificate = hubs.pool.admit(device, ago=10)
    try:
        client = await asyncio.wait_for(hubs.connect(device, certificate, [hub]), 0.5)
        await settled(client)
    except (TimeoutError, NatsError, PoolError):
        return False
    return client.is_connected
