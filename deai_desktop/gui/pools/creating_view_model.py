"""Founds a pool."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from deai_desktop.api.schemas.pools import NewPool, PoolView
from deai_desktop.gui.pools.undertaking import Undertaking
from deai_desktop.gui.qt_property import qt_property
from deai_desktop.system.network import own_names

LONGEST_NAME = 60


class CreatingViewModel(Undertaking):
    """Found a pool with its hub on this PC; that takes some seconds."""

    created = Signal(str)
    """There is a new pool; carries its name."""

    @qt_property(str, constant=True)
    def ownName(self) -> str:  # noqa: N802 - Qt's naming
        """What this PC would be called."""
        return own_name()

    @Slot()
    def begin(self) -> None:
        """Show errors in the dialog from now on."""
        self._watch(True)

    @Slot()
    def leave(self) -> None:
        """Go on without the dialog."""
        self._watch(False)

    @Slot(str, str, bool)
    def create(self, name: str, device_name: str, for_network: bool) -> None:
        """Found it; ``for_network`` lets other PCs of the network reach its hub."""
        if not name.strip() or not self._set_off():
            return
        body = NewPool(
            name=name.strip()[:LONGEST_NAME],
            device_name=device_name.strip()[:LONGEST_NAME],
            listens="network" if for_network else "this-pc",
        )
        self._link.call(PoolView, "POST", "/api/pools", body, on_reply=self._take, on_error=self._fail)

    def _take(self, pool: PoolView) -> None:
        self._arrive()
        self.created.emit(pool.name)
        self.done.emit()


def own_name() -> str:
    """Return how this PC is called in its network."""
    return (own_names() or ("",))[0]
