"""The window before the program is there: its frame, where it was, light or dark, in the person's language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QWindow
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from deai_desktop.core.errors import InternalError
from deai_desktop.core.paths import Paths
from deai_desktop.gui.appearance import Appearance
from deai_desktop.gui.language import Language
from deai_desktop.gui.window_place import WindowPlace
from deai_desktop.gui.window_state import WindowState

_MAIN_QML = Path(__file__).parent / "Main.qml"


class Shell(QObject):
    """Make the window, quickly: what needs the node's types and more libraries comes after its first frame."""

    def __init__(self, engine: QQmlApplicationEngine, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = WindowState(paths.settings / "window.json")
        self.language = Language(self.state, self)
        self.appearance = Appearance(self.state, self)
        engine.setInitialProperties({"appearance": self.appearance})
        engine.load(QUrl.fromLocalFile(str(_MAIN_QML)))
        roots = engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise InternalError("The window could not be made.", hint="Install DeAI Desktop again.")
        self.window = roots[0]
        self._place = WindowPlace(self.window, self.state)
        self.language.changed.connect(engine.retranslate)
        self.language.changed.connect(self._count_anew)

    def open(self) -> None:
        """Show the window and bring it to the front."""
        if not self.window.isVisible() or self.window.visibility() == QWindow.Visibility.Minimized:
            self._place.show()
        else:
            self.window.raise_()
        self.window.requestActivate()

    def _count_anew(self) -> None:
        """Have the numbers of QML's controls follow the language, too."""
        self.window.setProperty("locale", QLocale())

    def remember(self) -> None:
        """Store where the window is, before it goes."""
        self._place.remember()
