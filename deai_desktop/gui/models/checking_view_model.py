"""Reads the files of models again and tells whether they are as they were."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from deai_desktop.api.schemas.library import Verified, VerifyProgress
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.node_link import Call, NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property

_LOOK_MILLISECONDS = 500


class CheckingViewModel(QObject):
    """Check any number of models; `touched` comes when one was found to be another than before."""

    changed = Signal()
    touched = Signal()

    def __init__(
        self, link: NodeLink, notices: Notices, name_of: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._notices, self._name_of = link, notices, name_of
        self._calls: dict[str, Call] = {}
        self._parts: dict[str, float] = {}
        self._look = QTimer(self, interval=_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._ask)

    @qt_property("QVariantMap", notify=changed)
    def parts(self) -> dict[str, float]:
        """How far the models are that are being checked, by id, from 0 to 1."""
        return self._parts

    @Slot(str)
    def begin(self, model_id: str) -> None:
        """Read a model's files from the first byte to the last."""
        if model_id in self._calls:
            return

        def tell(verified: Verified) -> None:
            self._end(model_id)
            self._notices.tell(_text(verified).format(name=self._name_of(model_id)))
            self.touched.emit()

        def fail(error: DeAIError) -> None:
            self._end(model_id)
            self._notices.show_error(error)
            self.touched.emit()

        self._parts[model_id] = 0.0
        self._calls[model_id] = self._link.call(
            Verified, "POST", _path(model_id), on_reply=tell, on_error=fail, timeout=0
        )
        self._look.start()
        self.changed.emit()

    @Slot(str)
    def cancel(self, model_id: str) -> None:
        """Stop checking; the node notices that nobody listens any more."""
        if call := self._calls.get(model_id):
            call.give_up()
            self._end(model_id)

    def _ask(self) -> None:
        for model_id in self._calls:
            self._link.call(VerifyProgress, "GET", _path(model_id), on_reply=self._take(model_id))

    def _take(self, model_id: str) -> Callable[[VerifyProgress], None]:
        def take(progress: VerifyProgress) -> None:
            if model_id in self._parts and progress.total:
                self._parts[model_id] = progress.done / progress.total
                self.changed.emit()

        return take

    def _end(self, model_id: str) -> None:
        self._calls.pop(model_id, None)
        self._parts.pop(model_id, None)
        if not self._calls:
            self._look.stop()
        self.changed.emit()


def _text(verified: Verified) -> str:
    if not verified.matches:
        return QCoreApplication.translate(
            "ModelFiles", "{name} has changed since it was added. Remove it and get it anew."
        )
    if verified.was_known:
        return QCoreApplication.translate("ModelFiles", "{name} is exactly as it was added.")
    return QCoreApplication.translate(
        "ModelFiles", "{name} can be read; its checksum is remembered from now on."
    )


def _path(model_id: str) -> str:
    return f"/api/models/{quote(model_id, safe='')}/verify"
