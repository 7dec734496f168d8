"""Runs the desktop: paints the window first and lets everything else come after."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QIcon
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtQuickControls2 import QQuickStyle
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from deai_desktop import __version__
from deai_desktop.core.errors import InternalError
from deai_desktop.core.paths import Paths, resources_folder
from deai_desktop.gui.app import App
from deai_desktop.gui.single_window import SingleWindow

MAIN_QML = Path(__file__).parent / "Main.qml"


def run_desktop(paths: Paths, hidden: bool = False) -> int:
    """Show the window, or only the tray icon when ``hidden``, until the person quits; return the exit code."""
    application = _make_application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would not let Python hear Ctrl+C
    single = SingleWindow(paths)
    if not single.claim():
        return 0
    app = App(paths, QSystemTrayIcon.isSystemTrayAvailable())
    engine = QQmlApplicationEngine()
    window = load_window(engine, app)
    single.raised.connect(app.open)
    app.closed.connect(application.quit, Qt.ConnectionType.QueuedConnection)
    if app.tray is not None:
        app.tray.icon.show()
    if hidden and app.tray is not None:
        app.link.open()
    else:
        window.frameSwapped.connect(app.link.open, Qt.ConnectionType.SingleShotConnection)
        app.open()
    code = application.exec()
    window.hide()
    del engine  # before the objects that its bindings read
    single.release()
    return code


def load_window(engine: QQmlApplicationEngine, app: App) -> QQuickWindow:
    """Make the window from QML, not yet shown."""
    engine.setInitialProperties({"app": app})
    engine.load(QUrl.fromLocalFile(str(MAIN_QML)))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise InternalError("The window could not be made.", hint="Install DeAI Desktop again.")
    app.attach(roots[0])
    return roots[0]


def _make_application() -> QApplication:
    QQuickStyle.setStyle("FluentWinUI3")
    QCoreApplication.setApplicationName("deai-desktop")
    QCoreApplication.setApplicationVersion(__version__)
    QApplication.setApplicationDisplayName("DeAI")
    QApplication.setDesktopFileName("deai-desktop")
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(str(resources_folder() / "icons" / "application.svg")))
    return application
