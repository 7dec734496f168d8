"""The page of pools over a node that is invented: what all tests of this folder begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deai_desktop.core.paths import Paths
from tests.fakes.node_pools import FakePoolNode
from tests.gui.desktop_window import DesktopWindow, Open, Wait
from tests.gui.pools.page import POOLS_PAGE
from tests.gui.screens import settle


@pytest.fixture
def node(paths: Paths) -> Iterator[FakePoolNode]:
    """A node without pools."""
    paths.create()
    with FakePoolNode() as running:
        running.write_node_file(paths)
        yield running


@pytest.fixture
def desktop(node: FakePoolNode, open_desktop: Open, wait_until: Wait) -> Iterator[DesktopWindow]:
    """The window with the page of pools open."""
    made = open_desktop()
    made.app.link.open()
    made.app.page = POOLS_PAGE
    wait_until(lambda: made.app.pools.isFetched and made.app.models.installed)
    wait_until(lambda: made.find("poolsLoader").property("item") is not None)
    settle(wait_until)
    yield made
    made.close()
