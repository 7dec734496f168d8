"""Where a hub on this PC listens, and what others reach it by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.pool.errors import HubError
from deai_desktop.pool.hubs.hub_address import HubAddress, SentAddress
from deai_desktop.system.network import free_port

LOOPBACK = "127.0.0.1"
_ALL = "0.0.0.0"  # noqa: S104 - only where somebody said that the internet is to reach the hub


class Listens(StrEnum):
    """Who can reach a hub that runs on this PC."""

    NOWHERE = ""
    """There is none."""
    THIS_PC = "this-pc"
    NETWORK = "network"


@dataclass(frozen=True)
class Reach:
    """Say how a hub is to be reached."""

    listens: Listens = Listens.THIS_PC
    public: str = ""
    """A name or address in the internet that leads to this PC; without one, it is its address in the network."""
    port: int = 0
    """0 until one was chosen."""
    route_port: int = 0
    """For other hubs."""
    web_port: int = 0
    """For wss; 0 for nowhere."""

    @property
    def text(self) -> str:
        """To keep it."""
        return _READER.dump_json(self).decode()

    @classmethod
    def read(cls, text: str) -> Reach:
        """Read what was kept."""
        try:
            return _READER.validate_json(text)
        except ValidationError:
            return cls()

    def checked(self) -> Reach:
        """Return it when it can be so. Raises `InvalidInputError`."""
        if self.public:
            try:
                SentAddress(host=self.public, port=1)
            except ValueError:
                raise InvalidInputError(
                    f"“{self.public}” is no name or address of a PC.",
                    hint="Say it like this: --public hub.example.org",
                    param="public",
                ) from None
        ports = [port for port in (self.port, self.route_port, self.web_port) if port]
        if len(set(ports)) != len(ports):
            raise InvalidInputError(
                "A hub needs another port for each of members, hubs and the web.", hint="Choose others."
            )
        return self


_READER = TypeAdapter(Reach)


@dataclass(frozen=True)
class ReachChanges:
    """Say what is to be other than before; what is None stays."""

    public: str | None = None
    port: int | None = None
    route_port: int | None = None
    web_port: int | None = None

    def of(self, reach: Reach) -> Reach:
        """Return how the hub is reached then. Raises `InvalidInputError`."""
        said = {name: value for name, value in vars(self).items() if value is not None}
        return replace(reach, **said).checked()


@dataclass(frozen=True)
class Spot:
    """Hold where a hub listens right now, all ports chosen."""

    reach: Reach
    bound: str
    """What it listens at: an address of this PC, or all."""
    known_as: str
    """What others reach it by."""

    @property
    def addresses(self) -> tuple[HubAddress, ...]:
        """Where members reach it."""
        usual = HubAddress(self.known_as, self.reach.port)
        web = HubAddress(self.known_as, self.reach.web_port, is_web=True)
        return (usual, web) if self.reach.web_port else (usual,)

    @property
    def route(self) -> HubAddress:
        """Where other hubs reach it."""
        return HubAddress(self.known_as, self.reach.route_port)

    @property
    def from_here(self) -> HubAddress:
        """Where this PC reaches it."""
        return HubAddress(LOOPBACK if self.bound == _ALL else self.bound, self.reach.port)

    def addresses_among(self, own: Sequence[str]) -> tuple[str, ...]:
        """Return at which of this PC's own addresses in private networks it is reached there."""
        return tuple(own) if self.bound == _ALL else tuple(one for one in own if one == self.bound)

    def is_left_by(self, own: Sequence[str]) -> bool:
        """Say whether this PC has other addresses in private networks now, and the one it listens at no longer."""
        is_in_network = self.reach.listens is Listens.NETWORK and not self.reach.public
        return is_in_network and bool(own) and self.bound not in own

    def listen(self, port: int) -> HubAddress:
        """Return where to listen at this port."""
        return HubAddress(self.bound, port)


def find_spot(reach: Reach, own_addresses: Callable[[], Sequence[str]]) -> Spot:
    """Return where a hub is to listen now; it takes a moment. Raises `HubError` where there is no network."""
    addresses = own_addresses() if reach.public or reach.listens is Listens.NETWORK else ()
    if reach.public:
        bound, known_as = (reach.public if reach.public in addresses else _ALL), reach.public
    elif reach.listens is Listens.NETWORK:
        if not addresses:
            raise HubError(
                "This PC has no address in a private network right now.", hint="Connect it to your network."
            )
        bound = known_as = addresses[0]
    else:
        bound = known_as = LOOPBACK
    port = reach.port or free_port(bound)
    return Spot(replace(reach, port=port, route_port=reach.route_port or free_port(bound)), bound, known_as)
