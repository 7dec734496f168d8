"""Paints the real window where nobody sees it; for the program's check of itself."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from deai_desktop.core.paths import Paths

_WAIT_MILLISECONDS = 20_000


def run() -> int:
    """Say by which Qt it was painted and return 0, or say why not and return 1."""
    import shiboken6
    from PySide6.QtCore import Qt, QTimer, qVersion
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow, QSGRendererInterface
    from PySide6.QtQuickControls2 import QQuickStyle
    from PySide6.QtWidgets import QApplication

    from deai_desktop.gui.shell import Shell

    QQuickStyle.setStyle("FluentWinUI3")
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    application = QApplication(["deai", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory(prefix="deai-selftest-", ignore_cleanup_errors=True) as folder:
        engine = QQmlApplicationEngine()
        warnings: list[str] = []
        engine.warnings.connect(lambda said: warnings.extend(one.toString() for one in said))
        shell = Shell(engine, Paths.below(Path(folder)))
        shell.window.frameSwapped.connect(application.quit, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(_WAIT_MILLISECONDS, application, lambda: application.exit(1))
        shell.open()
        code = application.exec()
        is_painted = code == 0 and not shell.window.grabWindow().isNull()
        size = f"{shell.window.width()} × {shell.window.height()}"
        shell.window.hide()
        shiboken6.delete(engine)
    if warnings or not is_painted:
        sys.stdout.write((warnings or ["no frame was painted in time"])[0] + "\n")
        return 1
    sys.stdout.write(f"Qt {qVersion()} painted {size} dots\n")
    return 0
