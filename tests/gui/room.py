"""What the tests of the room of models share: its page over a node that is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem, QQuickWindow

from deai_desktop.core.paths import Paths
from tests.fakes.node_models import FakeModelNode
from tests.gui.model_pages import WINDOW, FrontEnd, find, front_end_of, page_url
from tests.screenshots.room_content import fill_room

WaitUntil = Callable[..., None]
MY_MODELS, DISCOVER, DOWNLOADS = range(3)


@pytest.fixture
def node(paths: Paths) -> Iterator[FakeModelNode]:
    """A node with models, a hub and what other programs hold."""
    paths.create()
    with FakeModelNode() as running:
        fill_room(running)
        running.write_node_file(paths)
        yield running


@pytest.fixture
def front(
    node: FakeModelNode, paths: Paths, qt_messages: list[str], wait_until: WaitUntil
) -> Iterator[FrontEnd]:
    """The view-models, connected."""
    with front_end_of(paths) as opened:
        wait_until(lambda: opened.models.isFetched and opened.models.library.folder)
        yield opened


@pytest.fixture
def window(front: FrontEnd, load: Callable[..., QQuickWindow]) -> QQuickWindow:
    """The page in a window of its own."""
    return load(WINDOW, page=page_url("models/ModelsPage.qml"), viewModel=front.models)


def show_part(window: QQuickWindow, part: int) -> None:
    """Go to one part of the page."""
    page: Any = window.property("shown")
    page.setProperty("part", part)


@contextmanager
def dialog(window: QQuickWindow, name: str) -> Iterator[QObject]:
    """Find a dialog of the page; PySide forgets it with the page that it was asked of."""
    page: Any = window.property("shown")
    found: QObject | None = page.findChild(QObject, name)
    assert found is not None, f"there is no {name}"
    yield found


def is_open(window: QQuickWindow, name: str) -> bool:
    """Tell whether a dialog of the page can be seen."""
    with dialog(window, name) as found:
        return bool(found.property("visible"))


def text_of(window: QQuickWindow, name: str) -> str:
    """Read a label."""
    return str(find(window.contentItem(), name).property("text"))


def visible(window: QQuickWindow, name: str) -> list[QQuickItem]:
    """List the items of that name which can be seen."""
    todo, found = [window.contentItem()], []
    while todo:
        item = todo.pop()
        if item.isVisible():
            todo += item.childItems()
            found += [item] if item.objectName() == name else []
    return found
