"""Which model answers: those of this PC, and under a heading for each pool those of its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from deai_desktop.api.schemas.pools import PoolModelView, PoolWorker
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.chat.pool_offers import PoolOffers, is_of_pool, name_in_pool, pool_of
from deai_desktop.gui.models.figures import joined, rounded_text
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.qt_property import qt_property
from deai_desktop.gui.window_state import WindowState

_LAST_MODEL = "chat_model"
_MOST_NAMED = 2
"""Members whose names stand beside a model."""


@dataclass(frozen=True)
class ChoiceRow:
    """Say what the picker says of a model."""

    id: str
    name: str
    about: str
    """Who offers it, how fast, and how long it takes until it begins; empty for a model of this PC."""
    heading: str
    """What stands above it where a group begins; empty elsewhere."""


class ModelChoice(QObject):
    """Hold the model that answers next, and what there is to choose from."""

    changed = Signal()
    chosen = Signal(str)
    """The person has chosen another model; carries its id."""
    trustWanted = Signal(str, str, str)  # noqa: N815 - Qt's naming
    """A pool's key and name, and the model: the person has to agree first that its members can read prompts."""

    def __init__(
        self,
        models: InstalledModels,
        offers: PoolOffers,
        state: WindowState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._models, self._offers, self._state = models, offers, state
        self._model = str(state.get(_LAST_MODEL, ""))
        self._goes_elsewhere = False
        self._rows: RowListModel[ChoiceRow] = RowListModel(ChoiceRow, "id", self)
        models.installedChanged.connect(self._show)
        offers.changed.connect(self._show)
        self._show()

    @qt_property(QObject, constant=True)
    def rows(self) -> RowListModel[ChoiceRow]:
        """What the picker offers."""
        return self._rows

    @qt_property(int, notify=changed)
    def index(self) -> int:
        """The place of the chosen model; -1 when it is not there."""
        return next((at for at, row in enumerate(self._rows.rows) if row.id == self.now), -1)

    @qt_property(str, notify=changed)
    def name(self) -> str:
        """What the chosen model is called; empty when there is none."""
        return self.name_of(self.now) if self.index >= 0 else ""

    @qt_property(str, notify=changed)
    def pool(self) -> str:
        """The pool whose members run the chosen model; empty for one of this PC."""
        return pool_of(self.now)

    @qt_property(bool, notify=changed)
    def goesElsewhere(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether a pool may be asked where this PC is too small or busy, by the person's settings."""
        return self._goes_elsewhere and any(
            pool.knows_risk
            for pool in map(self._offers.pool, {one.pool for one in self._offers.models})
            if pool
        )

    @property
    def now(self) -> str:
        """The id of the model that answers next."""
        if self._offers.may_ask_for(self._model):
            return self._model
        known = [one["id"] for one in self._models.installed]
        return self._model if self._model in known or not known else str(known[0])

    @property
    def problem(self) -> str:
        """Why it can't answer at the moment, for people; empty when it can."""
        if is_of_pool(self.now):
            if self._offers.model(self.now) is None:
                text = self.tr(
                    "Nobody in “{pool}” offers this model at the moment. Choose another one above."
                )
                return text.format(pool=pool_of(self.now))
        elif not self._models.installed:
            return self.tr("No model is installed yet. Get one on the Models page, then come back here.")
        return ""

    def name_of(self, model_id: str) -> str:
        """Return a model's name for people; its id when it is not known."""
        own = name_in_pool(model_id)
        return self._models.modelName(own) or own

    @Slot(str)
    def choose(self, model_id: str) -> None:
        """Have a model answer from now on; of a pool that was not agreed to, ask for that first."""
        if model_id == self._model == self.now:  # trust in its pool may have been taken back
            return
        pool = self._offers.pool(pool_of(model_id))
        if pool is not None and not pool.knows_risk:
            self.trustWanted.emit(pool.key, pool.name, model_id)
            self.changed.emit()  # the picker goes back to what it was
            return
        self._state.set(_LAST_MODEL, model_id)
        self.take(model_id)
        self.chosen.emit(model_id)

    def choose_trusted(self, model_id: str) -> None:
        """Choose a model of a pool that the person has agreed to a moment ago."""
        self._offers.trust(pool_of(model_id))
        self.choose(model_id)

    def take(self, model_id: str) -> None:
        """Show a conversation's own model as chosen."""
        if model_id != self._model:
            self._model = model_id
            self._show()

    def let_go_elsewhere(self, goes: bool) -> None:
        """Hear whether pools may be asked where this PC is too small or busy."""
        if goes != self._goes_elsewhere:
            self._goes_elsewhere = goes
            self.changed.emit()

    def say_anew(self) -> None:
        """Word the rows in the language that is spoken now."""
        self._show()

    def _show(self) -> None:
        self._rows.show([*self._own_rows(), *self._pool_rows()])
        self.changed.emit()

    def _own_rows(self) -> Iterator[ChoiceRow]:
        heading = self.tr("On this PC") if self._all_offers() else ""
        for one in self._models.installed:
            yield ChoiceRow(one["id"], one["name"], "", heading)
            heading = ""

    def _pool_rows(self) -> Iterator[ChoiceRow]:
        before = ""
        for one in self._all_offers():
            heading = self.tr("Pool “{name}”").format(name=one.pool) if one.pool != before else ""
            yield ChoiceRow(one.id, self.name_of(one.id), self._about(one), heading)
            before = one.pool

    def _all_offers(self) -> list[PoolModelView]:
        """List what members offer, and the chosen model when nobody does."""
        offers = self._offers.models
        if is_of_pool(self.now) and self._offers.pool(self.pool) and self._offers.model(self.now) is None:
            gone = PoolModelView(
                id=self.now, pool=self.pool, model=name_in_pool(self.now), context_length=0, workers=[]
            )
            offers = [*offers, gone]
        return sorted(offers, key=lambda one: one.pool)

    def _about(self, one: PoolModelView) -> str:
        pool = self._offers.pool(one.pool)
        asks = "" if pool is None or pool.knows_risk else self.tr("asks you first")
        return joined(_wait(one.workers), _speed(one.workers), asks, _who(one.workers))


def _who(workers: list[PoolWorker]) -> str:
    if not workers:
        return QCoreApplication.translate("ModelChoice", "nobody at the moment")
    names = ", ".join(one.name for one in workers[:_MOST_NAMED])
    if (more := len(workers) - _MOST_NAMED) > 0:
        return QCoreApplication.translate("ModelChoice", "{names} and {count} more").format(
            names=names, count=more
        )
    return names


def _speed(workers: list[PoolWorker]) -> str:
    best = max((one.tokens_per_second for one in workers), default=0.0)
    if best <= 0:
        return ""
    text = QCoreApplication.translate("ModelChoice", "{speed} tokens/s")
    return text.format(speed=rounded_text(best))


def _wait(workers: list[PoolWorker]) -> str:
    """Say when it would begin, with the member that is free first."""
    if not workers:
        return ""
    if any(one.free > 0 for one in workers):
        return QCoreApplication.translate("ModelChoice", "free now")
    text = QCoreApplication.translate("ModelChoice", "free in about {seconds} s")
    return text.format(seconds=max(1, round(min(one.wait_seconds for one in workers))))
