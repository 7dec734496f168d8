"""Where the node answers about one pool, and about hubs of other people's pools."""

from __future__ import annotations

from urllib.parse import quote

OWN_HUBS = "/api/pool-hubs"


def pool_path(*parts: str) -> str:
    """Return the path to a pool, by its key, or to something of it."""
    return "/".join(["/api/pools", *(quote(part, safe="") for part in parts)])


def own_hub_path(pool: str) -> str:
    """Return the path to the hub on this PC of a pool, by the pool's key."""
    return f"{OWN_HUBS}/{quote(pool, safe='')}"
