"""What messages need beside their text to be shown: colours of code, formulas, pictures, the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtGui import QGuiApplication

from deai_desktop.gui.chat.code_colours import coloured, style_sheet
from deai_desktop.gui.chat.formulas import Formulas
from deai_desktop.gui.chat.pictures import Pictures
from deai_desktop.gui.notices import Notices


class MessageAids(QObject):
    """Serve the blocks of messages; knows no conversation."""

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formulas = Formulas(self)
        self._pictures = Pictures(notices, self)

    @Property(QObject, constant=True)
    def formulas(self) -> Formulas:
        """Sets what is LaTeX in the messages."""
        return self._formulas

    @Property(QObject, constant=True)
    def pictures(self) -> Pictures:
        """Decodes the images that stand in the messages."""
        return self._pictures

    @Slot(str, str, result=str)
    def coloured(self, code: str, language: str) -> str:
        """Return code as rich text."""
        return coloured(code, language)

    @Slot(bool, result=str)
    def codeStyle(self, dark: bool) -> str:  # noqa: N802 - Qt's naming
        """Return the style sheet of coloured code."""
        return style_sheet(dark=dark)

    @Slot(str)
    def copyText(self, text: str) -> None:  # noqa: N802 - Qt's naming
        """Put text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
