"""Looks whether the catalogue or the hub has other content by now for a model that was downloaded."""

from __future__ import annotations

import hashlib
import re

from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.hub.names import entry_id
from deai_desktop.models.hub.service import Hub
from deai_desktop.models.model import Model

_FROM_A_HUB = re.compile(r"https?://.*?/([^/]+/[^/]+)/resolve/[^/]+/[^?#]+")


def newer_version(model: Model, catalogue: Catalogue, hub: Hub) -> CatalogueEntry | None:
    """Return what can be fetched in place of a model, under an id of its own; None when there is nothing else.

    Raises `HubError`, `ModelNotFoundError` or `GatedModelError`.
    """
    entry = None if model.imported else _entry_of(model, catalogue, hub)
    if entry is None:
        return None
    entry = hub.resolve(entry)
    offered = [file.sha256 for file in entry.files]
    if not (model.sha256 and all(offered)) or offered == [file.sha256 for file in model.files]:
        return None
    version = hashlib.sha256("".join(offered).encode()).hexdigest()[:8]
    return entry.model_copy(update={"id": f"{model.id[:91]}-{version}"})


def _entry_of(model: Model, catalogue: Catalogue, hub: Hub) -> CatalogueEntry | None:
    """Find the entry that a model was fetched by, as it is now."""
    ours = next((entry for entry in catalogue.entries if entry.id == model.id), None)
    found = _FROM_A_HUB.fullmatch(model.source)
    if ours or not found:
        return ours
    described = hub.describe(found[1]).model
    versions = (*described.versions, *described.onnx_versions)
    same = next((one for one in versions if entry_id(described.id, one.name) == model.id), None)
    return hub.entry_of(described, same) if same else None
