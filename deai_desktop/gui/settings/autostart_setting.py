"""Whether the window waits beside the clock from the moment the person signs in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from deai_desktop.core.errors import ConflictError
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property, qt_writable
from deai_desktop.system.autostart import Autostart
from deai_desktop.system.autostart import autostart as own_autostart
from deai_desktop.system.autostart_state import AutostartState


class AutostartSetting(QObject):
    """Show the system's autostart of this program and change it; the system's own switch counts more."""

    changed = Signal()

    def __init__(
        self, notices: Notices, entry: Autostart | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        self._entry = entry or own_autostart()
        self._state = self._look()

    def _get_on(self) -> bool:
        return self._state is not AutostartState.OFF

    def _set_on(self, wanted: bool) -> None:
        try:
            self._entry.switch(wanted)
        except OSError as error:
            reason = error.strerror or str(error)
            refusal = self.tr("The system refuses to change it: {reason}").format(reason=reason)
            self._notices.show_error(ConflictError(refusal))
        self.refresh()

    on = qt_writable(bool, _get_on, _set_on, notify=changed)
    """Whether the person wants it."""

    @qt_property(str, notify=changed)
    def blocked(self) -> str:
        """What keeps it from working, with where to change that; empty where nothing does."""
        if self._state is not AutostartState.BLOCKED:
            return ""
        return self.tr("It is switched off in the system's own list of startup programs. Turn it on there.")

    @Slot()
    def refresh(self) -> None:
        """Look again: the system's own settings may have changed it."""
        self._state = self._look()
        self.changed.emit()

    def _look(self) -> AutostartState:
        try:
            return self._entry.state
        except OSError:
            return AutostartState.OFF
