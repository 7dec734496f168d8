"""Connects to a pool's hubs as one device, with a certificate for it, and writes each of them down."""

from __future__ import annotations

import base64
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager

import nats
from nats.aio.client import Client

from deai_desktop.outbound.journal import Contact, Journal, recorded
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hub_address import HubAddress
from deai_desktop.pool.keys import KeyPair

_CHARTER_SUBJECT = "$SYS.REQ.CLAIMS.UPDATE"
_CONNECT_SECONDS = 5
_LOOK_SECONDS = 5
"""How often it is asked whether the hub is still there; after three times without an answer it counts as gone."""
_REPLY_SECONDS = 10.0
_SENT = "Your membership of the pool, and what you ask and answer there, sealed"


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
) -> AsyncIterator[Client]:
    """Hold a connection to one of the hubs, which changes to another when that is gone, for as long as it takes.

    ``certificate`` is asked each time, since it is renewed meanwhile; ``purpose`` is for the list of connections.
    Hubs on the web (wss) are for when none of the others answers. Raises what `nats.connect` raises, and `StorageError`
    when the hubs can't be written down.
    """

    async def ignore(_: Exception) -> None:
        return

    with ExitStack() as records:
        for hub in hubs:
            recording = records.enter_context(recorded(journal, Contact(hub.host, hub.port, purpose, _SENT)))
        client = await nats.connect(
            [f"tls://{hub.place}" for hub in hubs],
            tls=encryption,
            # Without that it asks the other side whether to encrypt, and does not when it says no.
            tls_handshake_first=True,
            ping_interval=_LOOK_SECONDS,
            user_jwt_cb=lambda: certificate().encode(),
            signature_cb=lambda nonce: base64.b64encode(device.sign(nonce.encode())),
            inbox_prefix=f"to.{device.public.text}.reply",
            connect_timeout=_CONNECT_SECONDS,
            error_cb=on_trouble or ignore,
        )
        # The first time it gives up; after that it goes on, however long a laptop sleeps or a hub is away.
        client.options["max_reconnect_attempts"] = -1
        try:
            yield client
        finally:
            recording.received = client.stats["in_bytes"]
            await client.close()


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
