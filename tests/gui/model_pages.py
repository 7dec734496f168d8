"""What the tests of the models page and of the first run share: a node whose catalogue is a server here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QMetaObject, QObject, QThreadPool, QUrl, Slot
from PySide6.QtQuick import QQuickItem, QQuickWindow

import deai_desktop.gui
from deai_desktop.core.paths import Paths
from deai_desktop.gui.first_run.first_run_view_model import FirstRunViewModel
from deai_desktop.gui.models.model_card import ModelCard
from deai_desktop.gui.models.models_view_model import ModelsViewModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.gui.kept import KEPT
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode

GUI = Path(deai_desktop.gui.__file__).parent
WINDOW = Path(__file__).parent / "models_window.qml"
CONTENT = tiny_gguf(filler=1_000_000)


def write_catalogue(folder: Path, url: str, *, starter: bool = True) -> dict[str, str]:
    """Write a catalogue of two models with this content, and return the environment of a node with it."""
    source = {"kind": "https", "url": url}
    models: list[dict[str, Any]] = [
        catalogue_entry(CONTENT, source, model_id="tiny").model_dump(mode="json") | {"starter": starter},
        catalogue_entry(CONTENT, source, model_id="small").model_dump(mode="json") | {"name": "Small"},
    ]
    file = folder / "catalogue.json"
    file.write_text(json.dumps({"format": 1, "models": models}))
    return {CATALOGUE_VARIABLE: str(file)}


def all_cards(models: ModelsViewModel) -> tuple[ModelCard, ...]:
    """List what is installed and what the catalogue offers."""
    return (*models.models.rows, *models.discover.offers.rows)


class FrontEnd(QObject):
    """The view-models over a link of their own, and what they told."""

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        KEPT.append(self)
        self.link = NodeLink(paths, self)
        self.notices = Notices(self)
        self.models = ModelsViewModel(self.link, self.notices, self)
        self.first_run = FirstRunViewModel(self.link, self.models, self)
        self.ready: list[str] = []
        self.chats: list[str] = []
        self.first_run.ready.connect(self._note_ready)
        self.models.chatRequested.connect(self._note_chat)

    @property
    def cards(self) -> tuple[ModelCard, ...]:
        """All cards as they are shown now, installed models first."""
        return all_cards(self.models)

    @property
    def starter(self) -> ModelCard:
        """The card of the recommended model."""
        card = self.models.starter()
        assert card is not None
        return card

    def card(self, model_id: str) -> ModelCard | None:
        """Return the card of a model as it is shown now."""
        return next((card for card in self.cards if card.model_id == model_id), None)

    def is_installed(self, model_id: str) -> bool:
        """Tell whether a model's card says that it can be used."""
        card = self.card(model_id)
        return card is not None and card.installed and card.available

    def download_state(self, model_id: str) -> str:
        """Return where a model's download stands."""
        card = self.card(model_id)
        return card.download if card else ""

    @property
    def told(self) -> list[str]:
        """The texts of all toasts."""
        return [notice.title for notice in self.notices._toasts.notices]

    @property
    def errors(self) -> list[str]:
        """The titles of all banners."""
        return [notice.title for notice in self.notices._banners.notices]

    @Slot(str)
    def _note_ready(self, model_id: str) -> None:
        self.ready.append(model_id)

    @Slot(str)
    def _note_chat(self, model_id: str) -> None:
        self.chats.append(model_id)


@contextmanager
def front_end(node: RunningNode) -> Iterator[FrontEnd]:
    """Open a front end of a running node."""
    with front_end_of(node.paths) as front:
        yield front


@contextmanager
def front_end_of(paths: Paths) -> Iterator[FrontEnd]:
    """Open a front end of the node that these folders lead to."""
    front = FrontEnd(paths)
    front.link.open()
    try:
        yield front
    finally:
        front.link.close()
        QThreadPool.globalInstance().waitForDone()
        shiboken6.delete(front)  # not whenever Python collects the circles of callables


def button(window: QQuickWindow, name: str, card: str = "") -> QQuickItem:
    """Find a button that is shown, on the page or on one card."""
    place = find(window.contentItem(), f"card {card}") if card else window.contentItem()
    found = find(place, name)
    assert found.isVisible(), f"{name} is hidden"
    return found


def is_shown(window: QQuickWindow, name: str, card: str) -> bool:
    """Tell whether a card shows a button."""
    return find(find(window.contentItem(), f"card {card}"), name).isVisible()


def press(control: QQuickItem) -> None:
    """Do what a click or the space bar does."""
    assert control.isEnabled()
    assert QMetaObject.invokeMethod(control, "click")


def find(item: QQuickItem, name: str) -> QQuickItem:
    """Find an item by its name, also where QML made it as part of no object tree."""
    todo = [item]
    while todo:
        one = todo.pop()
        if one.objectName() == name:
            return one
        todo.extend(one.childItems())
    raise AssertionError(f"there is no {name}")


def page_url(name: str) -> QUrl:
    """Say where a page's QML lies."""
    return QUrl.fromLocalFile(str(GUI / name))
