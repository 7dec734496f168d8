"""What an address says about where it leads."""

from __future__ import annotations

import ipaddress

LOOPBACK = "127.0.0.1"
"""Where the local API listens: no other computer reaches it."""


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this PC."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
