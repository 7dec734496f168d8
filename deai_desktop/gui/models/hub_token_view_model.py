"""Whether there is a token for the hub; the token itself goes to the vault and never comes back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from deai_desktop.api.schemas.hub import HubToken, NewHubToken
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property


class HubTokenViewModel(QObject):
    """Keep or remove the token."""

    changed = Signal()
    saved = Signal()
    """There is a new token: what needed one may be asked for again."""

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._is_set = False

    @qt_property(bool, notify=changed)
    def isSet(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there is one."""
        return self._is_set

    @Slot()
    def refresh(self) -> None:
        """Ask the node: only where it matters, since looking may unlock the person's vault."""
        self._link.call(HubToken, "GET", "/api/hub/token", on_reply=self._take)

    @Slot(str)
    def save(self, token: str) -> None:
        """Keep a token in the vault."""
        if token.strip():
            self._link.call(
                HubToken,
                "PUT",
                "/api/hub/token",
                NewHubToken(token=token.strip()[:500]),
                on_reply=self._take_saved,
                on_error=self._notices.show_error,
            )

    @Slot()
    def remove(self) -> None:
        """Take the token out of the vault."""
        self._link.call(
            HubToken,
            "DELETE",
            "/api/hub/token",
            on_reply=self._take_removed,
            on_error=self._notices.show_error,
        )

    def _take(self, token: HubToken) -> None:
        self._is_set = token.is_set
        self.changed.emit()

    def _take_saved(self, token: HubToken) -> None:
        self._take(token)
        self._notices.tell(QCoreApplication.translate("HubTokenViewModel", "The token is in the vault."))
        self.saved.emit()

    def _take_removed(self, token: HubToken) -> None:
        self._take(token)
        self._notices.tell(QCoreApplication.translate("HubTokenViewModel", "The token was removed."))
