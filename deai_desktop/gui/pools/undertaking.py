"""Something that a dialog begins and waits for: under way, then done, or the reason why it did not work."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property


class Undertaking(QObject):
    """Hold whether it is under way and what went wrong, which stands in the dialog while that is open."""

    changed = Signal()
    done = Signal()
    """It has worked; the dialog may go."""

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._is_busy = False
        self._is_watched = False
        self._error: DeAIError | None = None

    @qt_property(bool, notify=changed)
    def isBusy(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether it is under way."""
        return self._is_busy

    @qt_property(str, notify=changed)
    def troubleTitle(self) -> str:  # noqa: N802 - Qt's naming
        """What went wrong; empty when nothing did."""
        return said(self._error.title) if self._error else ""

    @qt_property(str, notify=changed)
    def troubleReason(self) -> str:  # noqa: N802 - Qt's naming
        """Why."""
        return said(self._error.message) if self._error else ""

    @qt_property(str, notify=changed)
    def troubleAdvice(self) -> str:  # noqa: N802 - Qt's naming
        """What to do about it."""
        return said(self._error.hint) if self._error else ""

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self.changed.emit()

    def _watch(self, is_watched: bool) -> None:
        """Show errors in the dialog while it is open, and as banners when it was closed meanwhile."""
        self._is_watched = is_watched
        if not self._is_busy:
            self._error = None
        self.changed.emit()

    def _set_off(self) -> bool:
        """Begin, unless it is under way already."""
        if self._is_busy:
            return False
        self._is_busy, self._error = True, None
        self.changed.emit()
        return True

    def _arrive(self) -> None:
        self._is_busy, self._error = False, None
        self.changed.emit()

    def _fail(self, error: DeAIError) -> None:
        self._is_busy = False
        if self._is_watched:
            self._error = error
        else:
            self._notices.show_error(error)
        self.changed.emit()
