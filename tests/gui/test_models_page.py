"""The models page against a real node: downloads, imports, memory, removal; by its own buttons."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.file_server import FileServer, serve_file

pytest.importorskip("PySide6", reason="needs the desktop extra: pip install -e .[desktop]")

from PySide6.QtCore import QMetaObject, QUrl
from PySide6.QtQuick import QQuickWindow

from deai_desktop.core.paths import Paths
from tests.gui.model_pages import (
    CONTENT,
    FrontEnd,
    button,
    find,
    front_end,
    is_shown,
    press,
    write_catalogue,
)
from tests.gui.room import DISCOVER, MY_MODELS, WaitUntil, show_part, window
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode

__all__ = ["window"]


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def node(paths: Paths, server: FileServer, tmp_path: Path) -> Iterator[RunningNode]:
    """A node with the echo model and a catalogue of two models that the file server holds."""
    running = RunningNode(paths, write_catalogue(tmp_path, server.url))
    running.add_echo_model("echo")
    with running:
        yield running


@pytest.fixture
def front(node: RunningNode, qt_messages: list[str], wait_until: WaitUntil) -> Iterator[FrontEnd]:
    with front_end(node) as opened:
        wait_until(lambda: opened.models.isFetched)
        yield opened


def test_shows_what_is_here_and_what_can_be_had(
    front: FrontEnd, window: QQuickWindow, wait_until: WaitUntil
) -> None:
    echo, tiny, small = front.cards
    assert (echo.installed, tiny.installed, small.installed) == (True, False, False)
    assert (tiny.installed, tiny.fits, tiny.download) == (False, True, "")
    assert "Apache-2.0" in tiny.facts
    assert "Q4_1" in tiny.facts
    assert front.models.first_installed == "echo"
    assert (front.models.modelName("tiny"), front.models.modelName("gone")) == ("Tiny", "gone")
    assert [is_shown(window, name, "echo") for name in ("chat", "load", "remove", "download")] == [
        True,
        True,
        True,
        False,
    ]
    press(button(window, "chat", "echo"))
    assert front.chats == ["echo"]
    show_part(window, DISCOVER)
    assert is_shown(window, "download", "tiny")


def test_downloads_with_progress(
    front: FrontEnd, window: QQuickWindow, server: FileServer, wait_until: WaitUntil
) -> None:
    server.seconds_per_kilobyte = 0.0005
    seen: set[float] = set()
    front.models.changed.connect(lambda: seen.add(getattr(front.card("tiny"), "part", 0.0)))
    show_part(window, DISCOVER)
    press(button(window, "download", "tiny"))
    wait_until(lambda: "B/s" in getattr(front.card("tiny"), "progress", ""))
    wait_until(lambda: front.is_installed("tiny"))
    assert len([part for part in seen if 0 < part < 1]) >= 2
    assert front.download_state("tiny") == ""
    wait_until(lambda: front.told == ["Tiny is ready."])
    assert "tiny" not in [card.model_id for card in front.models.discover.offers.rows]
    show_part(window, MY_MODELS)
    assert is_shown(window, "chat", "tiny")


def test_pauses_and_goes_on_where_it_stopped(
    front: FrontEnd, window: QQuickWindow, server: FileServer, node: RunningNode, wait_until: WaitUntil
) -> None:
    server.seconds_per_kilobyte = 0.003
    show_part(window, DISCOVER)
    press(button(window, "download", "tiny"))
    wait_until(lambda: getattr(front.card("tiny"), "part", 0) > 0.2)
    press(button(window, "pause", "tiny"))
    wait_until(lambda: front.download_state("tiny") == "paused")
    assert "Paused at" in getattr(front.card("tiny"), "progress", "")
    with front_end(node) as again:  # the window is closed and opened
        wait_until(lambda: again.download_state("tiny") == "paused")
        assert getattr(again.card("tiny"), "part", 0) > 0.2
    press(button(window, "resume", "tiny"))
    wait_until(lambda: front.is_installed("tiny"))
    assert server.ranges[0] == ""
    assert server.ranges[1].startswith("bytes=")
    assert server.ranges[1] != "bytes=0-"


def test_downloads_outlive_the_node_and_go_on_unless_they_are_paused(
    front: FrontEnd, server: FileServer, node: RunningNode, wait_until: WaitUntil
) -> None:
    server.seconds_per_kilobyte = 0.003
    front.models.download("tiny")
    wait_until(lambda: getattr(front.card("tiny"), "part", 0) > 0.2)
    front.models.pause("tiny")
    wait_until(lambda: front.download_state("tiny") == "paused")
    front.models.download("small")
    wait_until(lambda: getattr(front.card("small"), "part", 0) > 0.1)
    assert node.stop() == 0
    wait_until(lambda: front.link.state != "ready")
    node.start()
    wait_until(lambda: front.is_installed("small"), 20)
    assert front.download_state("tiny") == "paused"
    front.models.download("tiny")
    wait_until(lambda: front.is_installed("tiny"))
    assert server.ranges[-1].startswith("bytes=")


@pytest.mark.parametrize("is_paused", [False, True])
def test_cancel_leaves_nothing(
    front: FrontEnd,
    window: QQuickWindow,
    server: FileServer,
    node: RunningNode,
    wait_until: WaitUntil,
    is_paused: bool,
) -> None:
    server.seconds_per_kilobyte = 0.003
    show_part(window, DISCOVER)
    press(button(window, "download", "tiny"))
    wait_until(lambda: getattr(front.card("tiny"), "part", 0) > 0.2)
    if is_paused:
        press(button(window, "pause", "tiny"))
        wait_until(lambda: front.download_state("tiny") == "paused")
    press(button(window, "cancel", "tiny"))
    wait_until(lambda: front.download_state("tiny") == "")
    assert not list(node.paths.models.rglob("*.partial"))
    assert is_shown(window, "download", "tiny")


def test_a_failure_is_told_in_place_and_can_be_tried_again(
    front: FrontEnd, window: QQuickWindow, server: FileServer, wait_until: WaitUntil
) -> None:
    server.statuses = [404]
    show_part(window, DISCOVER)
    press(button(window, "download", "tiny"))
    wait_until(lambda: front.download_state("tiny") == "failed")
    card = front.card("tiny")
    assert card is not None
    assert "not there any more" in card.trouble
    assert card.advice
    assert front.errors == []
    again = button(window, "resume", "tiny")
    assert again.property("text") == "Try again"
    press(again)
    wait_until(lambda: front.is_installed("tiny"))


def test_another_file_than_promised_is_refused(
    front: FrontEnd, server: FileServer, wait_until: WaitUntil
) -> None:
    server.content = bytes(len(CONTENT))
    front.models.download("tiny")
    wait_until(lambda: front.download_state("tiny") == "failed")
    assert "SHA-256" in getattr(front.card("tiny"), "trouble", "")
    front.models.cancel("tiny")
    wait_until(lambda: front.download_state("tiny") == "")


def test_loads_and_frees_memory(
    front: FrontEnd, window: QQuickWindow, node: RunningNode, wait_until: WaitUntil
) -> None:
    press(button(window, "load", "echo"))
    assert getattr(front.card("echo"), "is_loading", False)
    wait_until(lambda: getattr(front.card("echo"), "memory", ""))
    assert "MB" in getattr(front.card("echo"), "memory", "")
    assert not is_shown(window, "load", "echo")
    press(button(window, "unload", "echo"))
    wait_until(lambda: not getattr(front.card("echo"), "memory", ""))
    node.client.load_model("echo")  # as another front end would
    wait_until(lambda: getattr(front.card("echo"), "memory", ""))


def test_imports_a_dropped_file_and_leaves_it_when_removed(
    front: FrontEnd, window: QQuickWindow, tmp_path: Path, wait_until: WaitUntil
) -> None:
    file = tmp_path / "my öwn model.gguf"
    file.write_bytes(tiny_gguf())
    area = find(window.contentItem(), "drop")
    area.setProperty("accepts", True)  # the highlight, drawn without a warning
    assert not window.grabWindow().isNull()
    area.setProperty("accepts", False)
    area.fileDropped.emit(QUrl.fromLocalFile(str(file)))  # type: ignore[attr-defined]
    wait_until(lambda: any(card.path == str(file) for card in front.cards))
    card = next(card for card in front.cards if card.path == str(file))
    assert str(file) in card.removal
    press(button(window, "remove", card.model_id))
    _confirm(window, wait_until)
    wait_until(lambda: front.card(card.model_id) is None)
    assert file.exists()
    wait_until(lambda: front.told[-1] == f"{card.name} was taken off the list.")


def test_removes_a_downloaded_model(
    front: FrontEnd, window: QQuickWindow, node: RunningNode, wait_until: WaitUntil
) -> None:
    front.models.download("tiny")
    wait_until(lambda: front.is_installed("tiny"))
    assert "frees 1.0 MB" in getattr(front.card("tiny"), "removal", "")
    press(button(window, "remove", "tiny"))
    _confirm(window, wait_until)
    wait_until(lambda: not front.is_installed("tiny"))
    assert front.card("tiny") is not None
    wait_until(lambda: "1.0 MB" in front.told[-1])
    assert not list(node.paths.models.rglob("*.gguf"))


def test_a_file_that_is_no_model_is_told_in_a_banner(
    front: FrontEnd, tmp_path: Path, wait_until: WaitUntil
) -> None:
    file = tmp_path / "bad.gguf"
    file.write_text("no model")
    front.models.importFile(QUrl.fromLocalFile(str(file)))
    wait_until(lambda: front.errors)
    assert front.errors == ["This model file can't be used"]


def test_a_model_whose_file_vanished_is_marked(
    front: FrontEnd, window: QQuickWindow, node: RunningNode, wait_until: WaitUntil
) -> None:
    front.models.download("tiny")
    wait_until(lambda: front.is_installed("tiny"))
    shutil.rmtree(node.paths.models / "tiny")
    front.models.refresh()
    wait_until(lambda: not front.is_installed("tiny"))
    assert front.models.first_installed == "echo"
    assert not is_shown(window, "chat", "tiny")
    assert is_shown(window, "remove", "tiny")


def test_an_upset_of_the_list_keeps_what_is_the_same(front: FrontEnd, wait_until: WaitUntil) -> None:
    rows: list[str] = []
    front.models.models.modelReset.connect(lambda: rows.append("reset"))
    front.models.models.rowsRemoved.connect(lambda *_: rows.append("removed"))
    front.models.download("small")
    wait_until(lambda: front.is_installed("small"))
    assert rows == []


def _confirm(window: QQuickWindow, wait_until: WaitUntil) -> None:
    shown = window.property("shown")
    asked = shown.findChild(object, "removeDialog") if shown else None
    assert asked is not None
    wait_until(lambda: asked.property("visible"))
    assert QMetaObject.invokeMethod(asked, "accept")
