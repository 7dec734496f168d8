"""Pools over the wire: which there are, who belongs to them, and invites."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

MemberRole = Literal["worker", "requester", "both", "admin"]
HubListens = Literal["this-pc", "network"]
Standing = Literal["connecting", "online", "offline", "refused"]

LONGEST_INVITE = 8_000
LONGEST_VALIDITY = 30 * 24 * 3600
_NAME = Field(min_length=1, max_length=60)
_OPTIONAL_NAME = Field(default="", max_length=60)


class OwnHub(BaseModel):
    """The hub of a pool that runs on this PC."""

    listens: HubListens
    """Who can reach it."""
    address: str = ""
    """Where, as ``host:port``; empty until it has run."""
    problem: str = ""
    """What is wrong with it, in words for people."""


class PoolView(BaseModel):
    """A pool, and how this PC stands with it."""

    key: str
    """Public: what the pool is known by."""
    name: str
    role: MemberRole
    """What this PC is in it for."""
    device_name: str
    """What this PC is called there."""
    is_founder: bool
    standing: Standing
    reason: str = ""
    """Why it is not online, in words for people."""
    joined_at: float
    certificate_expires_at: float
    hubs: list[str] = []
    """Where its hubs are, as ``host:port``."""
    hub: OwnHub | None = None


class PoolList(BaseModel):
    """All pools of this PC."""

    pools: list[PoolView]
    available: bool = True
    reason: str = ""
    """Why there can be no pools here, in words for people."""


class NewPool(BaseModel):
    """Found a pool."""

    name: str = _NAME
    device_name: str = _OPTIONAL_NAME
    """What to call this PC in it; by default its name in the network."""
    listens: HubListens = "this-pc"


class PoolChanges(BaseModel):
    """What is to be other than before; what is left out stays."""

    name: str = _OPTIONAL_NAME
    device_name: str = _OPTIONAL_NAME
    listens: HubListens | None = None


class InviteText(BaseModel):
    """An invite to look at; it is not used."""

    invite: str = Field(min_length=1, max_length=LONGEST_INVITE)


class JoinPool(InviteText):
    """Use an invite."""

    device_name: str = _OPTIONAL_NAME


class InvitePreview(BaseModel):
    """What an invite says, before it is used."""

    key: str
    name: str
    hubs: list[str]
    """Where this PC would connect to."""
    expires_at: float


class NewInvite(BaseModel):
    """Make an invite for one PC."""

    role: MemberRole = "both"
    valid_seconds: int = Field(default=48 * 3600, ge=60, le=LONGEST_VALIDITY)


class InviteView(BaseModel):
    """An invite that nobody has used yet."""

    id: str
    role: MemberRole
    made_at: float
    expires_at: float


class CreatedInvite(BaseModel):
    """A new invite with its text, which is in this reply and nowhere else."""

    id: str
    role: MemberRole
    expires_at: float
    invite: str
    """Whoever has it can join: as secret as a key."""


class InviteList(BaseModel):
    """The invites of a pool that nobody has used yet, oldest first."""

    invites: list[InviteView]


class MemberView(BaseModel):
    """A PC that belongs to a pool."""

    device: str
    """Its public key."""
    name: str
    role: MemberRole
    admitted_at: float
    is_this_pc: bool = False


class MemberList(BaseModel):
    """Who belongs to a pool, who came first at the beginning."""

    members: list[MemberView]


class MemberChanges(BaseModel):
    """What a member is in the pool for from now on; it holds when its certificate is renewed, within a day."""

    role: MemberRole
