"""Speaks of hubs in the home network, where addresses change by themselves (multicast DNS).

A hub says that it is there by tags that only who knows the pool can tell: a random number, and what a hash makes of it
and of an address together with the pool's key. Whoever else listens learns that some PC here runs a hub of DeAI, not
whose, nor whether it is the one of yesterday; nor can they say anything that a member would take for a hub of its pool.
Even so nothing that is heard is believed: a found address is one more to try, and who answers there must prove by
its certificate that it belongs to the pool.

The library for it (zeroconf) is an extra, since it is under the LGPL and others don't need it.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from deai_desktop.core.errors import DeAIError
from deai_desktop.outbound.journal import Contact, Journal, recorded
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.system.network import is_private

if TYPE_CHECKING:
    from zeroconf import Zeroconf
    from zeroconf.asyncio import AsyncServiceInfo

log = logging.getLogger(__name__)

MOST_ADDRESSES = 4
"""Of one hub."""
_EVERYBODY = "224.0.0.251"
_PORT = 5353
_TOLD = "That a hub of DeAI is on this PC; not of which pool"
_ASKED = "That this PC looks for hubs of DeAI"
_TYPE = "_deai-hub._tcp.local."
_SALT = 8
_TAG = 16
_ASK_SECONDS = 2.0
_MOST_FOUND = 64
"""Services that are looked at; more of them are somebody's bad joke."""


@dataclass(frozen=True)
class Announced:
    """A hub of which somebody in the network says that it is there."""

    salt: bytes
    tags: tuple[bytes, ...]
    addresses: tuple[HubAddress, ...]

    def of(self, pool: PublicKey) -> tuple[HubAddress, ...]:
        """Return where it is, if it says so as a hub of this pool."""
        return tuple(address for address in self.addresses if tag(pool, self.salt, address) in self.tags)


def tag(pool: PublicKey, salt: bytes, address: HubAddress) -> bytes:
    """Return what a hub of the pool at this address says with this random number."""
    said = b"deai hub here 1" + salt + str(address).encode()
    return hmac.digest(pool.text.encode(), said, hashlib.sha256)[:_TAG]


def is_installed() -> bool:
    """Say whether this PC has what it takes."""
    return find_spec("zeroconf") is not None


@asynccontextmanager
async def announced(
    journal: Journal,
    pool: PublicKey,
    port: int,
    addresses: Sequence[str],
    interfaces: Sequence[str] | None = None,
) -> AsyncIterator[None]:
    """Say as long as the block lasts that a hub of the pool listens at these addresses (IPv4 or IPv6, as text).

    ``interfaces`` are those to say it on, by their addresses; all when none are given. Raises `PoolError`, and
    `StorageError` when it can't be written down.
    """
    _need_zeroconf()
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

    salt = secrets.token_bytes(_SALT)
    name = secrets.token_hex(6)
    addresses = addresses[:MOST_ADDRESSES]
    tags = [tag(pool, salt, HubAddress(address, port)) for address in addresses]
    info = AsyncServiceInfo(
        _TYPE,
        f"{name}.{_TYPE}",
        addresses=[ipaddress.ip_address(address).packed for address in addresses],
        port=port,
        properties={"s": salt.hex(), "t": b"".join(tags).hex()},
        server=f"deai-{name}.local.",
    )
    with recorded(journal, Contact(_EVERYBODY, _PORT, "Home network", _TOLD)):
        with _plain_errors():
            speaker = AsyncZeroconf(**_on(interfaces))
        try:
            with _plain_errors():
                await (await speaker.async_register_service(info))
            yield
        finally:
            await speaker.async_unregister_all_services()
            await speaker.async_close()


@asynccontextmanager
async def looking(
    journal: Journal, on_found: Callable[[Announced], None], interfaces: Sequence[str] | None = None
) -> AsyncIterator[None]:
    """Tell as long as the block lasts where hubs seem to be, whenever one says so.

    Raises `PoolError`, and `StorageError` when it can't be written down.
    """
    _need_zeroconf()
    from zeroconf import ServiceStateChange
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncZeroconf

    tasks: set[asyncio.Task[None]] = set()
    seen: set[str] = set()
    stays_here = bool(interfaces) and all(ipaddress.ip_address(one).is_loopback for one in interfaces or ())

    def note(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            seen.discard(name)
        elif name in seen or len(seen) < _MOST_FOUND:
            seen.add(name)
            task = asyncio.ensure_future(_look(zeroconf, service_type, name, stays_here, on_found))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    with recorded(journal, Contact(_EVERYBODY, _PORT, "Home network", _ASKED)):
        with _plain_errors():
            listener = AsyncZeroconf(**_on(interfaces))
        browser = AsyncServiceBrowser(listener.zeroconf, _TYPE, handlers=[note])
        try:
            yield
        finally:
            await browser.async_cancel()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await listener.async_close()


async def _look(
    zeroconf: Zeroconf,
    service_type: str,
    name: str,
    allows_loopback: bool,
    on_found: Callable[[Announced], None],
) -> None:
    from zeroconf import Error
    from zeroconf.asyncio import AsyncServiceInfo

    info = AsyncServiceInfo(service_type, name)
    try:
        if await info.async_request(zeroconf, _ASK_SECONDS * 1000) and (
            found := _read(info, allows_loopback)
        ):
            on_found(found)
    except (Error, DeAIError) as error:
        log.info("a hub that was found can't be used: %s", error)


def _read(info: AsyncServiceInfo, allows_loopback: bool) -> Announced | None:
    """Return what is announced, where it can be understood and is in a network like this one."""
    from zeroconf import IPVersion

    try:
        salt = bytes.fromhex((info.properties.get(b"s") or b"").decode("ascii"))
        said = bytes.fromhex((info.properties.get(b"t") or b"").decode("ascii"))
    except ValueError:
        return None
    if len(salt) != _SALT or len(said) % _TAG or len(said) > MOST_ADDRESSES * _TAG or not info.port:
        return None
    addresses = tuple(
        HubAddress(str(address), info.port)
        for address in info.ip_addresses_by_version(IPVersion.All)[:MOST_ADDRESSES]
        if is_private(str(address)) or (allows_loopback and address.is_loopback)
    )
    tags = tuple(said[begin : begin + _TAG] for begin in range(0, len(said), _TAG))
    return Announced(salt, tags, addresses) if addresses and tags else None


def _on(interfaces: Sequence[str] | None) -> dict[str, list[str]]:
    return {"interfaces": list(interfaces)} if interfaces else {}


@contextmanager
def _plain_errors() -> Iterator[None]:
    from zeroconf import Error

    try:
        yield
    except (Error, OSError) as error:
        raise PoolError(
            "The home network can't be spoken to.", hint="Is this PC connected to it? Try again later."
        ) from error


def _need_zeroconf() -> None:
    if not is_installed():
        raise PoolError(
            "Hubs in the home network can't be looked for: a part for that is not installed.",
            hint="Install it: pip install deai-desktop[lan]",
        )
