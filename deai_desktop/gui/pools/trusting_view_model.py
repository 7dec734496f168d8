"""The warning before the first use of a pool: whoever works on a prompt can read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from deai_desktop.api.schemas.pools import PoolView
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.pool_path import pool_path
from deai_desktop.gui.qt_property import qt_property


class TrustingViewModel(QObject):
    """Ask the person once for each pool, tell the node when that is all right, and when it is not any more."""

    asked = Signal()
    """The person is to be asked now; `poolName` says about which pool."""
    accepted = Signal(str)
    """A pool's key: its members may be asked from now on."""
    takenBack = Signal(str)  # noqa: N815 - Qt's naming
    """A pool's key: its members are asked no longer."""

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._pool = self._name = ""
        self._then: Callable[[], None] = lambda: None

    @qt_property(str, notify=asked)
    def poolName(self) -> str:  # noqa: N802 - Qt's naming
        """The pool that it is about."""
        return self._name

    def ask(self, pool: str, name: str, then: Callable[[], None] = lambda: None) -> None:
        """Ask about a pool, by key and name; ``then`` is done once the person has accepted."""
        self._pool, self._name, self._then = pool, name, then
        self.asked.emit()

    @Slot()
    def accept(self) -> None:
        """Take the person's word."""
        pool, then = self._pool, self._then
        self._pool = ""

        def take(_: PoolView) -> None:
            self.accepted.emit(pool)
            then()

        if pool:
            self._link.call(
                PoolView,
                "POST",
                pool_path(pool, "trust"),
                on_reply=take,
                on_error=self._notices.show_error,
            )

    def take_back(self, pool: str) -> None:
        """Ask no member of a pool any more, until the person agrees to it again."""
        self._link.call(
            PoolView,
            "DELETE",
            pool_path(pool, "trust"),
            on_reply=lambda _: self.takenBack.emit(pool),
            on_error=self._notices.show_error,
        )
