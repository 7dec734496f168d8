"""Measures on this PC how fast a model is, and knows how models fit."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from deai_desktop.api.schemas.fit import MeasurementCancelled, ModelFit
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.fit_texts import fit_text
from deai_desktop.gui.node_link import Call, NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property

MEASURE_SECONDS = 20.0
_TICK_MILLISECONDS = 250
_ALMOST = 0.97
"""How far the bar goes before the figures are there."""


class MeasuringViewModel(QObject):
    """Have one model measured at a time; `learned` carries each model's figures."""

    changed = Signal()
    learned = Signal(object)
    """A `ModelFit` was told."""

    def __init__(
        self,
        link: NodeLink,
        notices: Notices,
        name_of: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._notices, self._name_of = link, notices, name_of
        self._call: Call | None = None
        self._model = ""
        self._started = 0.0
        self._asked: set[str] = set()
        self._tick = QTimer(self, interval=_TICK_MILLISECONDS)
        self._tick.timeout.connect(self.changed)
        link.connected.connect(self._begin_anew)
        link.eventArrived.connect(self._hear)

    @qt_property(str, notify=changed)
    def model(self) -> str:
        """Id of the model that is measured now; empty while none is."""
        return self._model

    @qt_property(float, notify=changed)
    def part(self) -> float:
        """How much of the time is over, from 0 to 1."""
        return min(_ALMOST, (time.monotonic() - self._started) / MEASURE_SECONDS) if self._model else 0.0

    @Slot(str)
    def measure(self, model_id: str) -> None:
        """Measure for about 20 seconds."""
        if self._model:
            return
        self._model, self._started = model_id, time.monotonic()
        self._tick.start()
        # Reading a large model from a slow disk comes first and takes minutes: no time limit.
        self._call = self._link.call(
            ModelFit, "POST", _path(model_id, "measure"), on_reply=self._take, on_error=self._fail, timeout=0
        )
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Stop measuring; what was known before stays."""
        if self._call is not None:
            self._call.give_up()
            self._link.call(MeasurementCancelled, "DELETE", _path(self._model, "measure"))
        self._end()

    def ask(self, models: list[str]) -> None:
        """Ask how these fit, each once."""
        for model_id in models:
            if model_id not in self._asked:
                self._asked.add(model_id)
                self._link.call(ModelFit, "GET", _path(model_id, "fit"), on_reply=self.learned.emit)

    def keep(self, models: set[str]) -> None:
        """Ask anew for models that are not among these when they come back."""
        self._asked &= models

    def _take(self, fit: ModelFit) -> None:
        self._end()
        self.learned.emit(fit)
        text = QCoreApplication.translate("MeasuringViewModel", "{name}: {fit}")
        self._notices.tell(text.format(name=self._name_of(fit.model), fit=fit_text(fit)))

    def _fail(self, error: DeAIError) -> None:
        self._end()
        self._notices.show_error(error)

    def _end(self) -> None:
        self._call, self._model = None, ""
        self._tick.stop()
        self.changed.emit()

    def _hear(self, event: dict[str, Any]) -> None:
        """Ask anew after somebody else has measured, or an answer has told how fast a model is."""
        if event.get("type") == "speed_measured" and event["model_id"] != self._model:
            self._asked.discard(event["model_id"])
            self.ask([event["model_id"]])

    def _begin_anew(self) -> None:
        self._asked.clear()


def _path(model_id: str, verb: str) -> str:
    return f"/api/models/{quote(model_id, safe='')}/{verb}"
