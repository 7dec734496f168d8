"""What the chat page needs of the models page."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import SignalInstance


class InstalledModels(Protocol):
    """Know the models that can answer."""

    installedChanged: SignalInstance  # noqa: N815 - Qt's naming

    @property
    def installed(self) -> Any:
        """A list of installed models, each with ``id`` and ``name``; Qt's properties have no type."""

    def adapters_for(self, model_id: str) -> list[dict[str, str]]:
        """Return the installed adapters that may fit a model, each with ``id`` and ``name``."""

    def modelName(self, model_id: str) -> str:  # noqa: N802 - Qt's naming
        """Return a model's name."""
