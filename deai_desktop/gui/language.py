"""The language of the window: the system's where we speak it, or the one the person chose."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from deai_desktop.core.paths import resources_folder
from deai_desktop.gui.qt_property import qt_property, qt_writable
from deai_desktop.gui.window_state import WindowState

_SYSTEM, _SOURCE = "system", "en"
NAMES = {_SOURCE: "English", "de": "Deutsch"}
"""Languages by code, each named as its speakers call it; the texts in the source are English."""


class Language(QObject):
    """Install the translations of this program and of Qt itself, and take them away again."""

    changed = Signal()

    def __init__(self, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        chosen = state.get("language")
        self._chosen = chosen if isinstance(chosen, str) and chosen in NAMES else _SYSTEM
        self._translators: list[QTranslator] = []
        self._apply()

    def _get_chosen(self) -> str:
        return self._chosen

    def _set_chosen(self, code: str) -> None:
        if code != self._chosen and (code == _SYSTEM or code in NAMES):
            self._chosen = code
            self._state.set("language", code)
            self._apply()
            self.changed.emit()

    chosen = qt_writable(str, _get_chosen, _set_chosen, notify=changed)
    """The code of a language, or system."""

    @qt_property(str, notify=changed)
    def spoken(self) -> str:
        """The code of the language that the window speaks now."""
        return spoken_language(self._chosen, QLocale.system().uiLanguages())

    @qt_property("QVariantList", constant=True)
    def offered(self) -> list[dict[str, str]]:
        """What can be chosen, each with ``code`` and ``name``; the first has no name of its own."""
        return [
            {"code": _SYSTEM, "name": ""},
            *({"code": code, "name": name} for code, name in NAMES.items()),
        ]

    def _apply(self) -> None:
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []
        spoken = spoken_language(self._chosen, QLocale.system().uiLanguages())
        system = QLocale.system()
        speaks_as_system = QLocale(spoken).language() == system.language()
        QLocale.setDefault(system if speaks_as_system else QLocale(spoken))
        if spoken != _SOURCE:
            of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install("qtbase", of_qt, spoken)
            self._install("qtdeclarative", of_qt, spoken)
            self._install("deai", str(resources_folder() / "translations"), spoken)

    def _install(self, name: str, folder: str, code: str) -> None:
        translator = QTranslator(self)
        if translator.load(f"{name}_{code}", folder):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)


def spoken_language(chosen: str, wishes: list[str]) -> str:
    """Return the language to speak: the chosen one, else the first of the system's wishes that we know."""
    if chosen in NAMES:
        return chosen
    for wish in wishes:
        if (code := wish.replace("_", "-").partition("-")[0]) in NAMES:
            return code
    return _SOURCE
