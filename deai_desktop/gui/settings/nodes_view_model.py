"""Which node the window uses, as the settings page shows it: this PC's own, or one in WSL."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.paths import Paths
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property
from deai_desktop.system.wsl import WslFromWindows

_OWN = "this-pc"


class NodesViewModel(QObject):
    """List, find, pair, choose and forget nodes; what may take long happens in a thread."""

    changed = Signal()
    busyChanged = Signal()  # noqa: N815 - Qt's naming

    _done = Signal(object, object)

    def __init__(self, paths: Paths, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths, self._link, self._notices = paths, link, notices
        self._nodes: list[dict[str, str]] = []
        self._chosen = _OWN
        self._found: list[str] = []
        self._has_looked = False
        self._has_wsl = WslFromWindows().is_there
        self._is_busy = False
        self._done.connect(self._finish)
        link.stateChanged.connect(self._read)

    @qt_property("QVariantList", notify=changed)
    def places(self) -> list[dict[str, str]]:
        """Each node's id and name, this PC's own first."""
        return [{"id": _OWN, "name": self.tr("This PC")}, *self._nodes]

    @qt_property(int, notify=changed)
    def current(self) -> int:
        """The place of the chosen one in that list."""
        return next((row for row, one in enumerate(self.places) if one["id"] == self._chosen), 0)

    @qt_property("QStringList", notify=changed)
    def found(self) -> list[str]:
        """Linux distributions in which a node runs that could be added."""
        return self._found

    @qt_property(bool, notify=changed)
    def hasLooked(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether WSL was asked."""
        return self._has_looked

    @qt_property(bool, notify=changed)
    def isOffered(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there is anything to choose: WSL on this PC, or a node that was added."""
        return self._has_wsl or bool(self._nodes)

    @qt_property(bool, notify=busyChanged)
    def isBusy(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether something is being done that takes a while."""
        return self._is_busy

    def say_anew(self) -> None:
        """Word the list in the language that is spoken now."""
        self.changed.emit()

    @Slot(int)
    def choose(self, row: int) -> None:
        """Use the node in this place of the list."""
        wanted = self.places[row]["id"] if 0 <= row < len(self.places) else self._chosen
        if wanted != self._chosen:
            self._do(lambda others: others.choose(wanted), lambda _: self._link.reopen())

    @Slot()
    def look(self) -> None:
        """Look for nodes in WSL."""

        def look(_: Any) -> list[str]:
            from deai_desktop.api.wsl_nodes import find_wsl_nodes

            return [node.distribution for node in find_wsl_nodes()]

        self._do(look, self._take_found)

    @Slot(str)
    def connectTo(self, distribution: str) -> None:  # noqa: N802 - Qt's naming
        """Pair with the node in this distribution and use it."""

        def pair(others: Any) -> None:
            from deai_desktop.api.wsl_nodes import pair_with_wsl

            others.choose(others.add(pair_with_wsl(distribution)).id)

        self._do(pair, lambda _: self._link.reopen())

    @Slot(str)
    def add(self, code: str) -> None:
        """Add the node of this pairing code and use it."""

        def add(others: Any) -> None:
            from deai_desktop.api.pairing import Pairing

            others.choose(others.add(Pairing.decode(code)).id)

        self._do(add, lambda _: self._link.reopen())

    @Slot()
    def removeChosen(self) -> None:  # noqa: N802 - Qt's naming
        """Forget the node that is used, revoke its key, and go back to this PC's own."""
        chosen = self._chosen
        if chosen != _OWN:
            self._do(lambda others: others.remove(chosen), self._tell_removed)

    def _tell_removed(self, removed: Any) -> None:
        node, is_revoked = removed
        if is_revoked:
            self._notices.tell(
                self.tr("“{name}” was removed; its key no longer works.").format(name=node.name)
            )
        else:
            text = self.tr("“{name}” was removed, but did not answer: revoke its key there.")
            self._notices.tell(text.format(name=node.name))
        self._link.reopen()

    def _take_found(self, found: Any) -> None:
        self._found, self._has_looked = list(found), True
        self.changed.emit()

    def _read(self) -> None:
        """Follow what was chosen, also on the command line."""
        if self._link.state != "starting":
            self._do(lambda others: (others.nodes, others.chosen), self._take, quietly=True)

    def _take(self, told: Any) -> None:
        nodes, chosen = told
        self._nodes = [{"id": node.id, "name": node.name} for node in nodes]
        self._chosen = chosen.id if chosen else _OWN
        self.changed.emit()

    def _do(self, ask: Callable[[Any], Any], use: Callable[[Any], None], *, quietly: bool = False) -> None:
        if not quietly:
            self._set_busy(True)
        QThreadPool.globalInstance().start(_Asking(self, self._paths, ask, use))

    def _finish(self, use: Callable[[Any], None], answer: Any) -> None:
        self._set_busy(False)
        if isinstance(answer, DeAIError):
            self._notices.show_error(answer)
            self.changed.emit()  # the box goes back to what is used
        else:
            use(answer)

    def _set_busy(self, is_busy: bool) -> None:
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busyChanged.emit()


class _Asking(QRunnable):
    """Ask in a thread: WSL, another node and the vault may take seconds."""

    def __init__(
        self, asker: NodesViewModel, paths: Paths, ask: Callable[[Any], Any], use: Callable[[Any], None]
    ) -> None:
        super().__init__()
        self._asker, self._paths, self._ask, self._use = asker, paths, ask, use

    def run(self) -> None:
        """Do it and hand over the answer or the error, unless the window is gone by then."""
        from deai_desktop.api.other_nodes import OtherNodes

        answer: Any
        try:
            answer = self._ask(OtherNodes(self._paths))
        except DeAIError as error:
            answer = error
        with contextlib.suppress(RuntimeError):  # what Qt raises when the view-model is no more
            self._asker._done.emit(self._use, answer)
