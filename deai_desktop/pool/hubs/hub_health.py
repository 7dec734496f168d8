"""How a pool's hubs are: asked over the system account, so that no hub needs a page that strangers could read."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from nats.aio.client import Client
from nats.errors import Error as NatsError
from pydantic import BaseModel, Field, ValidationError

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_list import MOST_HUBS

_ASKED = "$SYS.REQ.SERVER.PING.VARZ"
_FORGET = "$JS.API.SERVER.REMOVE"
_WAIT_SECONDS = 1.0
_RELOAD_SECONDS = 10.0
_LONGEST = 64_000
_COUNT = Annotated[int, Field(ge=0, le=2**63)]


@dataclass(frozen=True)
class HubHealth:
    """Hold how one hub is."""

    id: str
    """Of this run of the server."""
    server: str
    """As in `ListedHub.server`."""
    started_at: float
    """Seconds since 1970."""
    connections: int
    other_hubs: int
    """To how many it is connected."""
    subscriptions: int
    memory: int
    """Bytes."""
    cpu: float
    """Percent of one core, in the last seconds."""
    received_messages: int
    received_bytes: int
    sent_messages: int
    sent_bytes: int
    slow_members: int
    """How many were cut off since they did not listen fast enough."""
    stored_bytes: int
    """In streams."""
    version: str = ""
    """Of nats-server."""
    leader: str = ""
    """Which hub decides for all on streams, as this one knows it; nothing where it is alone, or none does."""
    counted: int = 0
    """How many hubs have a say in that."""
    behind: int = 0
    """How far it is behind in what was decided."""


class _Server(BaseModel):
    id: Annotated[str, Field(max_length=100)]
    name: Annotated[str, Field(max_length=100)]


class _Stored(BaseModel):
    storage: _COUNT = 0


class _Meta(BaseModel):
    leader: Annotated[str, Field(max_length=100)] = ""
    cluster_size: _COUNT = 0
    pending: _COUNT = 0


class _Streams(BaseModel):
    stats: _Stored = _Stored()
    meta: _Meta = _Meta()


class _Varz(BaseModel):
    start: datetime
    connections: _COUNT
    remotes: _COUNT = 0
    subscriptions: _COUNT
    mem: _COUNT
    cpu: Annotated[float, Field(ge=0)]
    in_msgs: _COUNT
    in_bytes: _COUNT
    out_msgs: _COUNT
    out_bytes: _COUNT
    slow_consumers: _COUNT = 0
    version: Annotated[str, Field(max_length=50)] = ""
    jetstream: _Streams = _Streams()


class _Answer(BaseModel):
    server: _Server
    data: _Varz


async def ask_health(system: Client, server: str = "", most: int = MOST_HUBS) -> tuple[HubHealth, ...]:
    """Ask all hubs, or the one of this name, how they are; those that are away are not among them.

    ``system`` is a connection with `Founder.admit_to_hubs` or `Founder.watch_hubs`. It takes a second, unless as many
    answer as there are at most.
    """
    inbox = system.new_inbox()
    subscription = await system.subscribe(inbox)
    asked = json.dumps({"server_name": server}).encode() if server else b""
    found: dict[str, HubHealth] = {}
    try:
        await system.publish(_ASKED, asked, reply=inbox)
        async with asyncio.timeout(_WAIT_SECONDS):
            while len(found) < (1 if server else most):
                health = _health((await subscription.next_msg(_WAIT_SECONDS)).data)
                if health and (not server or health.server == server):
                    found[health.id] = health
    except (TimeoutError, NatsError):
        pass
    finally:
        await subscription.unsubscribe()
    return tuple(sorted(found.values(), key=lambda one: one.server))


async def forget_hub(system: Client, server: str) -> None:
    """Have the other hubs forget one that is off the list, for good. Raises NATS' errors while they can't agree."""
    asked = json.dumps({"peer": server}).encode()
    while True:
        reply = json.loads((await system.request(_FORGET, asked, timeout=_WAIT_SECONDS)).data)
        if not reply.get("error"):
            return
        await asyncio.sleep(_WAIT_SECONDS)


async def reload_settings(system: Client, server: str) -> None:
    """Have a hub read its settings again, after `HubFiles.write`: nobody is cut off. Raises `PoolError`."""
    try:
        (found,) = await ask_health(system, server)
        reply = await system.request(f"$SYS.REQ.SERVER.{found.id}.RELOAD", b"", timeout=_RELOAD_SECONDS)
    except (NatsError, TimeoutError, ValueError):
        raise PoolError("The hub does not answer.", hint="Start it again.") from None
    if b'"error"' in reply.data:
        raise PoolError("The hub did not take its new settings.", hint="Start it again.")


def _health(text: bytes) -> HubHealth | None:
    try:
        if len(text) > _LONGEST:
            return None
        answer = _Answer.model_validate_json(text)
    except ValidationError:
        return None
    said = answer.data
    return HubHealth(
        answer.server.id,
        answer.server.name,
        said.start.timestamp(),
        said.connections,
        said.remotes,
        said.subscriptions,
        said.mem,
        said.cpu,
        said.in_msgs,
        said.in_bytes,
        said.out_msgs,
        said.out_bytes,
        said.slow_consumers,
        said.jetstream.stats.storage,
        said.version,
        said.jetstream.meta.leader,
        said.jetstream.meta.cluster_size,
        said.jetstream.meta.pending,
    )
