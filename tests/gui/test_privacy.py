"""What left this PC and who may come in, in the real window over a real node."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, QObject, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from deai_desktop.core.paths import Paths
from deai_desktop.downloads import line
from deai_desktop.gui.settings.outbound_view_model import TEXTS
from deai_desktop.models import package_source
from deai_desktop.node.lan import LAN_VARIABLE
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.fakes.file_server import FileServer, serve_file
from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode

API, PRIVACY = 4, 5
LAN = "127.0.0.2"
CONTENT = tiny_gguf(filler=200_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def node(paths: Paths, server: FileServer, tmp_path: Path) -> Iterator[RunningNode]:
    """A node with a model to download from this PC, for which 127.0.0.2 is the network."""
    entry = catalogue_entry(CONTENT, {"kind": "https", "url": server.url})
    file = tmp_path / "catalogue.json"
    file.write_text(f'{{"format": 1, "models": [{entry.model_dump_json()}]}}')
    running = RunningNode(paths, {CATALOGUE_VARIABLE: str(file), LAN_VARIABLE: LAN})
    running.add_echo_model("echo")
    with running:
        yield running


def test_what_left_is_shown_as_it_happens_and_cleared(
    node: RunningNode, server: FileServer, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_section(PRIVACY, open_desktop, wait_until)
    wait_until(lambda: _is_shown(desktop, "nothingLeft"))
    assert not _is_shown(desktop, "clearOutbound")
    server.statuses = [404]
    node.client.pull("tiny")
    wait_until(lambda: "failed: the server answers 404" in " ".join(_rows(desktop)))
    server.stalls = [50_000]
    node.client.pull("tiny")
    server.wait_until_stalled()
    wait_until(lambda: any("going on" in row for row in _rows(desktop)))
    server.resume()
    wait_until(lambda: any("done" in row for row in _rows(desktop)))
    row = next(row for row in _rows(desktop) if "done" in row)
    assert row.startswith("Download of Tiny, ")
    assert "127.0.0.1:" in row
    assert "kB came in" in row
    assert "Told there: Which file is wanted" in row
    assert not desktop.nameless()

    button = desktop.find("clearOutbound")
    assert isinstance(button, QQuickItem)
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert button.activeFocusOnTab()
    desktop.press(Qt.Key.Key_Space)
    asked = desktop.find("clearOutboundDialog")
    wait_until(lambda: asked.property("opened"))
    desktop.press(Qt.Key.Key_Escape)
    wait_until(lambda: not asked.property("visible"))
    assert node.client.outbound().total == 2
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: asked.property("opened"))
    QMetaObject.invokeMethod(asked, "accept")
    wait_until(lambda: _is_said(desktop, "since this list was cleared"))
    assert node.client.outbound().total == 0


def test_older_ones_are_shown_when_asked(
    node: RunningNode, server: FileServer, open_desktop: Open, wait_until: Wait
) -> None:
    server.statuses = [404] * 25
    for _ in range(25):
        node.client.pull("tiny")
        wait_until(lambda: node.client.downloads().downloads[0].state == "failed")
    desktop = _open_section(PRIVACY, open_desktop, wait_until)
    wait_until(lambda: len(_rows(desktop)) == 20)
    QMetaObject.invokeMethod(desktop.find("moreOutbound"), "click")
    wait_until(lambda: len(_rows(desktop)) == 25)
    assert not _is_shown(desktop, "moreOutbound")


def test_the_network_is_let_in_only_after_a_warning(
    node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_section(API, open_desktop, wait_until)
    switch = desktop.find("lanSwitch")
    assert isinstance(switch, QQuickItem)
    wait_until(switch.isEnabled)
    assert not switch.property("checked")
    assert not _is_shown(desktop, "lanWarning")
    switch.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Space)
    asked = desktop.find("lanDialog")
    wait_until(lambda: asked.property("opened"))
    assert "read along" in asked.property("text")
    assert "Cancel" in accessible_name(desktop.window.activeFocusItem())
    desktop.press(Qt.Key.Key_Escape)
    wait_until(lambda: not asked.property("visible"))
    assert not switch.property("checked")
    assert node.client.status().lan_addresses == []

    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: asked.property("opened"))
    QMetaObject.invokeMethod(asked, "accept")
    wait_until(lambda: _is_shown(desktop, "copyLanAddress"))
    assert switch.property("checked")
    assert "read along" in accessible_name(_item(desktop, "lanWarning"))
    address = node.client.status().lan_addresses[0] + "/v1"
    QMetaObject.invokeMethod(desktop.find("copyLanAddress"), "click")
    assert QGuiApplication.clipboard().text() == address
    assert not desktop.nameless()
    _show(desktop, PRIVACY, wait_until)
    wait_until(lambda: _is_said(desktop, "You let other computers on your network in."))
    _show(desktop, API, wait_until)

    wait_until(lambda: _is_shown(desktop, "lanSwitch"))
    again = _item(desktop, "lanSwitch")
    again.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: node.client.status().lan_addresses == [])
    wait_until(lambda: not _is_shown(desktop, "lanWarning"))
    assert not again.property("checked")


def test_the_window_follows_the_command_line(node: RunningNode, open_desktop: Open, wait_until: Wait) -> None:
    desktop = _open_section(API, open_desktop, wait_until)
    node.client.change_settings({"api.lan": True})
    wait_until(lambda: _is_shown(desktop, "lanWarning") and _is_shown(desktop, "copyLanAddress"))
    node.client.change_settings({"api.lan": False})
    wait_until(lambda: not _is_shown(desktop, "lanWarning"))


def test_the_window_knows_what_downloads_tell() -> None:
    assert {line._SENT, package_source._SENT} <= set(TEXTS)


def _open_section(section: int, open_desktop: Open, wait_until: Wait) -> DesktopWindow:
    desktop = open_desktop()
    desktop.app.link.open()
    desktop.app.page = 3
    wait_until(lambda: desktop.app.settings.values and desktop.app.settings.status.address)
    _show(desktop, section, wait_until)
    return desktop


def _show(desktop: DesktopWindow, section: int, wait_until: Wait) -> None:
    desktop.find("sectionList").setProperty("currentIndex", section)
    wait_until(lambda: desktop.find("sectionLoader").property("item") is not None)
    QApplication.processEvents()


def _rows(desktop: DesktopWindow) -> list[str]:
    rows = [item for item in desktop.items() if item.objectName() == "outboundRow"]
    assert all(QAccessible.queryAccessibleInterface(row).role() is QAccessible.Role.ListItem for row in rows)
    return [accessible_name(row) for row in rows]


def _item(desktop: DesktopWindow, name: str) -> QQuickItem:
    return next(item for item in desktop.items() if item.objectName() == name)


def _is_shown(desktop: DesktopWindow, name: str) -> bool:
    return any(item.objectName() == name for item in desktop.items())


def _is_said(desktop: DesktopWindow, words: str) -> bool:
    texts: list[QObject] = [item for item in desktop.items() if item.inherits("QQuickText")]
    return any(words in text.property("text") for text in texts)
