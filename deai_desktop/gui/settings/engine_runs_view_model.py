"""The last runs of engines, as the settings page shows them and gives them out for a report."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication

from deai_desktop.api.engine_report import engine_report
from deai_desktop.api.schemas.engine import EngineRun, EngineRunList
from deai_desktop.core.errors import StorageError
from deai_desktop.gui.models.figures import joined
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property
from deai_desktop.gui.saved_file import save_file

_FIRST = 5
_SETTLE_MILLISECONDS = 100
_NEWS = ("model_loaded", "model_unloaded")


class EngineRunsViewModel(QObject):
    """Show the newest runs, all when asked, and follow what happens."""

    changed = Signal()

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._runs: list[EngineRun] = []
        self._shows_all = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self.refresh)
        link.connected.connect(self.refresh)
        link.eventArrived.connect(self._hear)

    @qt_property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, Any]]:
        """Each run's model, when it began, what it ran on, how it ended and why."""
        return [self._row(run) for run in (self._runs if self._shows_all else self._runs[:_FIRST])]

    @qt_property(bool, notify=changed)
    def hasMore(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there are older ones that can be shown."""
        return not self._shows_all and len(self._runs) > _FIRST

    @Slot()
    def refresh(self) -> None:
        """Ask the node."""
        self._link.call(EngineRunList, "GET", "/api/engine/runs", on_reply=self._take)

    @Slot()
    def showMore(self) -> None:  # noqa: N802 - Qt's naming
        """Show older ones too."""
        self._shows_all = True
        self.changed.emit()

    @Slot()
    def copy(self) -> None:
        """Put all of it on the clipboard, as a text for a report."""
        QGuiApplication.clipboard().setText(engine_report(self._runs))
        self._notices.tell(self.tr("The engines' last runs are on the clipboard."))

    @Slot(result=str)
    def fileName(self) -> str:  # noqa: N802 - Qt's naming
        """Propose a name for the file that they are saved to."""
        return f"deai-engine-{QDateTime.currentDateTime().toString('yyyy-MM-dd')}.txt"

    @Slot(QUrl)
    def save(self, file: QUrl) -> None:
        """Write all of it to a file, as a text for a report."""
        try:
            save_file(file, engine_report(self._runs).encode(), self.tr("The last runs could not be saved"))
        except StorageError as error:
            self._notices.show_error(error)
        else:
            self._notices.tell(self.tr("Saved as {file}.").format(file=file.fileName()))

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self.changed.emit()

    def _take(self, reply: EngineRunList) -> None:
        self._runs = reply.runs
        self.changed.emit()

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") in _NEWS:
            self._settle.start()

    def _row(self, run: EngineRun) -> dict[str, Any]:
        when = QDateTime.fromSecsSinceEpoch(int(run.started_at))
        return {
            "model": run.name,
            "when": QLocale().toString(when, QLocale.FormatType.ShortFormat),
            "facts": joined(run.library or run.engine, run.device, self._threads(run), self._speed(run)),
            "end": self._end(run),
            "failed": run.end in ("failed", "crashed"),
            "lines": "\n".join(run.lines),
        }

    def _threads(self, run: EngineRun) -> str:
        if run.threads < 2:
            return self.tr("1 thread") if run.threads else ""
        return self.tr("{count} threads").format(count=run.threads)

    def _speed(self, run: EngineRun) -> str:
        if not run.tokens_per_second:
            return ""
        return self.tr("{rate} tokens/s").format(rate=QLocale().toString(run.tokens_per_second, "f", 1))

    def _end(self, run: EngineRun) -> str:
        words = {
            "running": self.tr("In memory now"),
            "unloaded": self.tr("Unloaded on request"),
            "idle": self.tr("Unloaded because nobody used it"),
            "room": self.tr("Unloaded to make room for another model"),
            "stopped": self.tr("Ended because DeAI stopped"),
            "failed": self.tr("Could not be loaded"),
            "crashed": self.tr("Crashed"),
            "interrupted": self.tr("Ended because DeAI was killed"),
        }[run.end]
        why = " ".join(said(part) for part in (run.cause, run.hint) if part)
        return self.tr("{end}: {why}").format(end=words, why=why) if why else words
