"""Comes to a pool's door with an invite: connects as the guest that the invite names, and asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.errors import BadInviteError, PoolUnreachableError
from deai_desktop.pool.hubs.connection import HubClient, Refused, connected
from deai_desktop.pool.hubs.home_network import HomeNetwork, is_near
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.joining import Joined, ask_to_join
from deai_desktop.pool.identity.keys import KeyPair

_JOIN_SECONDS = 20.0


async def ask_at_the_door(
    journal: Journal, invite: Invite, device: KeyPair, name: str, lan: HomeNetwork
) -> tuple[Joined, tuple[HubAddress, ...]]:
    """Ask to be let in as a member; return where hubs are, too, the one that answered among them.

    Raises `BadInviteError`, `PoolError` and others.
    """
    async with as_guest(journal, invite, lan) as hub:
        joined = await ask_to_join(hub, invite, device, name)
        there = hub.connected_url
    if there is None or there.hostname is None or there.scheme == "wss":
        return joined, invite.hubs
    reached = HubAddress(there.hostname, there.port or 0)
    return joined, invite.hubs if reached in invite.hubs else (reached, *invite.hubs)


@asynccontextmanager
async def as_guest(journal: Journal, invite: Invite, lan: HomeNetwork) -> AsyncIterator[HubClient]:
    """Hold a connection to one of the pool's hubs as the invite's guest, where need be to one found nearby.

    Raises `BadInviteError` and its like.
    """
    try:
        async with AsyncExitStack() as stack:
            try:
                hub = await stack.enter_async_context(_connecting(journal, invite, invite.hubs))
            except PoolUnreachableError:
                if not (found := await _found(invite, lan)):
                    raise
                hub = await stack.enter_async_context(_connecting(journal, invite, found))
            yield hub
    except Refused:
        raise BadInviteError(
            "The hub does not accept the invite: it has expired, or the pool is another one now.",
            hint="Ask for a new one.",
        ) from None


def _connecting(
    journal: Journal, invite: Invite, hubs: Sequence[HubAddress]
) -> AbstractAsyncContextManager[HubClient]:
    return connected(
        journal,
        f"Pool “{invite.name}”",
        hubs,
        trust_only(invite.hub_certificate),
        invite.guest,
        lambda: invite.certificate,
        within=_JOIN_SECONDS,
    )


async def _found(invite: Invite, lan: HomeNetwork) -> list[HubAddress]:
    """Return where a hub is by now that was in this PC's network when the invite was made."""
    if not (lan.is_on and any(map(is_near, invite.hubs))):
        return []
    return [
        hub for announced in await lan.find() for hub in announced.of(invite.pool) if hub not in invite.hubs
    ]
