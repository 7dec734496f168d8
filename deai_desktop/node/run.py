"""Runs the node: takes the lock and the port, serves until asked to stop, cleans up."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psutil
import uvicorn

from deai_desktop.api.node_file import NodeFile
from deai_desktop.core.addresses import LOOPBACK
from deai_desktop.core.build import this_build
from deai_desktop.core.errors import NodeRunningError, NodeStartError, PortTakenError
from deai_desktop.core.files import remove_file
from deai_desktop.core.log import start_log, stop_log
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.node.app import guarded, make_app
from deai_desktop.node.node import Node
from deai_desktop.system.console import on_console_close
from deai_desktop.system.processes import IS_WINDOWS
from deai_desktop.system.session_events import SessionEvent, SessionEvents
from deai_desktop.system.single_instance import SingleInstance
from deai_desktop.system.systemd import tell_systemd

log = logging.getLogger(__name__)

_LOCK_SECONDS = 1.0
_GRACE_SECONDS = 3


def run_node(
    paths: Paths,
    port: int | None = None,
    on_ready: Callable[[str], None] = lambda _: None,
) -> int:
    """Serve until Ctrl+C, SIGTERM, closing of the console, or ``POST /api/shutdown``; return the exit code.

    A ``port`` of 0 takes any that is free. Raises `NodeRunningError`, `PortTakenError`, `StorageError` or
    `SettingError`.
    """
    paths.create()
    settings = SettingsStore(paths.settings_file).settings
    start_log(paths.logs, "node", settings.log.level)
    lock = SingleInstance(paths.node_lock)
    try:
        _acquire(lock, paths)
        try:
            chosen = settings.api.port if port is None else port
            with contextlib.closing(_listen(LOOPBACK, chosen)) as listener:
                asyncio.run(_serve(paths, listener, on_ready))
        finally:
            lock.release()
    finally:
        stop_log()
    return 0


def _acquire(lock: SingleInstance, paths: Paths) -> None:
    """Take the lock; a front end that looks whether it is held has it for a moment, so try for a while."""
    deadline = time.monotonic() + _LOCK_SECONDS
    while not lock.acquire():
        if time.monotonic() > deadline:
            file = NodeFile.read(paths.node_file)
            where = f" at {file.address} (process {file.pid})" if file else ""
            raise NodeRunningError(
                f"A node of yours is running{where}.", hint="Use it, or end it with: deai stop"
            )
        time.sleep(0.05)


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if IS_WINDOWS:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES) or getattr(error, "winerror", 0) in (10013, 10048):
            raise PortTakenError(
                f"Another program{_owner_of(host, port)} uses port {port}.",
                hint=f"End it, or choose another port: deai settings set api.port {port + 1}",
            ) from error
        raise NodeStartError(f"Port {port} can't be opened at {host}: {error.strerror}.") from error
    return listener


def _owner_of(host: str, port: int) -> str:
    """Name the program that listens there, where the system tells us."""
    with contextlib.suppress(psutil.Error, OSError):
        for connection in psutil.net_connections("tcp4"):
            is_there = connection.laddr in ((host, port), ("0.0.0.0", port))  # noqa: S104 - only looked at
            if connection.status == psutil.CONN_LISTEN and is_there and connection.pid:
                return f" ({psutil.Process(connection.pid).name()})"
    return ""


class _Server(uvicorn.Server):
    """uvicorn, with the signals left to us, and asleep while there is nothing to do.

    Its own loop wakes up ten times a second to look whether it should end.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._closing = asyncio.Event()
        self._started = asyncio.Event()
        self._doors: dict[str, asyncio.Server] = {}

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve."""
        await super().startup(sockets)
        self._started.set()

    async def open(self, address: str) -> None:
        """Listen at one more address of this PC, on the same port; raises `PortTakenError` or `NodeStartError`."""
        await self._started.wait()
        listener = _listen(address, self.servers[0].sockets[0].getsockname()[1])
        self._doors[address] = await asyncio.get_running_loop().create_server(self._protocol, sock=listener)

    def shut(self, address: str) -> None:
        """Listen there no longer and drop at once who came in there."""
        self._doors.pop(address).close()
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None and transport.get_extra_info("sockname")[0] == address:
                transport.abort()

    def _protocol(self) -> asyncio.Protocol:
        """Speak HTTP on one connection, as uvicorn does on those of its own sockets."""
        kind: Any = self.config.http_protocol_class
        protocol: asyncio.Protocol = kind(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return protocol

    def close(self) -> None:
        """Take no more connections and end."""
        self.should_exit = True
        self._closing.set()

    async def main_loop(self) -> None:
        """Wait to be closed."""
        await self._closing.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


async def _serve(paths: Paths, listener: socket.socket, on_ready: Callable[[str], None]) -> None:
    node = Node(paths)
    port = listener.getsockname()[1]
    node.address = f"http://{LOOPBACK}:{port}"
    config = uvicorn.Config(
        guarded(make_app(node), node, port),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,  # who called is what the guard goes by; no header may say otherwise
        date_header=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=60,
    )
    server = _Server(config)
    stopped = threading.Event()
    with _stop_signals(node.stopping, stopped, node.lan.look_again):
        serving = asyncio.create_task(server.serve([listener]), name="local API")
        lan = asyncio.create_task(node.lan.run(port, server), name="LAN")
        pools = asyncio.create_task(node.pools.start(), name="pools")
        quiet = asyncio.create_task(node.quiet_check.run(), name="search for updates")
        started_at = psutil.Process().create_time()
        file = NodeFile(node.address, os.getpid(), started_at, node.session_token, node.instance)
        file.write(paths.node_file)
        log.info("DeAI Desktop %s serves at %s", this_build().version, node.address)
        on_ready(node.address)
        tell_systemd(f"READY=1\nSTATUS=Local API: {node.address}/v1")
        try:
            stopping = asyncio.create_task(node.stopping.wait())
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
        finally:
            tell_systemd("STOPPING=1")
            with contextlib.suppress(OSError):  # who finds it left behind asks the address, and hears nothing
                remove_file(paths.node_file)
            lan.cancel()
            quiet.cancel()
            pools.cancel()
            await asyncio.gather(lan, quiet, pools, return_exceptions=True)
            await (
                node.turns.close()
            )  # streams end with their turns, so that the server need not wait for them
            server.close()
            await asyncio.gather(serving, return_exceptions=True)
            await node.close()
            log.info("stopped")
            stopped.set()


@contextlib.contextmanager
def _stop_signals(
    stopping: asyncio.Event, stopped: threading.Event, woken: Callable[[], None]
) -> Iterator[None]:
    """Set the event on Ctrl+C, SIGTERM, or when console or session end; call ``woken`` after the PC has slept."""
    loop = asyncio.get_running_loop()

    def stop(*_: object) -> None:
        loop.call_soon_threadsafe(stopping.set)

    def stop_and_wait() -> None:
        stop()
        stopped.wait(4)  # Windows ends us 5 seconds after this, or when it returns

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    on_console_close(stop_and_wait)

    def hear(event: SessionEvent) -> None:
        if event is SessionEvent.ENDING:
            log.info("the session ends")
            stop_and_wait()
        elif event is SessionEvent.RESUMED:
            woken()

    session = SessionEvents(hear)
    try:
        yield
    finally:
        session.close()
        for number, handler in before.items():
            signal.signal(number, handler)
