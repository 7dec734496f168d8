"""What the members of pools offer, as the model picker needs it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from deai_desktop.api.schemas.pools import PoolList, PoolModelList, PoolModelView, PoolView
from deai_desktop.gui.node_link import NodeLink

_PREFIX = "pool/"
_GATHER_MILLISECONDS = 100


class PoolOffers(QObject):
    """Know the pools that may be asked and their models, and keep up with the node's events."""

    changed = Signal()

    def __init__(self, link: NodeLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._pools: dict[str, PoolView] = {}
        self._models: list[PoolModelView] = []
        self._is_fetched = False
        self._soon = QTimer(self, singleShot=True, interval=_GATHER_MILLISECONDS)
        self._soon.timeout.connect(self._fetch)
        link.connected.connect(self._soon.start)
        link.eventArrived.connect(self._hear)

    @property
    def models(self) -> list[PoolModelView]:
        """What can be chosen: models of the pools in which this PC may ask."""
        return [one for one in self._models if one.pool in self._pools]

    def pool(self, name: str) -> PoolView | None:
        """Return a pool in which this PC may ask, by its name."""
        return self._pools.get(name)

    def model(self, model_id: str) -> PoolModelView | None:
        """Return a model that somebody offers at the moment."""
        return next((one for one in self.models if one.id == model_id), None)

    def may_ask_for(self, model_id: str) -> bool:
        """Say whether a model is of a pool that may be asked, whoever offers it now; True until that is known."""
        if not is_of_pool(model_id):
            return False
        pool = self._pools.get(pool_of(model_id))
        return not self._is_fetched or (pool is not None and pool.knows_risk)

    def trust(self, pool: str) -> None:
        """Know that the person has agreed, before the node says so."""
        if pool in self._pools:
            self._pools[pool] = self._pools[pool].model_copy(update={"knows_risk": True})
            self.changed.emit()

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") in ("pools_changed", "pool_activity") and not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        self._link.call(PoolList, "GET", "/api/pools", on_reply=self._take_pools)

    def _take_pools(self, reply: PoolList) -> None:
        self._pools = {one.name: one for one in reply.pools if one.role != "worker"}
        self._is_fetched = True
        if self._pools:
            self._link.call(PoolModelList, "GET", "/api/pools/models", on_reply=self._take_models)
        else:
            self._take_models(PoolModelList(models=[]))

    def _take_models(self, reply: PoolModelList) -> None:
        self._models = reply.models
        self.changed.emit()


def is_of_pool(model_id: str) -> bool:
    """Say whether an id names a model of a pool: ``pool/NAME/model``."""
    return model_id.startswith(_PREFIX)


def pool_of(model_id: str) -> str:
    """Return the name of a model's pool."""
    return model_id.removeprefix(_PREFIX).partition("/")[0] if is_of_pool(model_id) else ""


def name_in_pool(model_id: str) -> str:
    """Return what a model is called in its pool."""
    return model_id.removeprefix(_PREFIX).partition("/")[2] if is_of_pool(model_id) else model_id
