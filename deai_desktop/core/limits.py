"""Bounds that the local API and the engines have in common."""

from __future__ import annotations

MOST_ADAPTERS = 4
"""In one request: each makes every step slower."""
LARGEST_SCALE = 100.0
"""Of an adapter, to either side; 1 is how it was trained."""
