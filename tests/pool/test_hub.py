"""A real nats-server as a pool's hub: it lets in members only, and each of them no further than the role allows."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from nats.errors import Error as NatsError

from deai_desktop.pool.errors import HubError, PoolError, PoolUnreachableError
from deai_desktop.pool.hubs.connection import Refused, settled, tell_charter
from deai_desktop.pool.hubs.hub import Hub, find_nats_server
from deai_desktop.pool.hubs.hub_encryption import (
    HubEncryption,
    make_hub_encryption,
    make_pool_authority,
    trust_only,
)
from deai_desktop.pool.hubs.hub_files import HubFiles, HubPlace
from deai_desktop.pool.identity.roles import LARGEST_MESSAGE, Role
from deai_desktop.system.child_job import ChildJob
from tests.node.waiting import wait_until
from tests.pool.pools import Pool, new_device
from tests.pool.running_pool import RunningPool, running

pytestmark = pytest.mark.anyio
_PATIENCE = 5.0


@pytest.fixture
async def friends(tmp_path: Path) -> AsyncIterator[RunningPool]:
    async with running(tmp_path / "hub", Pool()) as pool:
        yield pool


async def test_members_hear_that_another_is_there(friends: RunningPool) -> None:
    ada, hers = await friends.member()
    _, his = await friends.member(Role.WORKER)
    heard = await his.subscribe("here.*")
    await settled(his)
    await hers.publish(f"here.{ada.public.text}", b"hello")
    message = await heard.next_msg(_PATIENCE)
    assert (message.subject, message.data) == (f"here.{ada.public.text}", b"hello")
    assert friends.troubles == []


async def test_one_member_asks_another_and_is_answered(friends: RunningPool) -> None:
    _, hers = await friends.member(Role.REQUESTER)
    bob, his = await friends.member(Role.WORKER)

    async def answer(message: object) -> None:
        await message.respond(b"yes")  # type: ignore[attr-defined]

    await his.subscribe(f"to.{bob.public.text}.questions", cb=answer)
    await settled(his)
    reply = await hers.request(f"to.{bob.public.text}.questions", b"are you there?", timeout=_PATIENCE)
    assert reply.data == b"yes"
    assert friends.troubles == []


async def test_strangers_are_refused(friends: RunningPool) -> None:
    pool, device = friends.pool, new_device()
    other = Pool()
    for certificate in (
        "",
        "no certificate",
        other.admit(device),
        pool.admit(device, ago=100, lifetime=50),
        pool.admit(new_device()),  # another device's
        pool.admit(device)[:-4] + "AAAA",
    ):
        with pytest.raises((Refused, PoolUnreachableError)):
            await friends.connect(device, certificate)
    await friends.connect(device, pool.admit(device))


async def test_only_the_hub_that_is_known_is_talked_to(friends: RunningPool) -> None:
    device = new_device()
    other = make_pool_authority(time.time())
    with pytest.raises(PoolUnreachableError, match="Another server"):
        await friends.connect(device, friends.pool.admit(device), trust_only(other.certificate))


async def test_nobody_in_between_talks_a_member_out_of_encryption() -> None:
    said: list[bytes] = []

    async def pretend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'INFO {"auth_required":true,"nonce":"sign-me","tls_required":false}\r\n')
        said.append(await reader.read(1000))
        writer.close()

    server = await asyncio.start_server(pretend, "127.0.0.1", 0)
    device, pool = new_device(), Pool()
    async with server, AsyncExitStack() as stack:
        port: int = server.sockets[0].getsockname()[1]
        asking = RunningPool(HubFiles(Path()), Hub.__new__(Hub), pool, stack)
        asking.hub.port = port
        with pytest.raises(PoolUnreachableError):
            await asking.connect(device, pool.admit(device))
    assert said
    assert b"CONNECT" not in said[0]


async def test_nobody_listens_to_what_is_meant_for_another(friends: RunningPool) -> None:
    ada, hers = await friends.member()
    bob, _ = await friends.member()
    for subject in (
        ">",
        "to.>",
        f"to.{bob.public.text}.>",
        "to.*.reply.>",
        "$SYS.>",
        "$JS.>",
        "join.>",
        "offer",
    ):
        assert await friends.is_refused(lambda subject=subject: hers.subscribe(subject), hers), subject  # type: ignore[misc]
    assert not await friends.is_refused(lambda: hers.subscribe(f"to.{ada.public.text}.>"), hers)


async def test_nobody_speaks_for_another(friends: RunningPool) -> None:
    _, hers = await friends.member()
    bob, _ = await friends.member()
    for subject in (
        f"here.{bob.public.text}",
        "$JS.API.STREAM.DELETE.x",
        "$SYS.REQ.CLAIMS.UPDATE",
        "anything",
    ):
        assert await friends.is_refused(lambda subject=subject: hers.publish(subject, b"x"), hers), subject  # type: ignore[misc]


@pytest.mark.parametrize("role", [Role.WORKER, Role.REQUESTER, Role.BOTH, Role.ADMIN])
async def test_only_admins_keep_doors_and_tell_news(friends: RunningPool, role: Role) -> None:
    """Who may ask and who may work, members see by each other's certificates."""
    _, client = await friends.member(role)
    is_admin = role is Role.ADMIN
    for subject in ("join.*", "hub.*", "hubs.ask"):
        assert await friends.is_refused(lambda to=subject: client.subscribe(to), client) is not is_admin  # type: ignore[misc]
    assert await friends.is_refused(lambda: client.publish("hubs.news", b"x"), client) is not is_admin


async def test_a_message_that_is_too_large_is_refused(friends: RunningPool) -> None:
    _, hers = await friends.member()
    assert hers.max_payload == LARGEST_MESSAGE
    with pytest.raises(NatsError, match=r"(?i)payload"):
        await hers.publish(f"to.{new_device().public.text}.x", bytes(LARGEST_MESSAGE + 1))


async def test_the_hub_itself_refuses_what_is_too_large(friends: RunningPool) -> None:
    """It writes down why, and hangs up, since a client that keeps to its rules would not have sent it."""
    bob, his = await friends.member()
    heard = await his.subscribe(f"to.{bob.public.text}.x")
    await settled(his)
    _, hers = await friends.member()
    hers._max_payload = 10 * LARGEST_MESSAGE
    await hers.publish(f"to.{bob.public.text}.x", bytes(LARGEST_MESSAGE + 1))
    async with asyncio.timeout(_PATIENCE):
        while "maximum payload" not in friends.files.log.read_text().lower():
            await asyncio.sleep(0.01)
    await settled(his)
    assert heard.pending_msgs == 0


async def test_who_is_removed_is_out_at_once_and_stays_out(friends: RunningPool) -> None:
    pool = friends.pool
    ada, hers = await friends.member()
    _, his = await friends.member()
    certificate = pool.admit(ada)
    founder = new_device()
    system = await friends.connect(founder, pool.founder.admit_to_hubs(founder.public, time.time()))
    removed = {ada.public.text: int(time.time())}
    await tell_charter(system, pool.founder.charter(time.time(), removed))
    started = time.monotonic()
    while hers.is_connected and time.monotonic() - started < _PATIENCE:
        await asyncio.sleep(0.02)
    assert not hers.is_connected
    assert time.monotonic() - started < 1
    with pytest.raises((Refused, PoolUnreachableError)):
        await friends.connect(ada, certificate)
    assert his.is_connected


async def test_a_charter_of_another_pool_opens_no_door(friends: RunningPool) -> None:
    founder, stranger, other = new_device(), new_device(), Pool()
    system = await friends.connect(founder, friends.pool.founder.admit_to_hubs(founder.public, time.time()))
    await tell_charter(system, other.founder.charter(time.time()))
    with pytest.raises((Refused, PoolUnreachableError)):
        await friends.connect(stranger, other.admit(stranger))
    with pytest.raises(PoolError, match="did not take"):
        await tell_charter(system, "no charter")
    await friends.member()


async def test_a_removed_member_stays_out_when_the_hub_starts_again(tmp_path: Path) -> None:
    pool, ada, founder = Pool(), new_device(), new_device()
    async with running(tmp_path, pool) as first:
        system = await first.connect(founder, pool.founder.admit_to_hubs(founder.public, time.time()))
        await tell_charter(system, pool.founder.charter(time.time(), {ada.public.text: int(time.time())}))
    certificate = pool.admit(ada, ago=10)
    as_founded = pool.founder.charter(time.time() - 60)  # without a word of who was removed
    first.files.write(replace(pool.hub_charter(), charter=as_founded), HubPlace())
    hub = await Hub.start(first.files, ChildJob())
    try:
        async with AsyncExitStack() as stack:
            again = RunningPool(first.files, hub, pool, stack)
            with pytest.raises((Refused, PoolUnreachableError)):
                await again.connect(ada, certificate)
            await again.member()
    finally:
        await hub.stop()


async def test_a_hub_starts_in_a_folder_of_any_name(tmp_path: Path) -> None:
    async with running(tmp_path / "Zoë “Größe” 家", Pool()) as friends:
        await friends.member()


async def test_says_why_a_hub_does_not_start(tmp_path: Path, friends: RunningPool) -> None:
    files = HubFiles(tmp_path / "second")
    taken = HubPlace(port=friends.hub.port)
    files.write(Pool().hub_charter(), taken, _encryption())
    with pytest.raises(HubError, match="address already in use"):
        await Hub.start(files, ChildJob())
    with pytest.raises(HubError, match="ended at once"):
        await Hub.start(HubFiles(tmp_path / "nothing"), ChildJob())


def test_the_private_key_is_for_its_owner_only(tmp_path: Path) -> None:
    files = HubFiles(tmp_path)
    files.write(Pool().hub_charter(), HubPlace(), _encryption())
    if os.name == "posix":
        assert (tmp_path / "tls.key").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows ends it by the job that it is in: test_child_job.py")
def test_a_hub_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    files = HubFiles(tmp_path)
    files.write(Pool().hub_charter(), HubPlace(), _encryption())
    code = (
        "import asyncio, sys, time; from pathlib import Path\n"
        "from deai_desktop.pool.hubs.hub import Hub; from deai_desktop.pool.hubs.hub_files import HubFiles\n"
        "from deai_desktop.system.child_job import ChildJob\n"
        "async def main():\n"
        "    hub = await Hub.start(HubFiles(Path(sys.argv[1])), ChildJob())\n"
        "    print(hub.pid, flush=True); await hub.wait()\n"
        "asyncio.run(main())"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent, parent.stdout:
        pid = int(parent.stdout.readline())
        assert psutil.Process(pid).name().startswith(find_nats_server().name)
        parent.send_signal(signal.SIGKILL)
        wait_until(lambda: _has_ended(pid))


def _encryption() -> HubEncryption:
    return make_hub_encryption(make_pool_authority(time.time()), time.time())


def _has_ended(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
