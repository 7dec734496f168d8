"""The folder of models, and models of other programs: what the window shows of them and does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from deai_desktop.api.schemas.errors import error_of
from deai_desktop.api.schemas.library import (
    FoundModel,
    FoundModels,
    Library,
    LibraryMove,
    MoveLibrary,
    UsedModels,
    UseFound,
)
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.figures import joined, size_text
from deai_desktop.gui.models.found_row import FoundRow, found_row
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said_error
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property

_LOOK_MILLISECONDS = 400


class LibraryViewModel(QObject):
    """Know the folder, find models of other programs, and move everything elsewhere."""

    changed = Signal()
    foundChanged = Signal()  # noqa: N815 - Qt's naming
    modelsChanged = Signal()  # noqa: N815 - Qt's naming
    """There are other models, or they lie elsewhere."""

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._library: Library | None = None
        self._found: list[FoundModel] = []
        self._chosen: set[str] = set()
        self._rows: RowListModel[FoundRow] = RowListModel(FoundRow, "path", self)
        self._is_looking = False
        self._has_looked = False
        self._problem: DeAIError | None = None
        self._move: LibraryMove | None = None
        self._watch = QTimer(self, singleShot=True, interval=_LOOK_MILLISECONDS)
        self._watch.timeout.connect(self._follow)
        link.connected.connect(self._begin)
        if str(link.state) == "ready":
            self._begin()

    # The folder

    @qt_property(str, notify=changed)
    def folder(self) -> str:
        """Where downloaded models lie."""
        return self._library.folder if self._library else ""

    @qt_property(str, notify=changed)
    def room(self) -> str:
        """How much room the models take and how much is left."""
        if self._library is None:
            return ""
        text = QCoreApplication.translate("LibraryViewModel", "Models take {used}; {free} are free.")
        return text.format(used=size_text(self._library.used_bytes), free=size_text(self._library.free_bytes))

    @qt_property(float, notify=changed)
    def part(self) -> float:
        """How much of the room that models could have is taken, from 0 to 1."""
        if self._library is None:
            return 0.0
        return self._library.used_bytes / max(1, self._library.used_bytes + self._library.free_bytes)

    @Slot()
    def refresh(self) -> None:
        """Ask the node."""
        self._link.call(Library, "GET", "/api/library", on_reply=self._take)

    @Slot()
    def openFolder(self) -> None:  # noqa: N802 - Qt's naming
        """Show the folder in the system's file manager."""
        path = Path(self.folder)
        while not path.is_dir() and path != path.parent:  # it comes with the first download
            path = path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot(QUrl, result=str)
    def pathOf(self, folder: QUrl) -> str:  # noqa: N802 - Qt's naming
        """Write a chosen folder as the system does."""
        return str(Path(folder.toLocalFile())) if folder.isLocalFile() else folder.toString()

    # Moving it

    @qt_property(bool, notify=changed)
    def isMoving(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the models are on their way to another folder."""
        return self._move is not None and self._move.state == "running"

    @qt_property(float, notify=changed)
    def movePart(self) -> float:  # noqa: N802 - Qt's naming
        """How far that is, from 0 to 1."""
        return self._move.done / self._move.total if self._move and self._move.total else 0.0

    @qt_property(str, notify=changed)
    def moveText(self) -> str:  # noqa: N802 - Qt's naming
        """How far that is, and where to."""
        if self._move is None:
            return ""
        done = QCoreApplication.translate("LibraryViewModel", "{done} of {total}")
        goal = QCoreApplication.translate("LibraryViewModel", "to {folder}")
        return joined(
            done.format(done=size_text(self._move.done), total=size_text(self._move.total))
            if self._move.total
            else "",
            goal.format(folder=self._move.folder),
        )

    @Slot(QUrl)
    def move(self, folder: QUrl) -> None:
        """Move all downloaded models to another folder."""
        self._link.call(
            LibraryMove,
            "POST",
            "/api/library/move",
            MoveLibrary(folder=self.pathOf(folder)),
            on_reply=self._take_move,
            on_error=self._notices.show_error,
        )

    @Slot()
    def cancelMove(self) -> None:  # noqa: N802 - Qt's naming
        """Leave the models where they are."""
        self._link.call(
            LibraryMove,
            "DELETE",
            "/api/library/move",
            on_reply=self._take_move,
            on_error=self._notices.show_error,
        )

    # Models of other programs

    @qt_property(QObject, constant=True)
    def found(self) -> RowListModel[FoundRow]:
        """What other programs hold."""
        return self._rows

    @qt_property(bool, notify=foundChanged)
    def isLooking(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether we are looking now."""
        return self._is_looking

    @qt_property(str, notify=foundChanged)
    def foundText(self) -> str:  # noqa: N802 - Qt's naming
        """What came of looking, in one line."""
        if self._problem is not None:
            said = said_error(self._problem)
            return f"{said['message']} {said['hint']}".strip()
        if self._is_looking or not self._has_looked:
            return QCoreApplication.translate("LibraryViewModel", "Looking…")
        if not self._found:
            return QCoreApplication.translate(
                "LibraryViewModel",
                "Neither LM Studio, Ollama, Jan, GPT4All nor the Hugging Face cache holds models on this PC.",
            )
        return ""

    @qt_property(int, notify=foundChanged)
    def chosenCount(self) -> int:  # noqa: N802 - Qt's naming
        """How many are to be used."""
        return sum(row.chosen for row in self._rows.rows)

    @Slot()
    def look(self) -> None:
        """Look which models other programs hold."""
        if self._is_looking:
            return
        self._is_looking, self._problem = True, None
        self.foundChanged.emit()
        self._link.call(
            FoundModels,
            "GET",
            "/api/library/found",
            on_reply=self._take_found,
            on_error=self._fail,
            timeout=0,
        )

    @Slot(str, bool)
    def choose(self, path: str, wanted: bool) -> None:
        """Mark a file as one to be used, or not."""
        (self._chosen.add if wanted else self._chosen.discard)(path)
        self._show_found()

    @Slot()
    def use(self) -> None:
        """List the chosen files where they lie."""
        chosen = [row.path for row in self._rows.rows if row.chosen]
        if chosen:
            self._link.call(
                UsedModels,
                "POST",
                "/api/library/use",
                UseFound(paths=chosen),
                on_reply=self._take_used,
                on_error=self._notices.show_error,
                timeout=0,
            )

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self._show_found()
        self.changed.emit()

    # How

    def _begin(self) -> None:
        self.refresh()
        self._follow()

    def _take(self, library: Library) -> None:
        self._library = library
        self.changed.emit()

    def _follow(self) -> None:
        self._link.call(LibraryMove, "GET", "/api/library/move", on_reply=self._take_move)

    def _take_move(self, move: LibraryMove) -> None:
        was_moving = bool(self.isMoving)
        self._move = move
        if move.state == "running":
            self._watch.start()
        elif was_moving:
            self._tell_moved(move)
        self.changed.emit()

    def _tell_moved(self, move: LibraryMove) -> None:
        if move.error is not None:
            self._notices.show_error(error_of(move.error))
        elif move.state == "finished":
            text = QCoreApplication.translate("LibraryViewModel", "The models lie in {folder} now.")
            self._notices.tell(text.format(folder=move.folder))
        self.refresh()
        self.modelsChanged.emit()

    def _take_found(self, reply: FoundModels) -> None:
        self._found, self._is_looking, self._has_looked = reply.files, False, True
        self._chosen &= {one.path for one in reply.files}
        self._show_found()

    def _fail(self, error: DeAIError) -> None:
        self._is_looking, self._problem = False, error
        self.foundChanged.emit()

    def _show_found(self) -> None:
        self._rows.show([found_row(one, chosen=one.path in self._chosen) for one in self._found])
        self.foundChanged.emit()

    def _take_used(self, reply: UsedModels) -> None:
        for problem in reply.problems[:1]:
            self._notices.show_error(error_of(problem.error))
        if len(reply.models) == 1:
            text = QCoreApplication.translate("LibraryViewModel", "{name} was added.")
            self._notices.tell(text.format(name=reply.models[0].name))
        elif reply.models:
            text = QCoreApplication.translate("LibraryViewModel", "{count} models were added.")
            self._notices.tell(text.format(count=len(reply.models)))
        self._chosen.clear()
        self.look()
        self.refresh()
        self.modelsChanged.emit()
