"""Finds a pool's hubs in the home network, where addresses change by themselves (multicast DNS; off until chosen).

A hub says that it is there by a tag that only who knows the pool can tell: a random number, and what a hash makes of it
together with the pool's key. Whoever else listens learns that some PC here runs a hub of DeAI, and not whose, nor
whether it is the one of yesterday. Nothing that is heard is believed: a found address is one more to try, and who
answers there must prove by its certificate that it belongs to the pool.

The library for it (zeroconf) is an extra, since it is under the LGPL and others don't need it.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from deai_desktop.outbound.journal import Contact, Journal, recorded
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.identity.keys import PublicKey

if TYPE_CHECKING:
    from zeroconf import Zeroconf
    from zeroconf.asyncio import AsyncServiceInfo

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
_MOST_ADDRESSES = 4


def tag(pool: PublicKey, salt: bytes) -> bytes:
    """Return what a hub of the pool says with this random number."""
    return hmac.digest(pool.text.encode(), b"deai hub here 1" + salt, hashlib.sha256)[:_TAG]


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
    info = AsyncServiceInfo(
        _TYPE,
        f"{name}.{_TYPE}",
        addresses=[ipaddress.ip_address(address).packed for address in addresses],
        port=port,
        properties={"s": salt.hex(), "t": tag(pool, salt).hex()},
        server=f"deai-{name}.local.",
    )
    with recorded(journal, Contact(_EVERYBODY, _PORT, "Home network", _TOLD)):
        speaker = AsyncZeroconf(**_on(interfaces))
        try:
            await (await speaker.async_register_service(info))
            yield
        finally:
            await speaker.async_unregister_all_services()
            await speaker.async_close()


@asynccontextmanager
async def looking(
    journal: Journal,
    pool: PublicKey,
    on_found: Callable[[tuple[HubAddress, ...]], None],
    interfaces: Sequence[str] | None = None,
) -> AsyncIterator[None]:
    """Tell as long as the block lasts where hubs of the pool seem to be, whenever one says so.

    Raises `PoolError`, and `StorageError` when it can't be written down.
    """
    _need_zeroconf()
    from zeroconf import ServiceStateChange
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncZeroconf

    tasks: set[asyncio.Task[None]] = set()
    seen: set[str] = set()

    def note(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            seen.discard(name)
        elif name in seen or len(seen) < _MOST_FOUND:
            seen.add(name)
            task = asyncio.ensure_future(_look(zeroconf, service_type, name, pool, on_found))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    with recorded(journal, Contact(_EVERYBODY, _PORT, "Home network", _ASKED)):
        listener = AsyncZeroconf(**_on(interfaces))
        browser = AsyncServiceBrowser(listener.zeroconf, _TYPE, handlers=[note])
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await browser.async_cancel()
            await listener.async_close()


async def _look(
    zeroconf: Zeroconf,
    service_type: str,
    name: str,
    pool: PublicKey,
    on_found: Callable[[tuple[HubAddress, ...]], None],
) -> None:
    from zeroconf.asyncio import AsyncServiceInfo

    info = AsyncServiceInfo(service_type, name)
    if await info.async_request(zeroconf, _ASK_SECONDS * 1000) and (found := _addresses(info, pool)):
        on_found(found)


def _addresses(info: AsyncServiceInfo, pool: PublicKey) -> tuple[HubAddress, ...]:
    """Return where the service is, if it is a hub of the pool."""
    from zeroconf import IPVersion

    try:
        salt = bytes.fromhex((info.properties.get(b"s") or b"").decode("ascii"))
        said = bytes.fromhex((info.properties.get(b"t") or b"").decode("ascii"))
    except ValueError:
        return ()
    if len(salt) != _SALT or not hmac.compare_digest(said, tag(pool, salt)) or not info.port:
        return ()
    addresses = info.ip_addresses_by_version(IPVersion.All)[:_MOST_ADDRESSES]
    return tuple(HubAddress(str(address), info.port) for address in addresses if not address.is_multicast)


def _on(interfaces: Sequence[str] | None) -> dict[str, list[str]]:
    return {"interfaces": list(interfaces)} if interfaces else {}


def _need_zeroconf() -> None:
    if find_spec("zeroconf") is None:
        raise PoolError(
            "Hubs in the home network can't be looked for: a part for that is not installed.",
            hint="Install it: pip install deai-desktop[lan]",
        )
