"""What left this PC, as the settings page shows it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QDateTime,
    QLocale,
    QObject,
    QTimer,
    Signal,
    Slot,
)

from deai_desktop.api.schemas.outbound import ClearedOutbound, OutboundConnection, OutboundList
from deai_desktop.gui.models.figures import joined, size_text
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property

_FIRST, _MORE, _MOST = 20, 100, 1000
_SETTLE_MILLISECONDS = 100
_DOWNLOAD = "Download of "

TEXTS = (
    QT_TRANSLATE_NOOP("Outbound", "Download of a model"),
    QT_TRANSLATE_NOOP("Outbound", "Which file is wanted and from where on, DeAI's version"),
    QT_TRANSLATE_NOOP("Outbound", "The name and version of the package, pip's version"),
    QT_TRANSLATE_NOOP("Outbound", "Search for an update"),
    QT_TRANSLATE_NOOP("Outbound", "That DeAI asks for updates, and its version"),
    QT_TRANSLATE_NOOP("Outbound", "Download failed"),
    QT_TRANSLATE_NOOP("Outbound", "it broke off"),
    QT_TRANSLATE_NOOP("Outbound", "its certificate could not be verified"),
    QT_TRANSLATE_NOOP("Outbound", "nobody answers there"),
    QT_TRANSLATE_NOOP("Outbound", "the connection broke off"),
    QT_TRANSLATE_NOOP("Outbound", "the file ended too early"),
    QT_TRANSLATE_NOOP("Outbound", "the proxy of this network refuses the connection"),
    QT_TRANSLATE_NOOP("Outbound", "the server does not answer in time"),
    QT_TRANSLATE_NOOP("Outbound", "the server's name can't be found, perhaps this PC is offline"),
    QT_TRANSLATE_NOOP("Outbound", "Search for models"),
    QT_TRANSLATE_NOOP("Outbound", "Description of a model"),
    QT_TRANSLATE_NOOP("Outbound", "The words searched for, DeAI's version"),
    QT_TRANSLATE_NOOP("Outbound", "The words searched for, DeAI's version, your token for the hub"),
    QT_TRANSLATE_NOOP("Outbound", "Which model is looked at, DeAI's version"),
    QT_TRANSLATE_NOOP("Outbound", "Which model is looked at, DeAI's version, your token for the hub"),
    QT_TRANSLATE_NOOP(
        "Outbound",
        "Which file is wanted and from where on, DeAI's version, your token for the hub",
    ),
)
"""What the node says of connections without placeholders; the rest stays English."""


class OutboundViewModel(QObject):
    """Show the newest connections that DeAI made, more of them when asked, and follow what happens."""

    changed = Signal()

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._list: OutboundList | None = None
        self._limit = _FIRST
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self.refresh)
        link.connected.connect(self.refresh)
        link.eventArrived.connect(self._hear)

    @qt_property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, Any]]:
        """Each connection's why, when, where to with what came of it, and what was told there."""
        return [self._row(one) for one in self._list.connections] if self._list else []

    @qt_property(bool, notify=changed)
    def isKnown(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the node has answered, so that an empty list means that nothing left."""
        return self._list is not None

    @qt_property(bool, notify=changed)
    def wasCleared(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether something left that is no longer listed."""
        return self._list is not None and self._list.forgotten > 0

    @qt_property(bool, notify=changed)
    def hasMore(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there are older ones that can be shown."""
        return self._list is not None and len(self._list.connections) < min(self._list.total, _MOST)

    @Slot()
    def refresh(self) -> None:
        """Ask the node."""
        self._link.call(OutboundList, "GET", f"/api/outbound?limit={self._limit}", on_reply=self._take)

    @Slot()
    def showMore(self) -> None:  # noqa: N802 - Qt's naming
        """Show older ones too."""
        self._limit = min(self._limit + _MORE, _MOST)
        self.refresh()

    @Slot()
    def clear(self) -> None:
        """Forget all connections that have ended."""
        call = self._link.call
        call(
            ClearedOutbound,
            "DELETE",
            "/api/outbound",
            on_reply=self._tell_cleared,
            on_error=self._notices.show_error,
        )

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self.changed.emit()

    def _take(self, reply: OutboundList) -> None:
        self._list = reply
        self.changed.emit()

    def _tell_cleared(self, _: ClearedOutbound) -> None:
        self._notices.tell(self.tr("The list was cleared."))
        self.refresh()

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") == "outbound_changed":
            self._settle.start()

    def _row(self, one: OutboundConnection) -> dict[str, Any]:
        when = QDateTime.fromSecsSinceEpoch(int(one.at))
        received = ""
        if one.outcome not in ("open", "interrupted"):
            received = self.tr("{size} came in").format(size=size_text(one.received))
        return {
            "why": self._why(one),
            "when": QLocale().toString(when, QLocale.FormatType.ShortFormat),
            "facts": joined(self._where(one), received, self._outcome(one)),
            "sent": self.tr("Told there: {sent}").format(sent=_said(one.sent)) if one.sent else "",
            "failed": one.outcome == "failed",
        }

    def _why(self, one: OutboundConnection) -> str:
        if one.purpose.startswith(_DOWNLOAD) and one.purpose not in TEXTS:
            return self.tr("Download of {name}").format(name=one.purpose.removeprefix(_DOWNLOAD))
        return _said(one.purpose)

    def _where(self, one: OutboundConnection) -> str:
        if not one.host:
            return self.tr("the Python package index set up on this PC, through pip")
        place = one.host if one.port is None else f"{one.host}:{one.port}"
        return self.tr("{place}, through {via}").format(place=place, via=one.via) if one.via else place

    def _outcome(self, one: OutboundConnection) -> str:
        match one.outcome:
            case "open":
                return self.tr("going on")
            case "done":
                return self.tr("done")
            case "cancelled":
                return self.tr("cancelled")
            case "interrupted":
                return self.tr("DeAI ended meanwhile")
            case "failed":
                reason = _said(one.reason)
                return self.tr("failed: {reason}").format(reason=reason) if reason else self.tr("failed")


def _said(text: str) -> str:
    return QCoreApplication.translate("Outbound", text)
