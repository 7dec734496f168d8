"""Runs the desktop: paints the window first and lets everything else come after."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuickControls2 import QQuickStyle
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from deai_desktop.core.build import this_build
from deai_desktop.core.paths import Paths, resources_folder
from deai_desktop.gui.garbage import GarbageCollector
from deai_desktop.gui.shell import Shell
from deai_desktop.gui.single_window import SingleWindow
from deai_desktop.system.app_identity import claim_app_id

if TYPE_CHECKING:
    from deai_desktop.gui.app import App

_ONCE = Qt.ConnectionType.SingleShotConnection


def run_desktop(paths: Paths, hidden: bool = False, to_open: str = "") -> int:
    """Show the window, or only the tray icon when ``hidden``, until the person quits; return the exit code.

    ``to_open`` is a model file or a link; when a window is there already, that one is given it.
    """
    application = _make_application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would not let Python hear Ctrl+C
    single = SingleWindow(paths)
    if not single.claim(to_open):
        return 0
    GarbageCollector(application)
    engine = QQmlApplicationEngine()
    shell = Shell(engine, paths)
    has_tray = QSystemTrayIcon.isSystemTrayAvailable()

    apps: list[App] = []
    early = [to_open] if to_open else []

    def open_this(text: str) -> None:
        apps[0].open_this(text) if apps else early.append(text)

    def end() -> None:
        apps[0].quit() if apps else application.quit()

    def begin() -> None:
        from deai_desktop.gui.app import App

        app = App(paths, shell, has_tray)
        apps.append(app)
        app.link.open()  # the node starts while the pages are made
        app.fill_window()
        if app.tray is not None:
            app.tray.icon.show()
        app.closed.connect(application.quit, Qt.ConnectionType.QueuedConnection)
        single.raised.connect(app.open)
        for one in early:
            app.open_this(one)

    single.opened.connect(open_this)
    single.quitRequested.connect(end)
    if hidden and has_tray:
        QTimer.singleShot(0, engine, begin)
    else:
        shell.window.frameSwapped.connect(lambda: QTimer.singleShot(0, engine, begin), _ONCE)
        shell.open()
    code = application.exec()
    shell.window.hide()
    shiboken6.delete(engine)  # with its window, before the objects that its bindings read
    single.release()
    return code


def _make_application() -> QApplication:
    claim_app_id()
    QQuickStyle.setStyle("FluentWinUI3")
    QCoreApplication.setApplicationName("deai-desktop")
    QCoreApplication.setApplicationVersion(this_build().version)
    QApplication.setApplicationDisplayName("DeAI")
    QApplication.setDesktopFileName("deai-desktop")
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(str(resources_folder() / "icons" / "application.svg")))
    return application
