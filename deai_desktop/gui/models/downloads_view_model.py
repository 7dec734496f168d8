"""What the page of downloads shows and does."""

from __future__ import annotations

from urllib.parse import quote

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from deai_desktop.api.schemas.downloads import HIGHEST_PRIORITY, ChangeDownload, DownloadView
from deai_desktop.gui.models.download_row import DownloadRow, download_rows
from deai_desktop.gui.models.download_texts import download_state
from deai_desktop.gui.models.figures import joined, speed_text
from deai_desktop.gui.models.known_models import KnownModels
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property


class DownloadsViewModel(QObject):
    """Show the queue and steer it; `take_known` comes whenever more is known."""

    changed = Signal()
    goneOn = Signal()  # noqa: N815 - Qt's naming
    """Something was asked of the queue: time to look how it is."""

    def __init__(
        self,
        link: NodeLink,
        notices: Notices,
        known: KnownModels,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._notices, self._known = link, notices, known
        self._rows: RowListModel[DownloadRow] = RowListModel(DownloadRow, "download_id", self)

    @qt_property(QObject, constant=True)
    def rows(self) -> RowListModel[DownloadRow]:
        """The downloads, what runs first."""
        return self._rows

    @qt_property(int, notify=changed)
    def unfinished(self) -> int:
        """How many run or wait."""
        return sum(row.stage in ("running", "queued") for row in self._rows.rows)

    @qt_property(str, notify=changed)
    def summary(self) -> str:
        """How many run and wait, and how fast all of it comes."""
        states = [row.stage for row in self._rows.rows]
        speed = sum(view.speed for view in self._known.queue.values() if view.state == "running")
        running = QCoreApplication.translate("DownloadsViewModel", "{count} running")
        waiting = QCoreApplication.translate("DownloadsViewModel", "{count} waiting")
        paused = QCoreApplication.translate("DownloadsViewModel", "{count} paused")
        return joined(
            *(
                text.format(count=states.count(state))
                for text, state in ((running, "running"), (waiting, "queued"), (paused, "paused"))
                if state in states
            ),
            speed_text(speed),
        )

    def show_known(self) -> None:
        """Show what is known now."""
        names = {view.id: view.name for view in self._known.views.values()}
        self._rows.show(download_rows(self._known.queue.values(), names))
        self.changed.emit()

    @Slot(str)
    def pause(self, download_id: str) -> None:
        """Stop a download for now."""
        self._steer("POST", download_id, "/pause")

    @Slot(str)
    def resume(self, download_id: str) -> None:
        """Go on with a download or try it again, also on a connection that others wait to be over."""
        self._steer("POST", download_id, "/resume")

    @Slot(str)
    def cancel(self, download_id: str) -> None:
        """Stop a download and delete what has arrived."""
        self._steer("DELETE", download_id, "?discard=true")

    @Slot(str)
    def moveFirst(self, download_id: str) -> None:  # noqa: N802 - Qt's naming
        """Have a download come next."""
        others = [view.priority for view in self._known.queue.values() if view.state in ("queued", "running")]
        first = min(HIGHEST_PRIORITY, max(others, default=0) + 1)
        self._steer("PATCH", download_id, "", ChangeDownload(priority=first))

    def of_model(self, model_id: str) -> str:
        """Return the id of the newest download of a model; empty when there is none."""
        view = self._known.downloads.get(model_id)
        return view.id if view is not None and download_state(view) != "finished" else ""

    def _steer(self, method: str, download_id: str, end: str, body: BaseModel | None = None) -> None:
        self._link.call(
            DownloadView,
            method,
            f"/api/downloads/{quote(download_id, safe='')}{end}",
            body,
            on_reply=self._take,
            on_error=self._notices.show_error,
        )

    def _take(self, view: DownloadView) -> None:
        if view.id in self._known.queue:
            self._known.take_download(view)
        self.goneOn.emit()
