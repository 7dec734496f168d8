"""What this PC is called in its own network, and which ports are free."""

from __future__ import annotations

import ipaddress
import socket

import psutil

_SHARED = ipaddress.ip_network("100.64.0.0/10")
"""Between private and public (RFC 6598): what private overlay networks such as Tailscale use."""


def private_addresses() -> tuple[str, ...]:
    """Return this PC's IPv4 addresses in private networks; never loopback, never one the internet can reach."""
    try:
        stats, found = psutil.net_if_stats(), psutil.net_if_addrs()
    except (OSError, psutil.Error):  # an interface may go while it is looked at
        return ()
    return tuple(
        one.address
        for interface, addresses in found.items()
        for one in addresses
        if one.family is socket.AF_INET
        and interface in stats
        and stats[interface].isup
        and is_private(one.address)
    )


def is_private(address: str) -> bool:
    """Say whether an address is one of a private network; those of this PC alone are not."""
    parsed = ipaddress.ip_address(address)
    return (parsed.is_private or parsed in _SHARED) and not parsed.is_loopback and not parsed.is_unspecified


def own_names() -> tuple[str, ...]:
    """Return the names by which other computers nearby call this PC.

    Names of one part and ``.local`` only: a full name may come from the network's DNS, which could make it one
    that a stranger's web page has too.
    """
    name = socket.gethostname().partition(".")[0].lower()
    return (name, f"{name}.local") if name else ()


def free_port(host: str) -> int:
    """Return a TCP port at this address of ours that nobody listens at right now. Raises `OSError`."""
    with socket.socket() as one:
        one.bind((host, 0))
        return int(one.getsockname()[1])
