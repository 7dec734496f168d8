"""A Qt application without a display, and a window's root object made from QML that must not warn."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deai_desktop.api.client import find_node
from deai_desktop.core.paths import HOME_VARIABLE, Paths

if TYPE_CHECKING:
    from tests.gui.desktop_window import DesktopWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "FluentWinUI3")

pytest.importorskip("PySide6", reason="needs the desktop extra: pip install -e .[desktop]")

import shiboken6
from PySide6.QtCore import QLocale, QThreadPool, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtWidgets import QApplication

_CANT_WITHOUT_A_SCREEN = ("does not support propagateSizeHints()", "does not support raise()")


@pytest.fixture(scope="session")
def application() -> QApplication:
    """The one QApplication of this process."""
    gc.freeze()  # what was imported: looking through it after each test takes long
    QLocale.setDefault(QLocale("en_US"))  # whatever the system of who runs the tests speaks
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication(["deai-tests"])


@pytest.fixture(autouse=True)
def garbage(application: QApplication) -> Iterator[None]:
    """Collect garbage in this thread only, as the program does (`gui.garbage`)."""
    gc.disable()
    yield
    QThreadPool.globalInstance().waitForDone()
    application.processEvents()
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def qt_messages(application: QApplication) -> Iterator[list[str]]:
    """All warnings of Qt and QML; any that is left at the end fails the test."""
    messages: list[str] = []

    def hear(kind: QtMsgType, context: object, message: str) -> None:
        is_about_platform = message.endswith(_CANT_WITHOUT_A_SCREEN)
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not is_about_platform:
            messages.append(message)

    before = qInstallMessageHandler(hear)
    yield messages
    qInstallMessageHandler(before)
    assert not messages, messages


@pytest.fixture
def wait_until(application: QApplication) -> Callable[..., None]:
    """Run the event loop until a condition holds."""

    def wait(condition: Callable[[], object], seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen"
            application.processEvents()
            time.sleep(0.005)

    return wait


@pytest.fixture
def load(application: QApplication, qt_messages: list[str]) -> Iterator[Callable[..., QQuickWindow]]:
    """Load a QML file whose root is a window, with initial properties."""
    engines: list[QQmlApplicationEngine] = []

    def make(file: Path, **properties: Any) -> QQuickWindow:
        engine = QQmlApplicationEngine()
        engine.setInitialProperties(properties)
        engine.load(QUrl.fromLocalFile(str(file)))
        engines.append(engine)
        assert engine.rootObjects(), qt_messages
        root = engine.rootObjects()[0]
        assert isinstance(root, QQuickWindow)
        return root

    yield make
    for engine in engines:
        # At once, with its windows: bindings must not outlive what they read. Outside of an event loop,
        # deleteLater would wait for ever.
        shiboken6.delete(engine)
    application.processEvents()


@pytest.fixture
def open_desktop(
    paths: Paths, application: QApplication, qt_messages: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., DesktopWindow]]:
    """Open the whole window over the test's own folders; whatever it starts stays within them."""
    from tests.gui.desktop_window import DesktopWindow

    monkeypatch.setenv(HOME_VARIABLE, str(paths.data.parent))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={paths.data.parent}/no-bus")
    opened: list[DesktopWindow] = []

    def open_one(*, has_tray: bool = False) -> DesktopWindow:
        opened.append(DesktopWindow(paths, has_tray=has_tray))
        return opened[-1]

    yield open_one
    for desktop in opened:
        desktop.close()
    QThreadPool.globalInstance().waitForDone()
    if left := find_node(paths):  # one that a window has started
        left.shut_down()
        left.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the keyboard: FluentWinUI3 paints its mark of focus in the first window of a process only."""
    items.sort(key=lambda item: item.path.name != "test_keyboard.py")
