"""Where the node answers about one pool."""

from __future__ import annotations

from urllib.parse import quote


def pool_path(*parts: str) -> str:
    """Return the path to a pool, by its key, or to something of it."""
    return "/".join(["/api/pools", *(quote(part, safe="") for part in parts)])
