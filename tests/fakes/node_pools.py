"""What the fake node knows of pools; its attributes may be changed at any time."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from deai_desktop.api.schemas import pools as wire
from deai_desktop.api.schemas.ledger import DayWork, LogView, PoolLedger, WorkDays
from deai_desktop.api.schemas.status import Done
from deai_desktop.core.errors import DeAIError, NotFoundError, PoolError
from tests.fakes.node import FakeNode
from tests.fakes.node_models import Happening

NOW = 1_790_000_000.0
DAY = 24 * 3600.0
LONG_INVITE = "deai:join/" + "".join("Ab3_-xYz"[at * at % 8] for at in range(1490))
LONG_HUB_INVITE = LONG_INVITE.replace("join", "hub")

Reply = BaseModel | Iterator[BaseModel]


@dataclass
class FakePools:
    """Hold what a test says of pools, and do to it what a front end asks for."""

    pools: list[wire.PoolView] = field(default_factory=list)
    members: dict[str, list[wire.MemberView]] = field(default_factory=dict)
    invites: dict[str, list[wire.InviteView]] = field(default_factory=dict)
    good: dict[str, wire.InvitePreview] = field(default_factory=dict)
    """Invites that can be used, by their text."""
    work: dict[str, list[wire.MemberWork]] = field(default_factory=dict)
    """What this PC did, by the pools' keys."""
    offered: list[wire.PoolModelView] = field(default_factory=list)
    """What members of pools run."""
    ledger: dict[str, PoolLedger] = field(default_factory=dict)
    today: dict[str, list[DayWork]] = field(default_factory=dict)
    hubs: dict[str, wire.HubViewList] = field(default_factory=dict)
    """How the hubs are, by the keys of pools that were founded here."""
    own_hubs: list[wire.OwnHubView] = field(default_factory=list)
    """Of other people's pools."""
    why_not: str = ""
    error: DeAIError | None = None
    """What goes wrong with all but lists."""
    seconds: float = 0.0
    """How long founding and joining take."""
    asked: list[str] = field(default_factory=list)
    """What was asked for, like ``create Friends``; looking at lists is not noted."""
    _listeners: list[queue.Queue[Happening | None]] = field(default_factory=list)

    def change(self, what: str = "pools_changed") -> None:
        """Tell all who listen that something is other than before."""
        for listener in self._listeners:
            listener.put(Happening(type=what))

    def events(self) -> Iterator[BaseModel]:
        """Tell what happens, until the node ends."""
        mine: queue.Queue[Happening | None] = queue.Queue()
        self._listeners.append(mine)
        yield Happening(type="connected")
        while (event := mine.get()) is not None:
            yield event

    def close(self) -> None:
        """End all streams of events."""
        for listener in self._listeners:
            listener.put(None)

    def note(self, what: str) -> None:
        """Write down what was asked for; raises the error that a test wants."""
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def found(self, name: str, device_name: str = "kitchen", listens: wire.HubListens = "this-pc") -> str:
        """Add a pool that was founded here, and return its key."""
        key = f"KEY{len(self.pools)}"
        host = "127.0.0.1" if listens == "this-pc" else "192.168.1.20"
        hub = wire.OwnHub(listens=listens, address=f"{host}:41234")
        self.pools.append(_pool(key, name, device_name, "admin", hub=hub, hubs=[hub.address]))
        here = wire.HubView(
            key="HUB0", name=device_name, addresses=[hub.address], is_own=True, is_there=True, connections=2
        )
        self.hubs[key] = wire.HubViewList(hubs=[here])
        own = wire.MemberView(device="OWN", name=device_name, role="admin", admitted_at=NOW, is_this_pc=True)
        self.members[key], self.invites[key] = [own], []
        return key

    def join(self, name: str, device_name: str = "kitchen", role: wire.MemberRole = "both") -> str:
        """Add a pool that somebody else founded, and return its key."""
        key = f"KEY{len(self.pools)}"
        self.pools.append(_pool(key, name, device_name, role, hubs=["192.168.1.7:41234"]))
        return key

    def member_list(self, key: str) -> wire.MemberList:
        """List the members, as far as a PC knows them that did not found the pool."""
        is_founder = self.update(key).is_founder
        return wire.MemberList(members=self.members.get(key, []), is_whole=is_founder)

    def update(self, key: str, **news: Any) -> wire.PoolView:
        """Change what is known of a pool; raises `NotFoundError`."""
        for at, pool in enumerate(self.pools):
            if pool.key == key:
                self.pools[at] = pool.model_copy(update=news)
                return self.pools[at]
        raise NotFoundError("This PC belongs to no such pool.")


def _pool(
    key: str,
    name: str,
    device_name: str,
    role: wire.MemberRole,
    *,
    hubs: list[str],
    hub: wire.OwnHub | None = None,
) -> wire.PoolView:
    return wire.PoolView(
        key=key,
        name=name,
        role=role,
        device_name=device_name,
        is_founder=hub is not None,
        standing="online",
        joined_at=NOW,
        certificate_expires_at=NOW + DAY,
        hubs=hubs,
        hub=hub,
    )


def _create(node: FakePoolNode, body: bytes, query: Any) -> Reply:
    asked = wire.NewPool.model_validate_json(body)
    time.sleep(node.known.seconds)
    node.known.note(f"create {asked.name} for {asked.listens} as {asked.device_name}")
    key = node.known.found(asked.name, asked.device_name, asked.listens)
    node.known.change()
    return node.known.update(key)


def _look(node: FakePoolNode, body: bytes, query: Any) -> Reply:
    invite = wire.InviteText.model_validate_json(body).invite
    node.known.note(f"look {invite}")
    return node.known.good[invite]


def _join(node: FakePoolNode, body: bytes, query: Any) -> Reply:
    asked = wire.JoinPool.model_validate_json(body)
    time.sleep(node.known.seconds)
    node.known.note(f"join {asked.invite} as {asked.device_name}")
    key = node.known.join(node.known.good.pop(asked.invite).name, asked.device_name)
    node.known.change()
    return node.known.update(key)


def _change(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    asked = wire.PoolChanges.model_validate_json(body)
    node.known.note(f"change {key} {asked.model_dump_json(exclude_unset=True)}")
    news: dict[str, Any] = asked.model_dump(include={"name", "device_name"}, exclude_defaults=True)
    if asked.listens:
        news["hub"] = wire.OwnHub(listens=asked.listens, address="192.168.1.20:41234")
    return node.known.update(key, **news)


def _leave(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    node.known.note(f"leave {key}")
    node.known.pools = [pool for pool in node.known.pools if pool.key != key]
    return Done()


def _change_member(node: FakePoolNode, body: bytes, query: Any, key: str, device: str) -> Reply:
    role = wire.MemberChanges.model_validate_json(body).role
    node.known.note(f"make {device} {role}")
    node.known.members[key] = [
        one.model_copy(update={"role": role}) if one.device == device else one
        for one in node.known.members[key]
    ]
    return Done()


def _remove_member(node: FakePoolNode, body: bytes, query: Any, key: str, device: str) -> Reply:
    node.known.note(f"remove {device}")
    node.known.members[key] = [one for one in node.known.members[key] if one.device != device]
    return Done()


def _invite(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    asked = wire.NewInvite.model_validate_json(body)
    node.known.note(f"invite {asked.role} for {asked.valid_seconds}")
    view = wire.InviteView(
        id=f"INVITE{len(node.known.invites[key])}",
        role=asked.role,
        made_at=time.time(),
        expires_at=time.time() + asked.valid_seconds,
    )
    node.known.invites[key].append(view)
    return wire.CreatedInvite(id=view.id, role=view.role, expires_at=view.expires_at, invite=LONG_INVITE)


def _take_back(node: FakePoolNode, body: bytes, query: Any, key: str, invite: str) -> Reply:
    node.known.note(f"take back {invite}")
    node.known.invites[key] = [one for one in node.known.invites[key] if one.id != invite]
    return Done()


def _lend(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    asked = wire.LendingChanges.model_validate_json(body)
    news = asked.model_dump(exclude_none=True)
    node.known.note(f"lend {key} {news}")
    pool = node.known.update(key)
    return node.known.update(key, lending=pool.lending.model_copy(update=news))


def _trust(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    node.known.note(f"trust {key}")
    return node.known.update(key, knows_risk=True)


def _take_back_trust(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    node.known.note(f"trust no longer {key}")
    return node.known.update(key, knows_risk=False)


def _list_hubs(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    if key not in node.known.hubs:
        raise PoolError("Only the PC that founded the pool can do that.")
    return node.known.hubs[key]


def _invite_hub(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    seconds = wire.NewHubInvite.model_validate_json(body).valid_seconds
    node.known.note(f"invite a hub for {seconds}")
    return wire.CreatedHubInvite(id="HUB", expires_at=time.time() + seconds, invite=LONG_HUB_INVITE)


def _remove_hub(node: FakePoolNode, body: bytes, query: Any, key: str, hub: str) -> Reply:
    node.known.note(f"remove hub {hub}")
    node.known.hubs[key].hubs = [one for one in node.known.hubs[key].hubs if one.key != hub]
    return Done()


def _be_hub(node: FakePoolNode, body: bytes, query: Any) -> Reply:
    asked = wire.JoinAsHub.model_validate_json(body)
    time.sleep(node.known.seconds)
    node.known.note(f"be hub {asked.invite} for {asked.listens} as {asked.name}")
    pool = node.known.good.pop(asked.invite)
    hub = wire.OwnHubView(
        pool=pool.key, pool_name=pool.name, name=asked.name, addresses=["192.168.1.20:4222"], is_running=True
    )
    node.known.own_hubs.append(hub)
    return hub


def _leave_hub(node: FakePoolNode, body: bytes, query: Any, pool: str) -> Reply:
    node.known.note(f"leave hub {pool}")
    node.known.own_hubs = [one for one in node.known.own_hubs if one.pool != pool]
    return Done()


def _work(node: FakePoolNode, body: bytes, query: Any, key: str) -> Reply:
    return wire.PoolWork(members=node.known.work.get(key, []))


def _list(node: FakePoolNode, body: bytes, query: Any) -> Reply:
    why_not = node.known.why_not
    return wire.PoolList(pools=[] if why_not else node.known.pools, available=not why_not, reason=why_not)


_ROUTES: tuple[tuple[str, Callable[..., Reply]], ...] = (
    ("GET /api/events", lambda node, body, query: node.known.events()),
    ("GET /api/pools", _list),
    ("GET /api/pools/models", lambda node, body, query: wire.PoolModelList(models=node.known.offered)),
    ("POST /api/pools", _create),
    ("POST /api/pools/look", _look),
    ("POST /api/pools/join", _join),
    ("PATCH /api/pools/([^/]+)", _change),
    ("DELETE /api/pools/([^/]+)", _leave),
    (
        "GET /api/pools/([^/]+)/members",
        lambda node, body, query, key: node.known.member_list(key),
    ),
    ("PATCH /api/pools/([^/]+)/members/([^/]+)", _change_member),
    ("DELETE /api/pools/([^/]+)/members/([^/]+)", _remove_member),
    (
        "GET /api/pools/([^/]+)/invites",
        lambda node, body, query, key: wire.InviteList(invites=node.known.invites[key]),
    ),
    ("POST /api/pools/([^/]+)/invites", _invite),
    (
        "GET /api/pools/([^/]+)/ledger",
        lambda node, body, query, key: node.known.ledger.get(
            key, PoolLedger(members=[], log=LogView(entries=0))
        ),
    ),
    (
        "GET /api/pools/([^/]+)/days",
        lambda node, body, query, key: WorkDays(days=node.known.today.get(key, [])),
    ),
    ("PATCH /api/pools/([^/]+)/lending", _lend),
    ("POST /api/pools/([^/]+)/trust", _trust),
    ("DELETE /api/pools/([^/]+)/trust", _take_back_trust),
    ("GET /api/pools/([^/]+)/work", _work),
    ("GET /api/pools/([^/]+)/hubs", _list_hubs),
    ("POST /api/pools/([^/]+)/hubs", _invite_hub),
    ("DELETE /api/pools/([^/]+)/hubs/([^/]+)", _remove_hub),
    ("GET /api/pool-hubs", lambda node, body, query: wire.OwnHubList(hubs=node.known.own_hubs)),
    ("POST /api/pool-hubs", _be_hub),
    ("DELETE /api/pool-hubs/([^/]+)", _leave_hub),
    ("DELETE /api/pools/([^/]+)/invites/([^/]+)", _take_back),
)


class FakePoolNode(FakeNode):
    """A fake node with pools."""

    def __init__(self) -> None:
        super().__init__(more_routes=_ROUTES)
        self.known = FakePools()

    def __exit__(self, *arguments: Any) -> None:
        self.known.close()
        super().__exit__(*arguments)
