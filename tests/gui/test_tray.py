"""The icon beside the clock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication

from deai_desktop.core.paths import resources_folder
from deai_desktop.gui.tray import Tray
from tests.gui.desktop_window import DesktopWindow, Open, Wait
from tests.running_node import RunningNode


@pytest.fixture
def desktop(node: RunningNode, open_desktop: Open, wait_until: Wait) -> DesktopWindow:
    """The window on a desktop with a tray, connected with a node."""
    made = open_desktop(has_tray=True)
    made.app.link.open()
    wait_until(lambda: made.app.settings.status.address)
    return made


def test_the_states_differ_by_shape(application: QApplication) -> None:
    shapes = {_shape(state) for state in ("idle", "loaded", "unreachable")}
    assert len(shapes) == 3


def test_the_menu_follows_models_in_memory(
    desktop: DesktopWindow, node: RunningNode, wait_until: Wait
) -> None:
    tray = _tray(desktop)
    assert tray.state == "idle"
    assert not _is_offered(tray, "Unload")
    node.client.load_model("echo")
    wait_until(lambda: tray.state == "loaded")
    assert _texts(tray)[0] == "In memory: echo"
    _action(tray, "Unload echo").trigger()
    wait_until(lambda: tray.state == "idle")
    assert node.client.status().loaded_models == []


def test_the_address_goes_to_the_clipboard(desktop: DesktopWindow, node: RunningNode) -> None:
    _action(_tray(desktop), "Copy local API address").trigger()
    assert QApplication.clipboard().text() == f"{node.client.address}/v1"


def test_settings_and_new_chat_open_the_window(desktop: DesktopWindow) -> None:
    desktop.window.hide()
    _action(_tray(desktop), "Settings").trigger()
    assert desktop.window.isVisible()
    assert desktop.app.page == 3
    desktop.window.hide()
    _action(_tray(desktop), "New chat").trigger()
    assert desktop.window.isVisible()
    assert desktop.app.page == 0


def test_closing_goes_to_the_tray_and_says_so_once(
    desktop: DesktopWindow, node: RunningNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(_tray(desktop), "tell", lambda title, text: told.append(title))
    for _ in range(2):
        desktop.window.close()
        assert not desktop.window.isVisible()
        _action(_tray(desktop), "Open DeAI").trigger()
        assert desktop.window.isVisible()
    assert told == ["DeAI is still here"]
    assert node.process.poll() is None


def test_closing_quits_when_the_person_chose_so(desktop: DesktopWindow, wait_until: Wait) -> None:
    ended: list[bool] = []
    desktop.app.closed.connect(lambda: ended.append(True))
    desktop.app.settings.closeToTray = False
    desktop.window.close()
    wait_until(lambda: ended)


def test_quit_in_the_menu_stops_the_node(desktop: DesktopWindow, node: RunningNode, wait_until: Wait) -> None:
    _action(_tray(desktop), "Quit").trigger()
    wait_until(lambda: node.process.poll() is not None)


def _tray(desktop: DesktopWindow) -> Tray:
    assert desktop.app.tray is not None
    return desktop.app.tray


def _texts(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if action.isVisible() and action.text()]


def _is_offered(tray: Tray, begin: str) -> bool:
    return any(text.startswith(begin) for text in _texts(tray))


def _action(tray: Tray, begin: str) -> QAction:
    return next(action for action in tray.menu.actions() if action.text().startswith(begin))


def _shape(state: str) -> bytes:
    """Return which pixels of a small tray icon are painted, whatever their colour."""
    icon = QIcon(str(resources_folder() / "icons" / f"tray-{state}.svg"))
    image = icon.pixmap(QSize(16, 16)).toImage()
    assert not image.isNull()
    return bytes(image.pixelColor(x, y).alpha() > 127 for y in range(16) for x in range(16))
