"""Sees to it that there is a model to chat with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deai_desktop.cli.fetch import fetch
from deai_desktop.cli.output import notice
from deai_desktop.core.errors import InvalidInputError, ModelNotFoundError
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient


def installed_model(client: NodeClient, name: str) -> str:
    """Return the id of a model that is installed, or that a pool's members run.

    Raises `ModelNotFoundError` or `InvalidInputError` with what to do.
    """
    if name.startswith("pool/"):
        return pool_model(client, name)
    view = client.model(name)
    if not view.installed:
        raise ModelNotFoundError(
            f"{view.name} is not on this PC yet ({format_bytes(view.size)}).",
            hint=f"Get it with: deai models pull {view.id}",
            title="Model not installed",
        )
    if view.kind == "adapter":
        raise InvalidInputError(
            f"“{view.id}” is an adapter for {view.family} models, and no model by itself.",
            hint=f"Name it along with such a model: deai chat -m MODEL --adapter {view.id}",
        )
    return view.id


def pool_model(client: NodeClient, name: str) -> str:
    """Return the id of a model that members of a pool run now. Raises `ModelNotFoundError`."""
    offered = {model.id for model in client.pool_models().models}
    if name not in offered:
        known = f" They offer: {', '.join(sorted(offered))}." if offered else ""
        raise ModelNotFoundError(
            f"Nobody in your pools offers “{name}” at the moment.{known}", hint="See them: deai pool models"
        )
    return name


def ensure_any_model(client: NodeClient) -> None:
    """Fetch the starter model when no model is installed; Ctrl+C cancels."""
    models = client.models().models
    if any(view.installed and view.kind == "model" for view in models):
        return
    starter = next((view for view in models if view.starter), None)
    if starter is None:
        raise ModelNotFoundError(
            "No model is installed, and the catalogue names none to begin with.",
            hint="Use a model file of your own: deai models import FILE",
        )
    licence = f", licence {starter.licence}" if starter.licence else ""
    notice(f"No model is installed yet. Fetching {starter.name} ({format_bytes(starter.size)}{licence}).")
    fetch(client, starter.id)
