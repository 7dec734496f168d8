"""Comes to a pool's door with an invite: connects as the guest that the invite names, and asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.errors import BadInviteError
from deai_desktop.pool.hubs.connection import HubClient, Refused, connected
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.joining import Joined, ask_to_join
from deai_desktop.pool.identity.keys import KeyPair

_JOIN_SECONDS = 20.0


async def ask_at_the_door(journal: Journal, invite: Invite, device: KeyPair, name: str) -> Joined:
    """Ask to be let in as a member. Raises `BadInviteError`, `PoolError` and others."""
    async with as_guest(journal, invite) as hub:
        return await ask_to_join(hub, invite, device, name)


@asynccontextmanager
async def as_guest(journal: Journal, invite: Invite) -> AsyncIterator[HubClient]:
    """Hold a connection to one of the pool's hubs as the invite's guest. Raises `BadInviteError` and its like."""
    try:
        async with connected(
            journal,
            f"Pool “{invite.name}”",
            invite.hubs,
            trust_only(invite.hub_certificate),
            invite.guest,
            lambda: invite.certificate,
            within=_JOIN_SECONDS,
        ) as hub:
            yield hub
    except Refused:
        raise BadInviteError(
            "The hub does not accept the invite: it has expired, or the pool is another one now.",
            hint="Ask for a new one.",
        ) from None
