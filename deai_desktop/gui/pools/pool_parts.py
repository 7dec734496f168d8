"""What belongs to each pool beside what the node tells of it in its list: its people, its hubs, and work for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from deai_desktop.api.schemas.pools import PoolView
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.hubs_view_model import HubsViewModel
from deai_desktop.gui.pools.lending_view_model import LendingViewModel
from deai_desktop.gui.pools.people_view_model import PeopleViewModel


@dataclass(frozen=True)
class PoolPart:
    """Hold the view models of one pool."""

    people: PeopleViewModel
    lending: LendingViewModel
    hubs: HubsViewModel

    def take(self, view: PoolView) -> None:
        """Hear how the pool is now."""
        self.lending.take(view)
        self.hubs.take(view)

    def refresh(self) -> None:
        """Ask the node for all of it."""
        self.people.refresh()
        self.lending.refresh()
        self.hubs.refresh()

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self.people.say_anew()
        self.lending.say_anew()
        self.hubs.say_anew()


class PoolParts:
    """Have one for each pool that is known."""

    def __init__(
        self,
        link: NodeLink,
        notices: Notices,
        models: InstalledModels,
        on_settled: Callable[[], None],
        parent: QObject,
    ) -> None:
        self._link, self._notices, self._models = link, notices, models
        self._on_settled = on_settled
        self._parent = parent
        self._parts: dict[str, PoolPart] = {}

    def __getitem__(self, key: str) -> PoolPart:
        return self._parts[key]

    def all(self) -> Iterable[PoolPart]:
        """Return those of all pools."""
        return self._parts.values()

    def keep(self, views: list[PoolView]) -> None:
        """Have those of these pools, which are as these views say, and no others."""
        for gone in self._parts.keys() - {view.key for view in views}:
            del self._parts[gone]  # it lives on as a child of its parent: a reply to it may be under way
        for view in views:
            if view.key not in self._parts:
                self._parts[view.key] = self._made(view)
            self._parts[view.key].take(view)

    def find(self, key: str) -> PoolPart | None:
        """Return that of one pool, if it is known."""
        return self._parts.get(key)

    def _made(self, view: PoolView) -> PoolPart:
        key, link, notices, parent = view.key, self._link, self._notices, self._parent
        lending = LendingViewModel(key, link, notices, self._models, parent)
        lending.settled.connect(self._on_settled)
        return PoolPart(
            PeopleViewModel(key, link, notices, parent, manages=view.is_founder),
            lending,
            HubsViewModel(view, link, notices, parent),
        )
