"""Which LoRA adapters change the model in chats, and how strongly, kept for the next start."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot

from deai_desktop.core.limits import MOST_ADAPTERS
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.window_state import WindowState

_NAME = "chat_adapters"
_STRONGEST = 2.0


class ChatAdapter(QObject):
    """An adapter as the side panel shows it."""

    changed = Signal()

    def __init__(self, adapter_id: str, name: str, strength: float, parent: QObject) -> None:
        super().__init__(parent)
        self._id, self._name = adapter_id, name
        self._is_used, self._strength = strength > 0, strength or 1.0

    @Property(str, constant=True)
    def adapterId(self) -> str:  # noqa: N802 - Qt's naming
        """By which requests name it."""
        return self._id

    @Property(str, constant=True)
    def name(self) -> str:
        """By which people know it."""
        return self._name

    @Property(bool, notify=changed)
    def isUsed(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether answers are written with it."""
        return self._is_used

    @Property(float, notify=changed)
    def strength(self) -> float:
        """How much it changes the model, up to 2; 1 is how it was trained."""
        return self._strength

    def set(self, is_used: bool, strength: float | None = None) -> None:
        """Take both; None leaves the strength."""
        self._is_used = is_used
        self._strength = strength or self._strength
        self.changed.emit()

    @property
    def scale(self) -> float:
        """What requests say of it; 0 when it is not used."""
        return self._strength if self._is_used else 0.0


class ChatAdapters(QObject):
    """Hold what was chosen for every adapter; only those that may fit the model are shown and asked for."""

    changed = Signal()

    def __init__(self, state: WindowState, models: InstalledModels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._models = models
        self._rows: dict[str, ChatAdapter] = {}
        self._shown: list[ChatAdapter] = []
        stored = state.get(_NAME, {})
        numbers = stored.items() if isinstance(stored, dict) else ()
        self._scales = {
            name: min(_STRONGEST, max(0.0, float(scale)))
            for name, scale in numbers
            if isinstance(scale, int | float)
        }

    @Property(bool, notify=changed)
    def isFull(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether no more can be used at once."""
        return sum(row.scale > 0 for row in self._shown) >= MOST_ADAPTERS

    @Slot(str, result=list)
    def forModel(self, model_id: str) -> list[ChatAdapter]:  # noqa: N802 - Qt's naming
        """Show what may fit a model from now on, and return it."""
        self._shown = [self._row(one["id"], one["name"]) for one in self._models.adapters_for(model_id)]
        self.changed.emit()
        return list(self._shown)

    @Slot(str, bool)
    def use(self, adapter_id: str, is_used: bool) -> None:
        """Write answers with an adapter from now on, or without it."""
        self._set(adapter_id, is_used and (self._rows[adapter_id].scale > 0 or not self.isFull))

    @Slot(str, float)
    def setStrength(self, adapter_id: str, strength: float) -> None:  # noqa: N802 - Qt's naming
        """Take how much it changes the model, in steps of 0.05."""
        self._set(adapter_id, self._rows[adapter_id].scale > 0, max(0.05, round(strength * 20) / 20))

    def wishes(self, model_id: str) -> list[dict[str, str | float]]:
        """Return what a request says of them."""
        fitting = [one["id"] for one in self._models.adapters_for(model_id)]
        chosen = [(name, self._scales[name]) for name in fitting if self._scales.get(name)]
        return [{"name": name, "scale": scale} for name, scale in chosen[:MOST_ADAPTERS]]

    def _row(self, adapter_id: str, name: str) -> ChatAdapter:
        if adapter_id not in self._rows:
            scale = self._scales.get(adapter_id, 0.0)
            self._rows[adapter_id] = ChatAdapter(adapter_id, name, scale, self)
        return self._rows[adapter_id]

    def _set(self, adapter_id: str, is_used: bool, strength: float | None = None) -> None:
        row = self._rows[adapter_id]
        row.set(is_used, strength)
        self._scales[adapter_id] = row.scale
        self._state.set(_NAME, {name: scale for name, scale in self._scales.items() if scale})
        self.changed.emit()
