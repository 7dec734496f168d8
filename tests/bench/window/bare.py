"""A bare Qt Quick window with the same style: prints when its first frame was there, then ends."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtQuickControls2 import QQuickStyle


def main() -> None:
    """Show the window until it has been painted once."""
    QQuickStyle.setStyle("FluentWinUI3")
    application = QGuiApplication(sys.argv[:1])
    engine = QQmlApplicationEngine()
    engine.load(QUrl.fromLocalFile(str(Path(__file__).parent / "Bare.qml")))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)

    def painted() -> None:
        print(json.dumps({"first_frame": time.time()}), flush=True)
        application.quit()

    window.frameSwapped.connect(painted, Qt.ConnectionType.SingleShotConnection)
    application.exec()
    del engine


if __name__ == "__main__":
    main()
