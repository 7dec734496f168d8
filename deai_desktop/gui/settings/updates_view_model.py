"""Whether there is a newer version, and getting it, as the settings page shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QDateTime,
    QLocale,
    QObject,
    QTimer,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QDesktopServices

from deai_desktop.api.schemas.updates import ApplyUpdate, UpdateView
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.figures import joined, size_text
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property

_SETTLE_MILLISECONDS = 100

REASONS = (
    QT_TRANSLATE_NOOP(
        "Updates", "This DeAI runs from source: update it the way it was installed, with git and pip."
    ),
    QT_TRANSLATE_NOOP(
        "Updates", "Updates are not set up in this build: it came without keys to check them by."
    ),
    QT_TRANSLATE_NOOP(
        "Updates", "There is no address to look for updates yet (the setting updates.address)."
    ),
)
"""Why the node says that there can be no updates."""


class UpdatesViewModel(QObject):
    """Show what the node knows of a newer version, and have it take the next step when the person wants it."""

    changed = Signal()

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._view: UpdateView | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self.refresh)
        link.connected.connect(self.refresh)
        link.eventArrived.connect(self._hear)

    @qt_property(str, notify=changed)
    def state(self) -> str:
        """How far it is, as the node calls it; empty until it has answered."""
        return self._view.state if self._view else ""

    @qt_property(bool, notify=changed)
    def isSetUp(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there can be updates at all."""
        return self._view is not None and self._view.state != "not_set_up"

    @qt_property(str, notify=changed)
    def line(self) -> str:
        """How things are, in one line."""
        return _line(self._view) if self._view else ""

    @qt_property(str, notify=changed)
    def about(self) -> str:
        """What there is to know besides: why there can be none, how large it is, when was looked last."""
        view = self._view
        if view is None:
            return ""
        if view.reason:
            return QCoreApplication.translate("Updates", view.reason)
        return joined(self._room(view), self._looked(view))

    @qt_property(str, notify=changed)
    def version(self) -> str:
        """The newer version; empty while none is known."""
        return self._view.version if self._view else ""

    @qt_property(str, notify=changed)
    def notes(self) -> str:
        """What is new in it: plain text from outside."""
        return self._view.notes if self._view else ""

    @qt_property(float, notify=changed)
    def part(self) -> float:
        """How much of it has arrived, from 0 to 1."""
        return self._view.done / self._view.total if self._view and self._view.total else 0.0

    @qt_property("QVariantMap", notify=changed)
    def problem(self) -> dict[str, str]:
        """What went wrong with its ``title``, ``message`` and ``hint``, in the person's language."""
        error = self._view.error if self._view else None
        if error is None:
            return {"title": "", "message": "", "hint": ""}
        return {"title": said(error.title), "message": said(error.message), "hint": said(error.hint)}

    @qt_property(bool, notify=changed)
    def canCheck(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether asking the server is the thing to do."""
        return self.state in ("idle", "current", "available", "failed")

    @qt_property(bool, notify=changed)
    def canDownload(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there is something to fetch, or to go on fetching."""
        return bool(self.version) and self.state in ("available", "failed")

    @qt_property(bool, notify=changed)
    def canStop(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether it is being fetched."""
        return self.state == "downloading"

    @qt_property(bool, notify=changed)
    def canInstall(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether its setup can be started."""
        return self.state == "ready" and self._view is not None and self._view.has_setup

    @qt_property(bool, notify=changed)
    def canShowFile(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the person has to put it in place and the file lies on this PC."""
        return self.state == "ready" and not self.canInstall and not self._link.place

    @Slot()
    def refresh(self) -> None:
        """Ask the node what it knows; the node asks nobody."""
        self._link.call(UpdateView, "GET", "/api/updates", on_reply=self._take)

    @Slot()
    def check(self) -> None:
        """Have the node ask the update server now."""
        self._call("POST", "check", timeout=0)

    @Slot()
    def download(self) -> None:
        """Have the node fetch the newer version, or go on where it stopped."""
        self._call("POST", "download")

    @Slot()
    def stop(self) -> None:
        """Have the node stop fetching it; what has arrived is kept."""
        self._call("DELETE", "download")

    @Slot()
    def install(self) -> None:
        """Start its setup, which asks DeAI to close."""
        self._call("POST", "apply", ApplyUpdate())

    @Slot()
    def showFile(self) -> None:  # noqa: N802 - Qt's naming
        """Open the folder that it lies in."""
        if self._view and self._view.file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._view.file).parent)))

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self.changed.emit()

    def _call(self, method: str, what: str, body: ApplyUpdate | None = None, timeout: int = 60_000) -> None:
        self._link.call(
            UpdateView,
            method,
            f"/api/updates/{what}",
            body,
            on_reply=self._take,
            on_error=self._refuse,
            timeout=timeout,
        )

    def _take(self, view: UpdateView) -> None:
        self._view = view
        self.changed.emit()

    def _refuse(self, error: DeAIError) -> None:
        """Show a failure once: in its place when the node keeps it, else as a banner."""

        def take(view: UpdateView) -> None:
            self._take(view)
            if view.error is None or view.error.message != error.message:
                self._notices.show_error(error)

        def give_up(_: DeAIError) -> None:
            self._notices.show_error(error)

        self._link.call(UpdateView, "GET", "/api/updates", on_reply=take, on_error=give_up)

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") == "update_changed" and not self._settle.isActive():
            self._settle.start()  # a download tells of itself many times a second

    def _room(self, view: UpdateView) -> str:
        if view.state == "downloading":
            text = self.tr("{done} of {total}")
            return text.format(done=size_text(view.done), total=size_text(view.total))
        if view.state == "ready" and not view.has_setup:
            return self.tr("Its signature is right. Put the file in place of this version.")
        if view.state == "ready":
            return self.tr("Its signature is right. Nothing changes until you install it.")
        return size_text(view.total) if view.version and view.state == "available" else ""

    def _looked(self, view: UpdateView) -> str:
        if view.checked_at is None or view.state not in ("current", "available", "failed"):
            return ""
        when = QDateTime.fromSecsSinceEpoch(int(view.checked_at))
        shown = QLocale().toString(when, QLocale.FormatType.ShortFormat)
        return self.tr("Last looked: {when}").format(when=shown)


def _line(view: UpdateView) -> str:
    texts = {
        "idle": QCoreApplication.translate("Updates", "Not looked for updates yet"),
        "checking": QCoreApplication.translate("Updates", "Looking for updates…"),
        "current": QCoreApplication.translate("Updates", "DeAI is up to date"),
        "available": QCoreApplication.translate("Updates", "Version {version} is available"),
        "downloading": QCoreApplication.translate("Updates", "Downloading version {version}…"),
        "ready": QCoreApplication.translate("Updates", "Version {version} is ready"),
        "failed": QCoreApplication.translate("Updates", "The last try did not succeed"),
        "not_set_up": QCoreApplication.translate("Updates", "DeAI does not look for updates here"),
    }
    if view.state == "failed" and view.version:
        return texts["available"].format(version=view.version)
    return texts[view.state].format(version=view.version)
