"""Connects to the hub on a founder's own PC, with a certificate for one purpose that only founders can give."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from deai_desktop.pool.hubs.connection import HubClient, Watch, connected
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey

_CONNECT_SECONDS = 20.0


@asynccontextmanager
async def as_envoy(
    hub: Sequence[HubAddress],
    authority: str,
    admit: Callable[[PublicKey], str],
    watch: Watch | None = None,
) -> AsyncIterator[HubClient]:
    """Hold a connection; ``admit`` is asked each time that it is made again. Raises `PoolError`."""
    envoy = KeyPair.generate(KeyKind.DEVICE)
    connecting = connected(
        None,
        "",
        hub,
        trust_only(authority),
        envoy,
        lambda: admit(envoy.public),
        watch=watch,
        within=_CONNECT_SECONDS,
    )
    async with connecting as client:
        yield client
