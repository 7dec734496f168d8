"""Connects to a pool's hubs as one device, with a certificate for it, and writes each of them down."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any

from nats.aio.client import NO_RESPONDERS_STATUS, Client
from nats.aio.msg import Msg
from nats.aio.transport import TcpTransport, WebSocketTransport
from nats.errors import NoServersError

from deai_desktop.core.tasks import end_task
from deai_desktop.outbound.journal import Contact, Journal, Recording, recorded
from deai_desktop.pool.errors import PoolError, PoolUnreachableError
from deai_desktop.pool.hubs.failover import NextHub
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.identity.keys import KeyPair

_CHARTER_SUBJECT = "$SYS.REQ.CLAIMS.UPDATE"
_CONNECT_SECONDS = 5
_TRY_SECONDS = 8.0
"""For all hubs but those on the web, where there are such."""
_BRIEFLY = {"max_reconnect_attempts": 1}
_PAUSE_SECONDS = 0.2
"""Before a hub is tried again while the first connection is made; how it goes on later, see `failover`."""
_DROP_SECONDS = 2.0
_LOOK_SECONDS = 5
"""How often it is asked whether the hub is still there; after three times without an answer it counts as gone."""
_REPLY_SECONDS = 10.0
_REFUSALS = ("authorization violation", "authentication")
"""In what a hub says to somebody whom it does not let in: “Authorization Violation” and the like."""
_ATTEMPTS = 60
"""For each hub, up to five seconds apart, before a connection is given up."""
_SENT = "Your membership of the pool, and what you ask and answer there, sealed"


async def _nothing() -> None:
    return


class Refused(PoolError):
    """Say that a hub does not take this PC's certificate."""

    code = "pool_refused"
    default_title = "The pool does not let this PC in"


@dataclass(frozen=True)
class Watch:
    """Hear of a connection that was made: it is lost, it is back, it is given up."""

    lost: Callable[[], Awaitable[None]] = _nothing
    back: Callable[[], Awaitable[None]] = _nothing
    closed: Callable[[], Awaitable[None]] = _nothing


class HubClient(Client):
    """A connection that goes from one hub to another."""

    def __init__(self, record: Callable[[HubAddress], None], watch: Watch) -> None:
        super().__init__()
        self._record = record
        self._watch = watch
        self._is_made = False

    def change_hubs(self, hubs: Sequence[HubAddress]) -> None:
        """Learn where the hubs are now, for when the one that it has is lost.

        Raises `StorageError` when they can't be written down.
        """
        is_on_the_web = self.connected_url is not None and self.connected_url.scheme == "wss"
        ways = [hub for hub in hubs if hub.is_web == is_on_the_web]
        for hub in ways:
            self._record(hub)
        if ways:
            self.set_server_pool(_on_the_web(ways) + _plain(ways))

    async def make(
        self,
        urls: list[str],
        within: float | None,
        on_trouble: Callable[[Exception], Awaitable[None]] | None,
        options: dict[str, Any],
    ) -> HubClient:
        """Connect for the first time. Raises `Refused`, `PoolUnreachableError` or `PoolError`."""
        if any(url.startswith("wss:") for url in urls) and find_spec("aiohttp") is None:
            raise PoolError(
                "The pool can be reached over the web only, and a part for that is not installed.",
                hint="Install it: pip install deai-desktop[web]",
            )
        refused: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        last: Exception | None = None

        async def trouble(error: Exception) -> None:
            nonlocal last
            last = error
            is_refusal = any(text in str(error).lower() for text in _REFUSALS)
            if is_refusal and not self.is_connected and not refused.done():
                refused.set_result(None)
            if on_trouble:
                await on_trouble(error)

        connecting = asyncio.create_task(
            self.connect(
                urls,
                # Without that it asks the other side whether to encrypt, and does not when it says no.
                tls_handshake_first=True,
                dont_randomize=True,
                connect_timeout=_CONNECT_SECONDS,
                ping_interval=_LOOK_SECONDS,
                error_cb=trouble,
                disconnected_cb=self._lost,
                reconnected_cb=self._watch.back,
                closed_cb=self._closed,
                reconnect_to_server_handler=NextHub(lambda: self._current_server),
                **{"max_reconnect_attempts": _ATTEMPTS, "reconnect_time_wait": _PAUSE_SECONDS, **options},
            )
        )
        try:
            await asyncio.wait({connecting, refused}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            if not connecting.done():
                raise Refused("The hub does not know this PC.") if refused.done() else _unreachable(last)
            try:
                await connecting
            except NoServersError:
                raise _unreachable(last) from None
        except BaseException:
            await end_task(connecting)
            await self.close()
            await self._drop()
            raise
        self._is_made = True
        self.options["max_reconnect_attempts"] = _ATTEMPTS
        self.set_server_pool(urls)  # those too that were away just now
        return self

    async def close(self) -> None:
        """Close it for good; where it is lost right now, what was not sent yet is dropped.

        nats-py 2.16 would send that over what it has closed itself, and fail.
        """
        if not self.is_connected:
            self._pending, self._pending_data_size = [], 0
        await super().close()

    async def _process_pong(self) -> None:
        """Take the answer to a ping, also when nobody waits for it any more.

        nats-py 2.16 fails at that: a task that is cancelled while it flushes ends the reading of the connection, which
        counts as made and hears nothing until the hub is asked whether it is still there.
        """
        if self._pongs and self._pongs[0].done():
            self._pongs[0] = asyncio.get_running_loop().create_future()
        await super()._process_pong()

    async def _connect_to_server(self, *arguments: Any, **options: Any) -> None:
        """Try a hub, and let go of what was opened where that fails; nats-py 2.16 forgets it."""
        try:
            await super()._connect_to_server(*arguments, **options)
        except BaseException:
            if isinstance(self._transport, TcpTransport):
                self._transport.close()  # type: ignore[no-untyped-call]
            raise

    async def _drop(self) -> None:
        """Close what nats-py 2.16 leaves open on the web when it is broken off while it closes."""
        if isinstance(self._transport, WebSocketTransport):
            untyped: Any = self._transport
            untyped.close()
            with suppress(OSError, TimeoutError):
                await asyncio.wait_for(untyped.wait_closed(), _DROP_SECONDS)

    async def _lost(self) -> None:
        if self._is_made:
            await self._watch.lost()

    async def _closed(self) -> None:
        if self._is_made:
            await self._watch.closed()


@asynccontextmanager
async def connected(
    journal: Journal | None,
    purpose: str,
    hubs: Sequence[HubAddress],
    encryption: ssl.SSLContext,
    device: KeyPair,
    certificate: Callable[[], str],
    *,
    on_trouble: Callable[[Exception], Awaitable[None]] | None = None,
    watch: Watch | None = None,
    within: float | None = None,
    is_here: Callable[[HubAddress], bool] = lambda _: False,
) -> AsyncIterator[HubClient]:
    """Hold a connection to one of the hubs, tried in this order, which changes to another when that is gone. Those
    on the web (wss) are for when none of the others answers.

    ``certificate`` is asked each time, since it is renewed meanwhile; ``purpose`` is for the list of connections, and
    without a ``journal`` the hub must be on this PC, as those are that ``is_here`` knows. The first time it is tried
    for as many seconds as ``within`` says. Raises `Refused`, `PoolUnreachableError`, `PoolError` when something is
    missing for the web, and `StorageError` when the hubs can't be written down.
    """
    recordings: dict[HubAddress, Recording] = {}
    with ExitStack() as records:

        def record(hub: HubAddress) -> None:
            if journal and hub not in recordings and not is_here(hub):
                contact = Contact(hub.host, hub.port, purpose, _SENT)
                recordings[hub] = records.enter_context(recorded(journal, contact))

        for hub in hubs:
            record(hub)
        options = {
            "tls": encryption,
            "user_jwt_cb": lambda: certificate().encode(),
            "signature_cb": lambda nonce: base64.b64encode(device.sign(nonce.encode())),
            "inbox_prefix": f"to.{device.public.text}.reply".encode(),
        }
        new = partial(HubClient, record, watch or Watch())
        client = await _made(new, hubs, within, on_trouble, options)
        try:
            yield client
        finally:
            for recording in list(recordings.values())[:1]:  # to which of them, nobody can tell
                recording.received = client.stats["in_bytes"]
            await client.close()


async def _made(
    new: Callable[[], HubClient],
    hubs: Sequence[HubAddress],
    within: float | None,
    on_trouble: Callable[[Exception], Awaitable[None]] | None,
    options: dict[str, Any],
) -> HubClient:
    """Connect to one of the hubs, to one on the web when there is no other: a client speaks one way or the other."""
    *first, last = [way for way in (_plain(hubs), _on_the_web(hubs)) if way] or [[]]
    for way in first:
        with suppress(PoolUnreachableError):
            return await new().make(
                way, min(within or _TRY_SECONDS, _TRY_SECONDS), on_trouble, options | _BRIEFLY
            )
    return await new().make(last, within, on_trouble, options)


def _plain(hubs: Sequence[HubAddress]) -> list[str]:
    return [f"tls://{hub}" for hub in hubs if not hub.is_web]


def _on_the_web(hubs: Sequence[HubAddress]) -> list[str]:
    return [f"wss://{hub}" for hub in hubs if hub.is_web]


def _unreachable(last: Exception | None) -> PoolUnreachableError:
    if isinstance(last, ssl.SSLCertVerificationError):
        return PoolUnreachableError("Another server answers where the pool's hub should be.")
    return PoolUnreachableError(
        "No hub of the pool answers.", hint="Is the PC on that its hub runs on, and are you in its network?"
    )


async def is_hub_there(journal: Journal, hub: HubAddress, encryption: ssl.SSLContext) -> bool:
    """Say whether a server answers there that proves to be a hub of the pool; nothing else is said to it.

    Raises `StorageError` when it can't be written down.
    """
    with recorded(journal, Contact(hub.host, hub.port, "Look who answers in the home network", "Nothing")):
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                _, writer = await asyncio.open_connection(hub.host, hub.port, ssl=encryption)
        except (OSError, TimeoutError):
            return False
        writer.close()
        with suppress(OSError, TimeoutError):
            await asyncio.wait_for(writer.wait_closed(), _DROP_SECONDS)
        return True


async def settled(hub: Client) -> None:
    """Wait until the hub knows of all that was subscribed and published so far.

    nats-py 2.16 sends the ping of a flush before what waits to be sent, so one alone proves nothing.
    """
    await hub.flush()
    await hub.flush()


def asks_for_itself(message: Msg, device: str = "") -> bool:
    """Say whether an answer would go to a member's inbox, and to that of ``device`` where one is named.

    The hub lets us say more than members: what is answered elsewhere would go out in our name.
    """
    return message.reply.startswith(f"to.{device}." if device else "to.")


def is_nobody_there(message: Msg) -> bool:
    """Say whether a hub tells with it that what was sent reached nobody.

    Any member could say so too, to who told it where: it proves no more than the word of a hub.
    """
    status = (message.headers or {}).get("Status")
    return not message.data and status == NO_RESPONDERS_STATUS


async def tell_charter(hub: Client, charter: str) -> None:
    """Give all hubs a new charter, over a connection of the system account: who was removed is out at once.

    Raises `PoolError` when they refuse it.
    """
    reply = await hub.request(_CHARTER_SUBJECT, charter.encode(), timeout=_REPLY_SECONDS)
    if b'"error"' in reply.data:
        raise PoolError("The hub did not take the new charter.", hint="Try again.")
