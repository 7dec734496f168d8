"""Pools over the wire: which there are, who belongs to them, and invites."""

from __future__ import annotations

from typing import Annotated, Literal

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


class Lending(BaseModel):
    """What this PC does for a pool's members."""

    lends: bool = False
    models: list[str] = []
    """Ids of the models for that; without any, all."""
    tokens_an_hour: int = 0
    """That each member may have; 0 for as many as they want."""


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
    lending: Lending = Lending()
    knows_risk: bool = False
    """Whether the person was told that who works on a prompt can read it; without that nobody is asked."""


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


class HubReach(BaseModel):
    """How a hub on this PC is reached from elsewhere; what is left out stays."""

    public: str | None = Field(default=None, max_length=253)
    """A name or address in the internet that leads to this PC; an empty one for none."""
    port: int | None = Field(default=None, ge=1, le=65535)
    route_port: int | None = Field(default=None, ge=1, le=65535)
    """For other hubs."""
    web_port: int | None = Field(default=None, ge=0, le=65535)
    """For networks that let nothing through but web pages (wss); 0 for none."""


class PoolChanges(BaseModel):
    """What is to be other than before; what is left out stays."""

    name: str = _OPTIONAL_NAME
    device_name: str = _OPTIONAL_NAME
    listens: HubListens | None = None
    reach: HubReach | None = None


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
    is_for_hub: bool = False
    """Whether it is to run a hub with, and makes nobody a member."""


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
    """0 where only the founder's register knows."""
    is_this_pc: bool = False
    known_by: Literal["itself", "register", "certificate"] = "register"
    """Where this PC knows of it from: the founder's register, or a certificate that it was shown."""
    certified_until: float = 0.0
    """By the newest certificate that was seen; 0 in the register."""


class MemberList(BaseModel):
    """Who belongs to a pool; in the founder's register, who came first at the beginning."""

    members: list[MemberView]
    is_whole: bool = True
    """Whether these are all: only the founder's PC has the register, others know whom they have met."""


class MemberChanges(BaseModel):
    """What a member is in the pool for from now on; it holds when its certificate is renewed, within a day."""

    role: MemberRole


class LendingChanges(BaseModel):
    """What is to be other than before; what is left out stays."""

    lends: bool | None = None
    models: list[Annotated[str, Field(min_length=1, max_length=200)]] | None = Field(
        default=None, max_length=64
    )
    tokens_an_hour: int | None = Field(default=None, ge=0, le=1_000_000_000)


class PoolWorker(BaseModel):
    """A member that offers a model."""

    device: str
    name: str
    tokens_per_second: float = 0.0
    """As that PC expects; 0 while it is not known."""
    slots: int = 1
    free: int = 1
    """How many more answers it would begin at once."""
    wait_seconds: float = 0.0
    """Until a new one would begin."""
    is_doubtful: bool = False
    """Whether it did not answer since it was heard last."""
    is_suspect: bool = False
    """Whether checks found that it answers with another model than it says; it is asked last."""


class PoolModelView(BaseModel):
    """A model that a pool's members run."""

    id: str
    """To ask for it with: ``pool/NAME/model``."""
    pool: str
    model: str
    context_length: int
    workers: list[PoolWorker]
    """The fastest first."""


class PoolModelList(BaseModel):
    """The models of all pools that this PC may ask for."""

    models: list[PoolModelView]


class MemberWork(BaseModel):
    """What this PC did for one member."""

    device: str
    name: str
    jobs: int
    tokens: int
    refused: int
    failed: int
    throttled: int
    bad_frames: int


class PoolWork(BaseModel):
    """What this PC did for a pool's members since it connected."""

    members: list[MemberWork]


class NewHubInvite(BaseModel):
    """Make an invite for one hub."""

    valid_seconds: int = Field(default=48 * 3600, ge=60, le=LONGEST_VALIDITY)


class CreatedHubInvite(BaseModel):
    """A new invite to run a hub with; its text is in this reply and nowhere else."""

    id: str
    expires_at: float
    invite: str
    """Whoever has it can run a hub of the pool: as secret as a key."""
    warning: str = ""
    """What to think of before it is used, in words for people."""


class HubView(BaseModel):
    """A hub of a pool, and how it is."""

    key: str
    name: str
    addresses: list[str]
    """Where members reach it, as ``host:port``, with ``wss://`` before it where it listens as a web page does."""
    is_own: bool = False
    """Whether it runs on this PC."""
    is_there: bool = False
    """Whether it answers; the figures are 0 where it does not."""
    problem: str = ""
    """What is wrong with it, in words for people."""
    version: str = ""
    """Of nats-server."""
    started_at: float = 0.0
    connections: int = 0
    other_hubs: int = 0
    """To how many it is connected."""
    slow_members: int = 0
    """How many were cut off since they did not listen fast enough."""
    memory: int = 0
    cpu: float = 0.0
    """Percent of one core."""
    received_per_second: float = 0.0
    """Bytes."""
    sent_per_second: float = 0.0
    """Bytes."""
    stored: int = 0
    """Bytes of the pool's log and work."""
    is_leader: bool = False
    """Whether it decides for all hubs on what is stored."""
    behind: int = 0
    """How many decisions it has not caught up with."""
    log_behind: int | None = None
    """How many entries of the pool's log its copy does not have yet; null where nobody can say, or it has no copy."""


class HubViewList(BaseModel):
    """The hubs of a pool, the first one at the beginning."""

    hubs: list[HubView]
    problem: str = ""
    """What is wrong with them together, in words for people."""


class NearbyHub(BaseModel):
    """A hub that says in this PC's network that it is there."""

    address: str
    """As ``host:port``."""
    pool: str = ""
    """The key of the pool that it says to belong to; empty where it is none of this PC's."""
    pool_name: str = ""
    is_known: bool = False
    """Whether this PC knew the address."""
    is_proven: bool = False
    """Whether the server that answers there has proved by its certificate that it is a hub of the pool."""


class NearbyHubList(BaseModel):
    """The hubs that were heard of in this PC's network; those of its pools at the beginning."""

    hubs: list[NearbyHub]


class JoinAsHub(InviteText):
    """Become a hub of somebody else's pool."""

    name: str = _OPTIONAL_NAME
    """What to call the hub; by default this PC's name in the network."""
    listens: HubListens = "network"
    reach: HubReach = HubReach()


class OwnHubView(BaseModel):
    """A hub of somebody else's pool that runs on this PC."""

    pool: str
    """The pool's key."""
    pool_name: str
    name: str
    addresses: list[str]
    is_running: bool
    problem: str = ""
    """Why it does not run, in words for people."""


class OwnHubList(BaseModel):
    """The hubs of other people's pools on this PC."""

    hubs: list[OwnHubView]
