"""``deai pool``: share models with people you know, PC to PC."""

from __future__ import annotations

from deai_desktop.cli.pool import belonging, hubs, people, working
from deai_desktop.cli.pool.options import app

__all__ = ["app", "belonging", "hubs", "people", "working"]
