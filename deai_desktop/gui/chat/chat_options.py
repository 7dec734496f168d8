"""How answers are to be written: temperature, length, seed and adapters, kept for the next start."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from deai_desktop.gui.chat.chat_adapters import ChatAdapters
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.window_state import WindowState

_NAME = "chat_options"
_PRESETS = {"precise": 0.2, "balanced": 0.7, "creative": 1.2}
_START = {"temperature": 0.7, "max_tokens": 0, "seed": -1}


class ChatOptions(QObject):
    """Hold the sampling options of the side panel."""

    changed = Signal()

    def __init__(self, state: WindowState, models: InstalledModels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._adapters = ChatAdapters(state, models, self)
        self._values = dict(_START)
        stored = state.get(_NAME, {})
        if isinstance(stored, dict):
            known = {name: stored.get(name) for name in _START}
            self._values |= {n: v for n, v in known.items() if isinstance(v, int | float)}

    @Property(QObject, constant=True)
    def adapters(self) -> ChatAdapters:
        """What changes the model."""
        return self._adapters

    @Property(float, notify=changed)
    def temperature(self) -> float:
        """How freely words are chosen, from 0 to 2."""
        return self._temperature()

    @Property(int, notify=changed)
    def maxTokens(self) -> int:  # noqa: N802 - Qt's naming
        """The longest answer; 0 for no limit of ours."""
        return max(0, int(self._values["max_tokens"]))

    @Property(int, notify=changed)
    def seed(self) -> int:
        """The seed of the sampler; below 0 for another one each time."""
        return int(self._values["seed"])

    @Property(str, notify=changed)
    def preset(self) -> str:
        """The preset that the temperature matches; empty when it is the person's own."""
        return next((name for name, value in _PRESETS.items() if abs(value - self._temperature()) < 0.01), "")

    @Slot(str)
    def usePreset(self, name: str) -> None:  # noqa: N802 - Qt's naming
        """Take a preset's temperature."""
        self._set("temperature", _PRESETS[name])

    @Slot(float)
    def setTemperature(self, value: float) -> None:  # noqa: N802 - Qt's naming
        """Take a temperature, in steps of 0.05."""
        self._set("temperature", round(value * 20) / 20)

    @Slot(int)
    def setMaxTokens(self, value: int) -> None:  # noqa: N802 - Qt's naming
        """Limit the length of answers."""
        self._set("max_tokens", value)

    @Slot(int)
    def setSeed(self, value: int) -> None:  # noqa: N802 - Qt's naming
        """Fix the seed."""
        self._set("seed", value)

    def wishes(self, model_id: str) -> dict[str, Any]:
        """Return what a request for an answer of a model says of them."""
        wishes: dict[str, Any] = {"temperature": self._temperature()}
        if adapters := self._adapters.wishes(model_id):
            wishes["adapters"] = adapters
        if self._values["max_tokens"] > 0:
            wishes["max_tokens"] = int(self._values["max_tokens"])
        if self._values["seed"] >= 0:
            wishes["seed"] = int(self._values["seed"])
        return wishes

    def _temperature(self) -> float:
        return min(2.0, max(0.0, float(self._values["temperature"])))

    def _set(self, name: str, value: float) -> None:
        if self._values[name] != value:
            self._values[name] = value
            self._state.set(_NAME, dict(self._values))
            self.changed.emit()
