"""A hub is started again when it has ended, at the same port, and says how it is."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.pool.hubs.connection import connected
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import make_hub_encryption, trust_only
from deai_desktop.pool.hubs.hub_files import HubFiles, HubPlace
from deai_desktop.pool.hubs.hub_health import ask_health
from deai_desktop.pool.hubs.hub_supervisor import HubSetup, HubState, HubStatus, HubSupervisor
from deai_desktop.system.child_job import ChildJob
from tests.fakes.journal import FakeJournal
from tests.pool.pools import Pool, new_device
from tests.pool.running_hubs import eventually

pytestmark = pytest.mark.anyio
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


class Watched:
    """A supervisor, and all that it said."""

    def __init__(self, folder: Path, **options: object) -> None:
        self.pool = Pool()
        self.said: list[HubStatus] = []
        self.place = HubPlace()
        self.files = HubFiles(folder)
        self._encryption = make_hub_encryption(self.pool.authority, time.time())
        self.supervisor = HubSupervisor(
            self.files,
            ChildJob(),
            self._setup,
            self.said.append,
            **{"pauses": (0.05, 0.1)} | options,  # type: ignore[arg-type]
        )

    async def _setup(self) -> HubSetup:
        return HubSetup(self.pool.hub_charter(), self.place, self._encryption)

    @property
    def states(self) -> list[HubState]:
        return [status.state for status in self.said]

    def kill(self) -> None:
        assert self.supervisor.pid is not None
        os.kill(self.supervisor.pid, KILL)


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    watched = Watched(tmp_path)
    yield watched
    await watched.supervisor.stop()


async def test_starts_and_stops(watched: Watched) -> None:
    status = await watched.supervisor.start()
    assert (status.state, status.cause) == (HubState.RUNNING, "")
    assert await watched.supervisor.start() == status
    assert status.port is not None
    with socket.create_connection(("127.0.0.1", status.port)):
        pass
    await watched.supervisor.stop()
    assert watched.states == [HubState.STARTING, HubState.RUNNING, HubState.STOPPED]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", status.port))


async def test_starts_again_at_the_same_port(watched: Watched) -> None:
    port = (await watched.supervisor.start()).port
    first = watched.supervisor.pid
    watched.kill()
    await eventually(lambda: watched.supervisor.pid not in (None, first))
    await eventually(lambda: watched.supervisor.status.state is HubState.RUNNING)
    assert watched.supervisor.status == HubStatus(HubState.RUNNING, port, "It was ended from outside.", 1)
    assert watched.states == [
        HubState.STARTING,
        HubState.RUNNING,
        HubState.WAITING,
        HubState.STARTING,
        HubState.RUNNING,
    ]


async def test_gives_up_when_it_ends_too_often_and_tries_when_asked(watched: Watched) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        watched.place = HubPlace(port=other.getsockname()[1])
        first = await watched.supervisor.start()
        assert first.state is HubState.WAITING
        await eventually(lambda: watched.supervisor.status.state is HubState.FAILED)
    failed = watched.supervisor.status
    assert "address already in use" in failed.cause
    assert failed.restarts == 2
    status = await watched.supervisor.restart()
    assert (status.state, status.port) == (HubState.RUNNING, watched.place.port)


async def test_one_that_has_failed_is_tried_again_later(tmp_path: Path) -> None:
    watched = Watched(tmp_path, pauses=(), failed_seconds=0.05)
    await watched.supervisor.start()
    watched.kill()
    await eventually(lambda: HubState.FAILED in watched.states)
    await eventually(lambda: watched.supervisor.status.state is HubState.RUNNING)
    assert watched.supervisor.status.restarts == 0
    await watched.supervisor.stop()


async def test_one_that_ran_for_long_has_all_tries_again(tmp_path: Path) -> None:
    watched = Watched(tmp_path, steady_seconds=0.0)
    await watched.supervisor.start()
    for _ in range(4):
        pid = watched.supervisor.pid
        watched.kill()
        await eventually(lambda pid=pid: watched.supervisor.pid not in (None, pid))  # type: ignore[misc]
        await eventually(lambda: watched.supervisor.status.state is HubState.RUNNING)
    await watched.supervisor.stop()
    assert HubState.FAILED not in watched.states


async def test_is_started_anew_when_its_settings_change(watched: Watched) -> None:
    before = await watched.supervisor.start()
    pid = watched.supervisor.pid
    watched.place = HubPlace(most_disk=2_000_000)
    status = await watched.supervisor.restart()
    assert (status.state, status.port, status.restarts) == (HubState.RUNNING, before.port, 0)
    assert watched.supervisor.pid != pid
    assert "2000000" in watched.files.settings.read_text()
    assert HubState.WAITING not in watched.states


async def test_takes_new_settings_while_it_runs_where_it_can(tmp_path: Path) -> None:
    """Another charter can be taken so; listening elsewhere can't, and it starts anew."""
    watched = Watched(tmp_path)
    port = (await watched.supervisor.start()).port
    assert port is not None
    device = new_device()
    certificate = watched.pool.founder.admit_to_hubs(device.public, time.time())
    trusted = trust_only(watched.pool.authority.certificate)
    hubs = [HubAddress("127.0.0.1", port)]
    try:
        async with connected(FakeJournal(), "Pool", hubs, trusted, device, lambda: certificate) as system:
            (health,) = await ask_health(system, most=1)
            pid = watched.supervisor.pid
            assert (await watched.supervisor.reload(system, health.server)).state is HubState.RUNNING
            assert watched.supervisor.pid == pid
            watched.place = HubPlace(most_disk=2_000_000)
            assert (await watched.supervisor.reload(system, health.server)).state is HubState.RUNNING
            assert watched.supervisor.status.port == port
    finally:
        await watched.supervisor.stop()


async def test_a_restart_does_not_wait_for_a_pause(tmp_path: Path) -> None:
    watched = Watched(tmp_path, pauses=(60.0,))
    await watched.supervisor.start()
    watched.kill()
    await eventually(lambda: watched.supervisor.status.state is HubState.WAITING)
    status = await asyncio.wait_for(watched.supervisor.restart(), 10)
    assert status.state is HubState.RUNNING
    await watched.supervisor.stop()


async def test_says_that_the_program_is_missing(tmp_path: Path) -> None:
    watched = Watched(tmp_path, pauses=(), program=tmp_path / "nothing")
    status = await watched.supervisor.start()
    assert status.state is HubState.FAILED
    assert status.cause
    await watched.supervisor.stop()
