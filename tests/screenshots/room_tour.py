"""Goes through the room of models, over a node that is invented, and takes a picture of each part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QMetaObject, Qt

from deai_desktop.api.schemas.models import CrashView
from deai_desktop.core.errors import DownloadError
from deai_desktop.core.paths import Paths
from deai_desktop.engines.causes import find_cause
from tests.fakes.node_models import FakeModelNode
from tests.gui.desktop_window import DesktopWindow
from tests.screenshots.camera import Camera
from tests.screenshots.room_content import QWEN, fill_queue, fill_room

_MY, _DISCOVER, _DOWNLOADS = range(3)
_FAULT = find_cause(0xC0000005, ())
_SIZE, _TALL = (1100, 720), (1100, 1500)


@contextmanager
def invented_node(paths: Paths) -> Iterator[FakeModelNode]:
    """Run a node with a room full of models."""
    paths.create()
    with FakeModelNode() as node:
        node.write_node_file(paths)
        fill_room(node)
        yield node


class RoomTour:
    """Walk through the three parts of the room."""

    def __init__(self, camera: Camera, desktop: DesktopWindow, node: FakeModelNode) -> None:
        self._camera, self._desktop, self._node = camera, desktop, node
        self._models = desktop.app.models

    def take_all(self) -> None:
        """Take the pictures."""
        desktop = self._desktop
        desktop.app.link.open()
        self._camera.wait_until(lambda: self._models.isFetched)
        desktop.app.page = 1
        self._camera.settle()
        self._my_models()
        self._discover()
        self._queue()
        self._nothing()

    def _hold_back(self) -> None:
        """Show a model that crashed twice, and put it back."""
        before = self._node.views
        crashes = [
            CrashView(at=at, message=_FAULT.message, hint=_FAULT.hint)
            for at in (1_790_000_000.0, 1_790_000_900.0)
        ]
        self._node.views = [
            view.model_copy(update={"held_back": view.id == QWEN, "crashes": crashes}) for view in before
        ]
        self._models.refresh()
        self._camera.wait_until(lambda: any(card.held_back for card in self._models.models.rows))
        self._take("room-held-back")
        self._node.views = before
        self._models.refresh()
        self._camera.wait_until(lambda: not any(card.held_back for card in self._models.models.rows))

    def _my_models(self) -> None:
        self._camera.wait_until(lambda: self._models.models.rowCount() == 3)
        self._take("room-my-models")
        self._desktop.window.resize(*_TALL)
        self._take("room-my-models-tall")
        self._hold_back()
        self._desktop.window.resize(*_SIZE)
        self._node.room.measure_seconds = 3.0
        self._models.measuring.measure(QWEN)
        self._camera.settle(1.5)
        self._take("room-measuring")
        self._models.measuring.cancel()
        self._models.files.askRemoval(QWEN)
        self._camera.wait_until(lambda: self._desktop.find("removeDialog").property("opened"))
        self._take("room-removal")
        self._desktop.press(Qt.Key.Key_Escape)
        self._camera.settle()
        QMetaObject.invokeMethod(self._item("more"), "click")
        self._take("room-menu")
        self._desktop.press(Qt.Key.Key_Escape)
        self._camera.settle()
        QMetaObject.invokeMethod(self._item("find"), "click")
        self._camera.wait_until(lambda: self._models.library.found.rowCount() == 4)
        self._models.library.choose(self._node.room.found[0].path, True)
        self._take("room-found")
        self._desktop.press(Qt.Key.Key_Escape)
        self._node.room.move_steps = 1000
        self._node.room.begin_move("/media/ada/Fast disk/models")
        self._models.library._follow()
        self._camera.wait_until(lambda: self._models.library.isMoving)
        self._narrow("room-my-models-narrow")
        self._node.room.stop_move()

    def _discover(self) -> None:
        discover, room = self._models.discover, self._node.room
        self._show(_DISCOVER)
        self._take("room-discover")
        room.page = 4
        discover.query = "q"
        self._camera.wait_until(lambda: discover.results.rowCount() >= 4 and not discover.isSearching)
        self._desktop.window.resize(*_TALL)
        self._take("room-search")
        self._desktop.window.resize(*_SIZE)
        room.is_offline, room.known_at = True, 1_790_000_000.0
        discover.query = "qwen3"
        self._camera.wait_until(lambda: discover.knownText != "")
        self._take("room-search-offline")
        room.is_offline = False
        discover.query = "zebra"
        self._camera.wait_until(lambda: discover.foundNothing)
        self._take("room-search-nothing")
        room.search_error = DownloadError("huggingface.co can't be reached.", hint="Check the connection.")
        discover.query = "zebras"
        self._camera.wait_until(lambda: discover.problem["title"])
        self._take("room-search-failed")
        room.search_error = None
        self._close_up("unsloth/Qwen3-4B-Instruct-2507-GGUF", "room-model")
        self._desktop.window.resize(*_TALL)
        self._take("room-model-tall")
        self._desktop.window.resize(*_SIZE)
        self._narrow("room-model-narrow")
        self._close_up("google/gemma-3-4b-it-qat-q4_0-gguf", "room-gated")
        discover.model.close()
        discover.query = ""

    def _close_up(self, hub_id: str, picture: str) -> None:
        self._models.discover.model.open(hub_id)
        self._camera.wait_until(lambda: self._models.discover.model.isKnown)
        self._take(picture)

    def _queue(self) -> None:
        fill_queue(self._node)
        self._models.refresh()
        self._camera.wait_until(lambda: self._models.downloads.rows.rowCount() == 7)
        self._show(_DOWNLOADS)
        self._take("room-downloads")
        self._desktop.window.resize(*_TALL)
        self._take("room-downloads-tall")
        self._desktop.window.resize(*_SIZE)
        self._narrow("room-downloads-narrow")

    def _nothing(self) -> None:
        self._node.room.downloads = {}
        self._node.views = [view for view in self._node.views if not view.installed][:0]
        self._models.refresh()
        self._camera.wait_until(lambda: self._models.models.rowCount() == 0)
        self._take("room-downloads-none")
        self._show(_MY)
        self._take("room-my-models-none")

    def _narrow(self, picture: str) -> None:
        self._desktop.window.resize(self._desktop.window.minimumWidth(), _SIZE[1])
        self._take(picture)
        self._desktop.window.resize(*_SIZE)

    def _show(self, place: int) -> None:
        page: Any = self._desktop.find("modelsLoader").property("item")
        page.setProperty("part", place)
        self._camera.settle()

    def _item(self, name: str) -> Any:
        return next(item for item in self._desktop.items() if item.objectName() == name)

    def _take(self, name: str) -> None:
        self._camera.take(name, self._desktop)
