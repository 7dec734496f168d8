"""``deai pool``: share models with people you know, PC to PC."""

from __future__ import annotations

from deai_desktop.cli.pool import accounts, belonging, hubs, people, verifying, working
from deai_desktop.cli.pool.options import app

__all__ = ["accounts", "app", "belonging", "hubs", "people", "verifying", "working"]
