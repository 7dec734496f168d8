"""Connects to a pool's hubs as one device, with a certificate for it, and writes each of them down."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass

from nats.aio.client import Client

from deai_desktop.core.tasks import end_task
from deai_desktop.outbound.journal import Contact, Journal, Recording, recorded
from deai_desktop.pool.errors import PoolError, PoolUnreachableError
from deai_desktop.pool.hub_address import HubAddress
from deai_desktop.pool.keys import KeyPair

_CHARTER_SUBJECT = "$SYS.REQ.CLAIMS.UPDATE"
_CONNECT_SECONDS = 5
_REPLY_SECONDS = 10.0
_REFUSALS = ("authorization violation", "authentication")
"""In what a hub says to somebody whom it does not let in: “Authorization Violation” and the like."""
_ATTEMPTS = 60
"""For each hub, two seconds apart, before a connection is given up."""
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
) -> AsyncIterator[Client]:
    """Hold a connection to one of the hubs, which changes to another when that is gone.

    ``certificate`` is asked each time, since it is renewed meanwhile; ``purpose`` is for the list of connections, and
    without a ``journal`` the hub must be on this PC. The first time it is tried for as many seconds as ``within`` says.
    Raises `Refused`, `PoolUnreachableError`, and `StorageError` when the hubs can't be written down.
    """
    watch = watch or Watch()
    client = Client()
    refused: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    last: Exception | None = None

    async def trouble(error: Exception) -> None:
        nonlocal last
        last = error
        is_refusal = any(text in str(error).lower() for text in _REFUSALS)
        if is_refusal and not client.is_connected and not refused.done():
            refused.set_result(None)
        if on_trouble:
            await on_trouble(error)

    recordings: list[Recording] = []
    with ExitStack() as records:
        if journal:
            contacts = [Contact(hub.host, hub.port, purpose, _SENT) for hub in hubs]
            recordings = [records.enter_context(recorded(journal, contact)) for contact in contacts]
        connecting = asyncio.create_task(
            client.connect(
                [f"tls://{hub.host}:{hub.port}" for hub in hubs],
                tls=encryption,
                user_jwt_cb=lambda: certificate().encode(),
                signature_cb=lambda nonce: base64.b64encode(device.sign(nonce.encode())),
                inbox_prefix=f"to.{device.public.text}.reply".encode(),
                connect_timeout=_CONNECT_SECONDS,
                error_cb=trouble,
                disconnected_cb=watch.lost,
                reconnected_cb=watch.back,
                closed_cb=watch.closed,
                max_reconnect_attempts=_ATTEMPTS,
            )
        )
        try:
            await asyncio.wait({connecting, refused}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            if not connecting.done():
                raise Refused("The hub does not know this PC.") if refused.done() else _unreachable(last)
            await connecting
            yield client
        finally:
            for recording in recordings[:1]:  # to which of them, nobody can tell
                recording.received = client.stats["in_bytes"]
            await end_task(connecting)
            await client.close()


def _unreachable(last: Exception | None) -> PoolUnreachableError:
    if isinstance(last, ssl.SSLCertVerificationError):
        return PoolUnreachableError("Another server answers where the pool's hub should be.")
    return PoolUnreachableError(
        "No hub of the pool answers.", hint="Is the PC on that its hub runs on, and are you in its network?"
    )


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
