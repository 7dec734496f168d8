"""Connects to a pool's hubs as one device, with a certificate for it, and writes each of them down."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from importlib.util import find_spec
from typing import Any

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.outbound.journal import Contact, Journal, Recording, recorded
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hub_address import HubAddress
from deai_desktop.pool.keys import KeyPair

_CHARTER_SUBJECT = "$SYS.REQ.CLAIMS.UPDATE"
_CONNECT_SECONDS = 5
_TRY_SECONDS = 8.0
_BRIEFLY = {"max_reconnect_attempts": 1, "reconnect_time_wait": 0.2}
_PAUSE_SECONDS = 2
_LOOK_SECONDS = 5
"""How often it is asked whether the hub is still there; after three times without an answer it counts as gone."""
_REPLY_SECONDS = 10.0
_SENT = "Your membership of the pool, and what you ask and answer there, sealed"


class HubClient(Client):
    """A connection that goes from one hub to another."""

    def __init__(self, record: Callable[[HubAddress], None]) -> None:
        super().__init__()
        self._record = record

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


@asynccontextmanager
async def connected(
    journal: Journal,
    purpose: str,
    hubs: Sequence[HubAddress],
    encryption: ssl.SSLContext,
    device: KeyPair,
    certificate: Callable[[], str],
    *,
    on_trouble: Callable[[Exception], Awaitable[None]] | None = None,
) -> AsyncIterator[HubClient]:
    """Hold a connection to one of the hubs, which changes to another when that is gone, for as long as it takes.

    ``certificate`` is asked each time, since it is renewed meanwhile; ``purpose`` is for the list of connections.
    Hubs on the web (wss) are for when none of the others answers. Raises what `Client.connect` raises, `PoolError` when
    something is missing for that, and `StorageError` when the hubs can't be written down.
    """
    with ExitStack() as records:
        known: dict[HubAddress, Recording] = {}

        def record(hub: HubAddress) -> None:
            if hub not in known:
                contact = Contact(hub.host, hub.port, purpose, _SENT)
                known[hub] = records.enter_context(recorded(journal, contact))

        client = await _connect(
            record,
            hubs,
            tls=encryption,
            user_jwt_cb=lambda: certificate().encode(),
            signature_cb=lambda nonce: base64.b64encode(device.sign(nonce.encode())),
            inbox_prefix=f"to.{device.public.text}.reply",
            error_cb=on_trouble or _ignore,
        )
        try:
            yield client
        finally:
            next(reversed(known.values())).received = client.stats["in_bytes"]
            await client.close()


async def _connect(
    record: Callable[[HubAddress], None], hubs: Sequence[HubAddress], **options: Any
) -> HubClient:
    """Connect to one of the hubs, to one on the web when there is no other: a client speaks one way or the other."""
    for hub in hubs:
        record(hub)
    ways = [way for way in (_plain(hubs), _on_the_web(hubs)) if way]
    for way in ways[:-1]:
        with suppress(NatsError, OSError, TimeoutError):
            return await _connect_to(HubClient(record), way, _TRY_SECONDS, options | _BRIEFLY)
    return await _connect_to(HubClient(record), ways[-1] if ways else [], None, options)


async def _connect_to(
    client: HubClient, urls: list[str], seconds: float | None, options: dict[str, Any]
) -> HubClient:
    if any(url.startswith("wss:") for url in urls) and find_spec("aiohttp") is None:
        raise PoolError(
            "The pool can be reached over the web only, and a part for that is not installed.",
            hint="Install it: pip install deai-desktop[web]",
        )
    try:
        async with asyncio.timeout(seconds):
            await client.connect(
                urls,
                # Without that it asks the other side whether to encrypt, and does not when it says no.
                tls_handshake_first=True,
                connect_timeout=_CONNECT_SECONDS,
                ping_interval=_LOOK_SECONDS,
                **options,
            )
    except BaseException:
        await client.close()
        raise
    # The first time it gives up; after that it goes on, however long a laptop sleeps or a hub is away.
    client.options |= {"max_reconnect_attempts": -1, "reconnect_time_wait": _PAUSE_SECONDS}
    client.set_server_pool(urls)  # those too that were away just now
    return client


def _plain(hubs: Sequence[HubAddress]) -> list[str]:
    return [f"tls://{hub.place}" for hub in hubs if not hub.is_web]


def _on_the_web(hubs: Sequence[HubAddress]) -> list[str]:
    return [f"wss://{hub.place}" for hub in hubs if hub.is_web]


async def _ignore(_: Exception) -> None:
    return


async def settled(hub: Client) -> None:
    """Wait until the hub knows of all that was subscribed and published so far.

    nats-py 2.16 sends the ping of a flush before what waits to be sent, so one alone proves nothing.
    """
    await hub.flush()
    await hub.flush()


async def tell_charter(hub: Client, charter: str) -> None:
    """Give all hubs a new charter, over a connection of the system account: who was removed is out at once.

    Raises `PoolError` when they refuse it.
    """
    reply = await hub.request(_CHARTER_SUBJECT, charter.encode(), timeout=_REPLY_SECONDS)
    if b'"error"' in reply.data:
        raise PoolError("The hub did not take the new charter.", hint="Try again.")
