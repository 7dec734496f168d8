"""Connects a command with the node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deai_desktop.cli.output import notice
from deai_desktop.core.paths import Paths

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient


@contextmanager
def connected() -> Iterator[NodeClient]:
    """Call the node that the person chose; their own is started when there is none."""
    with open_client() as client:
        yield client


def open_client() -> NodeClient:
    """Connect as `connected` does; the caller closes the client."""
    from deai_desktop.api.other_nodes import connect_as_chosen

    return connect_as_chosen(Paths.default(), on_start=lambda: notice("Starting DeAI …", "dim")).client
