"""What an address says about where it leads."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
"""Where the local API listens: no other computer reaches it."""

_PORTS = {"http": 80, "https": 443}


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this PC."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_safe_url(url: str) -> bool:
    """Tell whether we fetch from there: HTTPS without credentials, or plain HTTP on this PC."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None or not url.isprintable():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_base_address(url: str) -> bool:
    """Tell whether paths can be put behind an address from which we fetch: it has no query and no fragment."""
    return is_safe_url(url) and not set(url) & set("?#\\ ")


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port: who is asked, whatever for (RFC 6454)."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme)
