"""Which hubs a pool has, in the pool's own words: members find them by it, and hubs know each other by it.

The pool's key signs the list, so whoever passes it on can't alter it, and its number says which of two is newer, so
nobody can bring an old one back. A hub that isn't on the list is none: the others take no connection from its key.

What a hub can do that somebody else runs, and what it can't:

* It has none of the pool's keys. It makes no member, charter or list, and no certificate of another hub; members check
  all of these themselves. It can't bring an older charter or list to others, since these keep the newer one.
* Prompts, answers and receipts are sealed or signed between members. It reads none of that and alters none unnoticed.
* As part of the cluster it sees every subject and every size: who is there, who asks whom, and when. It can hold
  messages back, repeat them, make up some (which members refuse: they are not signed), and cut connections.
* It can delete or purge what streams hold, on all hubs. Members compare signed heads of the log and notice, and the
  founder's PC has kept what was signed: it goes on with that where no other hub is left.
* It may let in whom the pool has removed, for as long as it likes. What these say, others refuse by their own charter;
  they see subjects and sizes, as the hub does.

So a hub is to be run by somebody trusted to keep the pool going, not by somebody trusted with its secrets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.pool.errors import BadCertificateError, PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress, SentAddress
from deai_desktop.pool.hubs.hub_files import HubCluster, HubPlace
from deai_desktop.pool.hubs.reach import Spot
from deai_desktop.pool.identity.certificates import read_certificate
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.identity.keys import KeyKind, PublicKey

MOST_HUBS = 16
MOST_ADDRESSES = 8
"""Of one hub."""
LONGEST_NAME = 60
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
_TYPE = "deai-hubs"
_MOST_COPIES = 3


class _Hub(BaseModel):
    model_config = ConfigDict(extra="forbid")

    device: Annotated[str, Field(max_length=100)]
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=ONE_LINE)]
    addresses: Annotated[list[SentAddress], Field(min_length=1, max_length=MOST_ADDRESSES)]
    route: SentAddress
    key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Says(BaseModel):
    model_config = ConfigDict(extra="forbid")

    type: str
    version: int
    number: Annotated[int, Field(ge=0, le=2**53)]
    hubs: Annotated[list[_Hub], Field(max_length=MOST_HUBS)]


@dataclass(frozen=True)
class ListedHub:
    """A hub of the pool."""

    device: PublicKey
    """The hub's own, and no member's."""
    name: str
    addresses: tuple[HubAddress, ...]
    """Where members reach it."""
    route: HubAddress
    """Where other hubs do."""
    key: str
    """The print of its TLS key."""

    @property
    def server(self) -> str:
        """What nats-server calls it; strangers see it, and learn nothing by it."""
        return f"hub-{_short(self.device.text)}"


class HubList:
    """Know the pool's hubs."""

    def __init__(self, pool: PublicKey, text: str, now: float) -> None:
        """Read a list that the pool's key must have signed. Raises `BadCertificateError` and its like."""
        certificate = read_certificate(text, KeyKind.POOL, KeyKind.POOL, now=now)
        if certificate.issuer != pool or certificate.subject != pool:
            raise BadCertificateError("It is another pool's list of hubs.")
        try:
            says = _Says.model_validate(certificate.says)
            self.hubs = tuple(_listed(hub) for hub in says.hubs)
        except ValidationError:
            raise BadCertificateError("It is no list of hubs.") from None
        if says.type != _TYPE or len({hub.device for hub in self.hubs}) != len(self.hubs):
            raise BadCertificateError("It is no list of hubs.")
        self.pool = pool
        self.text = text
        self.number = says.number

    @property
    def addresses(self) -> tuple[HubAddress, ...]:
        """Where members reach one of the hubs."""
        return tuple(address for hub in self.hubs for address in hub.addresses)

    @property
    def copies(self) -> int:
        """How many hubs are to keep each stream: of three any one may be lost, of two neither may be away for long."""
        return max(1, min(_MOST_COPIES, len(self.hubs)))

    def find(self, device: PublicKey) -> ListedHub | None:
        """Return the hub of this key, if it is one."""
        return next((hub for hub in self.hubs if hub.device == device), None)

    def cluster(self, device: PublicKey, listen: HubAddress) -> HubCluster | None:
        """Return what the hub of this key needs to be one of several; None for the only one.

        Raises `PoolError` for who is not on the list.
        """
        own = self.find(device)
        if own is None:
            raise PoolError(
                "This PC's hub does not belong to the pool any more.", hint="Ask for a new invite."
            )
        if len(self.hubs) < 2:
            return None
        others = tuple(hub.route for hub in self.hubs if hub != own)
        name = f"pool-{_short(self.pool.text)}"
        return HubCluster(name, own.server, listen, own.route, others, tuple(hub.key for hub in self.hubs))

    def place(self, device: PublicKey, spot: Spot) -> HubPlace:
        """Return where the hub of this key listens, as one of these. Raises `PoolError` for who is not on the list."""
        cluster = self.cluster(device, spot.listen(spot.reach.route_port))
        own, web = self.find(device), spot.reach.web_port
        return HubPlace(
            spot.bound,
            spot.reach.port,
            server=own.server if own else "",
            web=spot.listen(web) if web else None,
            cluster=cluster,
        )


class HubRegister:
    """Keep the founder's list of hubs; each change makes a new one."""

    def __init__(self, founder: Founder, text: str, save: Callable[[str], None]) -> None:
        """Begin with the last list that was saved, or with none (""). Raises `BadCertificateError` and its like."""
        self._founder = founder
        self._save = save
        self._list = HubList(founder.pool, text, float("inf")) if text else None

    @property
    def current(self) -> HubList | None:
        """The newest list."""
        return self._list

    def put(self, hub: ListedHub, now: float) -> HubList:
        """List a hub, in place of what was said of it before. Raises `PoolError` where there are too many."""
        hubs = self._list.hubs if self._list else ()
        if self._list and hub in hubs:
            return self._list
        is_known = any(one.device == hub.device for one in hubs)
        changed = tuple(hub if one.device == hub.device else one for one in hubs) + (
            () if is_known else (hub,)
        )
        if len(changed) > MOST_HUBS:
            raise PoolError(f"A pool has {MOST_HUBS} hubs at most.", hint="Remove one that is not needed.")
        return self._change(changed, now)

    def drop(self, device: PublicKey, now: float) -> HubList | None:
        """Take a hub off the list, as soon as the other hubs know."""
        hubs = self._list.hubs if self._list else ()
        left = tuple(one for one in hubs if one.device != device)
        return self._list if left == hubs else self._change(left, now)

    def _change(self, hubs: Sequence[ListedHub], now: float) -> HubList:
        # A founder who lost the last list counts on from the time, and is still ahead.
        number = max(int(now), self._list.number + 1 if self._list else 0)
        text = self._founder.hub_list(
            {"type": _TYPE, "number": number, "hubs": [_sent(hub) for hub in hubs]}, now
        )
        self._save(text)
        self._list = HubList(self._founder.pool, text, now)
        return self._list


def _short(key: str) -> str:
    return hashlib.sha256(f"deai hub {key}".encode()).hexdigest()[:12]


def _listed(hub: _Hub) -> ListedHub:
    addresses = tuple(one.address for one in hub.addresses)
    return ListedHub(PublicKey(hub.device, KeyKind.DEVICE), hub.name, addresses, hub.route.address, hub.key)


def _sent(hub: ListedHub) -> dict[str, Any]:
    said = _Hub(
        device=hub.device.text,
        name=hub.name,
        addresses=[SentAddress.of(address) for address in hub.addresses],
        route=SentAddress.of(hub.route),
        key=hub.key,
    )
    return said.model_dump(exclude_defaults=True)
