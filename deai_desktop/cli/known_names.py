"""What the tab key may complete; asks the node only if it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.paths import Paths

if TYPE_CHECKING:
    from deai_desktop.api.schemas.models import ModelView


def model_names() -> list[str]:
    """List every model the node knows."""
    return [view.id for view in _models()]


def installed_names() -> list[str]:
    """List the models on this PC."""
    return [view.id for view in _models() if view.installed]


def runnable_names() -> list[str]:
    """List the models on this PC without adapters, which are none by themselves."""
    return [view.id for view in _models() if view.installed and view.kind == "model"]


def adapter_names() -> list[str]:
    """List the adapters on this PC."""
    return [view.id for view in _models() if view.kind == "adapter"]


def setting_names() -> list[str]:
    """List the settings."""
    from deai_desktop.core.settings import Settings, describe

    return [info.name for info in describe(Settings())]


def _models() -> list[ModelView]:
    from deai_desktop.api.other_nodes import find_as_chosen

    try:
        found = find_as_chosen(Paths.default())
        if found is None:
            return []
        with found.client as client:
            return client.models().models
    except DeAIError:
        return []
