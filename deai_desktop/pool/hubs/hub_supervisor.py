"""Keeps a hub running: starts its server again when it has ended, with growing pauses, and says how it is."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from nats.aio.client import Client

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub import Hub, last_line
from deai_desktop.pool.hubs.hub_encryption import HubEncryption
from deai_desktop.pool.hubs.hub_files import HubCharter, HubFiles, HubPlace
from deai_desktop.pool.hubs.hub_health import reload_settings
from deai_desktop.system.child_job import ChildJob

PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before each try to start it again; after the last one it counts as failed."""
FAILED_SECONDS = 60.0
"""After which one that has failed is tried anew, unless somebody asks for it before."""
STEADY_SECONDS = 120.0
"""A server that ran as long has earned all tries again."""


class HubState(StrEnum):
    """Say what a hub is doing."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    WAITING = "waiting"
    """It ended by itself, and is started again in a moment."""
    FAILED = "failed"
    """It ended too often, and is tried again now and then."""


@dataclass(frozen=True)
class HubStatus:
    """Say how a hub is."""

    state: HubState
    port: int | None = None
    """Where it listens; stays the same over all starts."""
    cause: str = ""
    """Why it does not run, or did not before."""
    restarts: int = 0
    """How often in a row it had to be started again."""


@dataclass(frozen=True)
class HubSetup:
    """Hold what a server is started with."""

    charter: HubCharter
    place: HubPlace
    encryption: HubEncryption | None = None
    """None to keep what it has."""


class HubSupervisor:
    """Run one hub. ``setup`` is asked before each start, so that it begins with what is true then."""

    def __init__(
        self,
        files: HubFiles,
        job: ChildJob,
        setup: Callable[[], Awaitable[HubSetup]],
        on_change: Callable[[HubStatus], None] = lambda _: None,
        *,
        pauses: Sequence[float] = PAUSES,
        steady_seconds: float = STEADY_SECONDS,
        failed_seconds: float = FAILED_SECONDS,
        program: Path | None = None,
    ) -> None:
        self.status = HubStatus(HubState.STOPPED)
        self._files = files
        self._job = job
        self._setup = setup
        self._on_change = on_change
        self._pauses = tuple(pauses)
        self._steady_seconds = steady_seconds
        self._failed_seconds = failed_seconds
        self._program = program
        self._hub: Hub | None = None
        self._task: asyncio.Task[None] | None = None
        self._asked = asyncio.Event()
        self._told = asyncio.Event()

    @property
    def pid(self) -> int | None:
        """Of the server, while it runs."""
        return self._hub.pid if self._hub else None

    async def start(self) -> HubStatus:
        """Start it, unless it runs already, and return what came of the first try."""
        if self._task is None or self._task.done():
            self._told.clear()
            self._task = asyncio.create_task(self._run())
        return await self._outcome()

    async def restart(self) -> HubStatus:
        """Start it anew with what is true now, also when it had failed, and return what came of it."""
        if self._task is None or self._task.done():
            return await self.start()
        self._asked.set()
        self._told.clear()
        if self._hub:
            await self._hub.stop()
        return await self._outcome()

    async def reload(self, system: Client, server: str) -> HubStatus:
        """Have it take what is true now without cutting anybody off, where that can be done: see `reload_settings`."""
        if self._hub:
            try:
                await self._write()
                await reload_settings(system, server)
            except PoolError:
                return await self.restart()
        return self.status

    async def stop(self) -> None:
        """End it, within some seconds."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._task = None
        self._tell(HubState.STOPPED)

    async def _outcome(self) -> HubStatus:
        """Wait until it runs, or does not for now."""
        while self.status.state is HubState.STARTING or not self._told.is_set():
            self._told.clear()
            await self._told.wait()
        return self.status

    async def _run(self) -> None:
        failures = 0
        while True:
            self._tell(HubState.STARTING, self.status.cause, failures)
            self._asked.clear()
            began = time.monotonic()
            cause = await self._cause_of_end(failures)
            if self._asked.is_set():
                failures = 0
                continue
            failures = 0 if time.monotonic() - began >= self._steady_seconds else failures
            has_failed = failures >= len(self._pauses)
            self._tell(HubState.FAILED if has_failed else HubState.WAITING, cause, failures)
            pause = self._failed_seconds if has_failed else self._pauses[failures]
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._asked.wait(), pause)
            failures = 0 if has_failed else failures + 1

    async def _cause_of_end(self, failures: int) -> str:
        """Run a server to its end and return why it ended."""
        try:
            hub = await self._started()
        except DeAIError as error:
            return error.message
        except (OSError, ValueError) as error:
            return str(error)
        self._hub = hub
        self._tell(HubState.RUNNING, self.status.cause, failures)
        try:
            code = await hub.wait()
        finally:
            self._hub = None
            await hub.stop()
        return "It was ended from outside." if code < 0 else last_line(self._files.log)

    async def _started(self) -> Hub:
        await self._write()
        hub = await Hub.start(self._files, self._job, self._program)
        self.status = replace(self.status, port=hub.port)
        return hub

    async def _write(self) -> None:
        setup = await self._setup()
        port = self.status.port if setup.place.port == -1 and self.status.port else setup.place.port
        place = replace(setup.place, port=port)
        await asyncio.to_thread(self._files.write, setup.charter, place, setup.encryption)

    def _tell(self, state: HubState, cause: str = "", restarts: int = 0) -> None:
        status = HubStatus(state, self.status.port, cause, restarts)
        if status != self.status:
            self.status = status
            self._on_change(status)
        if state is not HubState.STARTING:
            self._told.set()
