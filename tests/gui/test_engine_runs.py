"""The settings page tells the last runs of engines, and copies or saves them for a report."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.running_node import RunningNode

ENGINE = 3


@pytest.fixture
def desktop(node: RunningNode, open_desktop: Open, wait_until: Wait) -> DesktopWindow:
    """The engine's settings of a node that has run a model already."""
    node.client.load_model("echo")
    node.client.unload_model("echo")
    opened = open_desktop()
    opened.app.link.open()
    opened.app.page = 3
    wait_until(lambda: opened.app.settings.values)
    opened.find("sectionList").setProperty("currentIndex", ENGINE)
    wait_until(lambda: opened.find("sectionLoader").property("item") is not None)
    QApplication.processEvents()
    return opened


def rows(desktop: DesktopWindow) -> list[str]:
    """What a screen reader says of each run."""
    return [accessible_name(item) for item in desktop.items() if item.objectName() == "engineRunRow"]


def test_runs_are_shown_as_they_end_and_all_when_asked(
    desktop: DesktopWindow, node: RunningNode, wait_until: Wait
) -> None:
    wait_until(lambda: len(rows(desktop)) == 1)
    assert "Unloaded on request" in rows(desktop)[0]
    node.client.load_model("echo")
    node.engine_hosts()[0].kill()
    wait_until(lambda: any("Crashed: " in row for row in rows(desktop)))
    for _ in range(4):
        node.client.load_model("echo")
        node.client.unload_model("echo")
    wait_until(lambda: any(item.objectName() == "moreRuns" for item in desktop.items()))
    assert len(rows(desktop)) == 5
    assert QMetaObject.invokeMethod(desktop.find("moreRuns"), "click")
    wait_until(lambda: len(rows(desktop)) == 6)


def test_all_of_it_can_be_copied(desktop: DesktopWindow, wait_until: Wait) -> None:
    wait_until(lambda: rows(desktop))
    assert QMetaObject.invokeMethod(desktop.find("copyRuns"), "click")
    text = QGuiApplication.clipboard().text()
    assert "echo (echo)" in text
    assert "unloaded on request after" in text


def test_all_of_it_can_be_saved_where_the_person_wants_it(
    desktop: DesktopWindow, tmp_path: Path, wait_until: Wait
) -> None:
    wait_until(lambda: rows(desktop))
    runs = desktop.app.settings.engineRuns
    assert runs.fileName().startswith("deai-engine-20")
    assert QMetaObject.invokeMethod(desktop.find("copyRuns"), "click")
    file = tmp_path / "für den Bericht.txt"
    asked = desktop.find("saveRunsDialog")
    assert QMetaObject.invokeMethod(desktop.find("saveRuns"), "click")
    wait_until(lambda: asked.property("visible"))
    assert asked.property("selectedFile").fileName() == runs.fileName()
    asked.setProperty("selectedFile", QUrl.fromLocalFile(str(file)))
    assert QMetaObject.invokeMethod(asked, "accepted")  # the rest of the dialog is the system's
    assert QMetaObject.invokeMethod(asked, "close")
    assert file.read_text("utf-8") == QGuiApplication.clipboard().text()
    (tmp_path / "a file").write_text("")
    runs.save(QUrl.fromLocalFile(str(tmp_path / "a file" / "below.txt")))
    notice = desktop.app.notices.banners.notices[-1]
    assert (notice.title, notice.hint) == ("The last runs could not be saved", "Choose another folder.")
