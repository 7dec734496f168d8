"""Lets other computers of the network in, while the person wants that."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from deai_desktop.core.errors import DeAIError, InvalidInputError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.system.network import own_names

log = logging.getLogger(__name__)

LAN_VARIABLE = "DEAI_LAN_ADDRESS"
"""The one address to offer in place of all private ones: for a PC in several networks, and for tests."""

_LOOK_SECONDS = 10.0


@dataclass(frozen=True)
class LanChanged(Event):
    """Other computers can reach this PC at other addresses than before, or no longer."""

    addresses: tuple[str, ...]


class Doors(Protocol):
    """Open and close a server's listening sockets."""

    async def open(self, address: str) -> None:
        """Listen there too; raises a `DeAIError` when that can't be done."""

    def shut(self, address: str) -> None:
        """Listen there no longer and drop the connections that came in there."""


class LanAccess:
    """Listen at this PC's own addresses while that is wanted, and follow the network as it changes.

    There is one socket for each address, beside the one on loopback: the address at which a connection came in
    tells the guard for sure that it may be from elsewhere.
    """

    def __init__(
        self, is_wanted: Callable[[], bool], own_addresses: Callable[[], Sequence[str]], events: EventBus
    ) -> None:
        self._is_wanted = is_wanted
        self._own_addresses = own_addresses
        self._events = events
        self._loop = asyncio.get_running_loop()
        self._look = asyncio.Event()
        self._port = 0
        self.addresses: tuple[str, ...] = ()
        """Where other computers can reach this one now."""
        self.problem = ""
        """What stands in the way, for people; empty when nothing does."""

    @property
    def urls(self) -> list[str]:
        """The addresses as a program needs them."""
        return [f"http://{address}:{self._port}" for address in self.addresses]

    @property
    def hosts(self) -> frozenset[str]:
        """What a ``Host`` header from another computer may say."""
        if not self.addresses:
            return frozenset()
        return frozenset(f"{name}:{self._port}" for name in (*self.addresses, *own_names()))

    def look_again(self) -> None:
        """Notice that the setting has changed; for any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._look.set)

    async def run(self, port: int, doors: Doors) -> None:
        """Open and close doors until cancelled; then close all."""
        self._port = port
        try:
            while True:
                self._look.clear()
                await self._apply(doors)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._look.wait(), _LOOK_SECONDS if self._is_wanted() else None)
        finally:
            for address in self.addresses:
                doors.shut(address)
            self.addresses = ()

    async def _apply(self, doors: Doors) -> None:
        before = (self.addresses, self.problem)
        wanted = list(await asyncio.to_thread(self._own_addresses)) if self._is_wanted() else []
        kept = [address for address in self.addresses if address in wanted]
        for address in set(self.addresses) - set(kept):
            doors.shut(address)
        problem = ""
        for address in wanted:
            if address not in kept:
                try:
                    await doors.open(address)
                    kept.append(address)
                except (DeAIError, OSError) as error:  # the network may go in this moment
                    problem = (
                        error.message if isinstance(error, DeAIError) else f"{address}: {error.strerror}."
                    )
        if self._is_wanted() and not wanted:
            problem = "This PC has no address in a private network right now."
        self.addresses, self.problem = tuple(kept), problem
        if before != (self.addresses, self.problem):
            log.info("other computers reach this one at: %s %s", ", ".join(kept) or "nowhere", problem)
            self._events.publish(LanChanged(self.addresses))


def chosen_address(text: str) -> str:
    """Check the address that the person chose by `LAN_VARIABLE`; raises `InvalidInputError`."""
    with contextlib.suppress(ValueError):
        address = ipaddress.IPv4Address(text)
        if not address.is_unspecified and not address.is_multicast and text != "127.0.0.1":
            return text
    raise InvalidInputError(
        f"{LAN_VARIABLE} must be one IPv4 address of this PC.",
        hint="Give an address like 192.168.1.5, or unset the variable.",
        param=LAN_VARIABLE,
    )
