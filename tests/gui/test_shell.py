"""The window as a whole: pages, notices, the node's comings and goings, closing and quitting."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWidgets import QApplication

from deai_desktop.api.client import find_node
from deai_desktop.core.errors import DownloadError
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.gui.single_window import SingleWindow
from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.running_node import RunningNode, free_port

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desktop(node: RunningNode, open_desktop: Open, wait_until: Wait) -> DesktopWindow:
    """The window, connected with a node."""
    made = open_desktop()
    made.app.link.open()
    wait_until(lambda: made.app.link.state == "ready" and made.app.settings.values)
    return made


def test_the_window_is_there_before_the_node(paths: Paths, open_desktop: Open, wait_until: Wait) -> None:
    desktop = open_desktop()
    wait_until(desktop.window.isExposed)
    assert desktop.app.link.state == "starting"


def test_pages_open_by_shortcut(desktop: DesktopWindow) -> None:
    keys = {Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3, Qt.Key.Key_1: 0, Qt.Key.Key_Comma: 3}
    for key, page in keys.items():
        desktop.press(key, CONTROL)
        assert desktop.app.page == page


def test_the_rail_is_walked_by_arrows(desktop: DesktopWindow, wait_until: Wait) -> None:
    rail = desktop.find("rail")
    QMetaObject.invokeMethod(rail, "takeFocus")
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: desktop.app.page == 1)
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: desktop.app.page == 2)


def test_f1_lists_the_shortcuts_and_escape_closes_them(desktop: DesktopWindow, wait_until: Wait) -> None:
    dialog = desktop.find("shortcutsDialog")
    desktop.press(Qt.Key.Key_F1)
    wait_until(lambda: dialog.property("opened"))
    assert not desktop.nameless()
    desktop.press(Qt.Key.Key_Escape)
    wait_until(lambda: not dialog.property("visible"))


def test_an_error_is_a_banner_with_title_reason_and_hint(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.notices.show_error(DownloadError("The line broke.", hint="Press Resume."))
    desktop.app.notices.show_error(DownloadError("The line broke.", hint="Press Resume."))
    assert desktop.app.notices.banners.count == 1
    spoken = "Download failed The line broke. Press Resume."
    wait_until(lambda: spoken in [accessible_name(item) for item in desktop.items()])
    assert not desktop.nameless()
    desktop.app.notices.close(desktop.app.notices.banners.notices[0].number)
    wait_until(lambda: spoken not in [accessible_name(item) for item in desktop.items()])


def test_a_toast_does_what_it_offers_once(desktop: DesktopWindow) -> None:
    undone: list[bool] = []
    desktop.app.notices.tell("“Bees” was deleted.", "Undo", lambda: undone.append(True))
    number = desktop.app.notices.toasts.notices[0].number
    desktop.app.notices.act(number)
    desktop.app.notices.act(number)
    assert undone == [True]
    assert desktop.app.notices.toasts.count == 0


def test_a_toast_goes_by_itself(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.notices.tell("It is on the clipboard.")
    wait_until(lambda: desktop.app.notices.toasts.count == 0)


def test_the_node_dies_and_comes_back(desktop: DesktopWindow, node: RunningNode, wait_until: Wait) -> None:
    SettingsStore(node.paths.settings_file).change({"api.port": free_port()})
    before = desktop.app.link.address
    node.kill()
    wait_until(lambda: desktop.app.link.state == "starting")
    wait_until(lambda: _is_spoken(desktop, "Starting…"))
    wait_until(lambda: desktop.app.link.state == "ready", 30)
    assert desktop.app.link.address != before
    wait_until(lambda: not _is_spoken(desktop, "Starting…"))
    _quit(desktop, wait_until)
    wait_until(lambda: find_node(node.paths) is None, 20)


def test_a_node_that_can_not_start_is_told_with_a_way_to_try_again(
    paths: Paths, open_desktop: Open, wait_until: Wait
) -> None:
    paths.create()
    paths.settings_file.write_text("{")
    desktop = open_desktop()
    desktop.app.link.open()
    wait_until(lambda: desktop.app.link.state == "unreachable", 30)
    assert "settings file" in desktop.app.link.problem
    banner = desktop.find("unreachableBanner")
    wait_until(lambda: banner.property("visible"))
    assert "Try again" in [accessible_name(item) for item in desktop.focusable()]


def test_quit_stops_the_node(desktop: DesktopWindow, node: RunningNode, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_N, CONTROL)
    _quit(desktop, wait_until)
    wait_until(lambda: node.process.poll() is not None)
    assert not desktop.window.isVisible()


def test_closing_without_a_tray_quits(desktop: DesktopWindow, wait_until: Wait) -> None:
    ended: list[bool] = []
    desktop.app.closed.connect(lambda: ended.append(True))
    desktop.window.close()
    wait_until(lambda: ended)


def test_the_window_comes_back_where_it_was(paths: Paths, open_desktop: Open, wait_until: Wait) -> None:
    first = open_desktop()
    first.window.setGeometry(40, 50, 700, 500)
    wait_until(lambda: first.window.width() == 700)
    first.app.hides()
    first.close()
    second = open_desktop()
    assert second.window.geometry().getRect() == (40, 50, 700, 500)


def test_a_second_start_raises_the_first(paths: Paths, application: QApplication, wait_until: Wait) -> None:
    raised: list[bool] = []
    first = SingleWindow(paths)
    first.raised.connect(lambda: raised.append(True))
    assert first.claim()
    program = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from deai_desktop.core.paths import Paths; from deai_desktop.gui.single_window import SingleWindow\n"
        "app = QCoreApplication([]); sys.exit(SingleWindow(Paths.below(Path(sys.argv[1]))).claim())"
    )
    second = subprocess.Popen([sys.executable, "-c", program, str(paths.data.parent)])
    wait_until(lambda: second.poll() is not None and raised)
    assert second.returncode == 0  # it did not become the first
    first.release()
    third = SingleWindow(paths)
    assert third.claim()
    third.release()


def test_the_whole_program_starts_and_a_second_start_ends_at_once(
    node: RunningNode, wait_until: Callable[..., None]
) -> None:
    environment = node.environment | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    command = [sys.executable, "-m", "deai_desktop", "desktop"]
    first = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    wait_until(lambda: (node.paths.runtime / "window.lock").exists(), 20)
    second = subprocess.run(command, env=environment, check=False, timeout=30)
    assert second.returncode == 0
    assert first.poll() is None
    node.client.shut_down()
    first.terminate()
    _, errors = first.communicate(timeout=20)
    assert b"qml" not in errors.lower(), errors
    assert b"Traceback" not in errors, errors


def _quit(desktop: DesktopWindow, wait_until: Wait) -> None:
    ended: list[bool] = []
    desktop.app.closed.connect(lambda: ended.append(True))
    desktop.press(Qt.Key.Key_Q, CONTROL)
    wait_until(lambda: ended)


def _is_spoken(desktop: DesktopWindow, name: str) -> bool:
    return name in [accessible_name(item) for item in desktop.items()]
