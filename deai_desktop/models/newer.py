"""Looks whether the catalogue or the hub has other content by now for models that were downloaded."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache

from deai_desktop.core.errors import DeAIError, HubBusyError, HubError, HubUnreachableError
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry, CatalogueFile
from deai_desktop.models.hub.known import Details
from deai_desktop.models.hub.names import entry_id
from deai_desktop.models.hub.service import Hub
from deai_desktop.models.model import Model, ModelFile

_FROM_A_HUB = re.compile(r"https?://.*?/([^/]+/[^/]+)/resolve/[^/]+/[^?#]+")


class _NotToldError(Exception):
    """Say that the hub has told nothing yet of a model."""


class NewerVersions:
    """Find what can be fetched in place of models; imported ones are the person's own business."""

    def __init__(self, catalogue: Catalogue, hub: Hub) -> None:
        self._catalogue = catalogue
        self._hub = hub

    def is_known(self, model: Model) -> bool:
        """Say whether there is one, as far as the catalogue tells and the hub has told before. Asks nobody."""
        try:
            return self._newer(model, self._remember) is not None
        except (HubError, _NotToldError):
            return False

    def ask(self, model: Model) -> CatalogueEntry | None:
        """Return the newer version, under an id of its own; None when there is nothing else.

        Raises `HubError`, `ModelNotFoundError` or `GatedModelError`.
        """
        return self._newer(model, cache(self._hub.ask_to_fetch))

    def ask_for_all(self, models: Iterable[Model]) -> dict[str, CatalogueEntry | DeAIError | None]:
        """Return for each model what `ask` does or why that is not known.

        Raises `HubUnreachableError` or `HubBusyError`: it would be no better with the next one.
        """
        ask_once = cache(self._hub.ask)
        found: dict[str, CatalogueEntry | DeAIError | None] = {}
        for model in models:
            try:
                found[model.id] = self._newer(model, ask_once)
            except (HubUnreachableError, HubBusyError):
                raise
            except DeAIError as error:
                found[model.id] = error
        return found

    def _remember(self, repository: str) -> Details:
        if details := self._hub.remembered(repository):
            return details
        raise _NotToldError

    def _newer(self, model: Model, describe: Callable[[str], Details]) -> CatalogueEntry | None:
        entry = None if model.imported else self._entry_of(model, describe)
        entry = entry and self._hub.complete(entry, describe)
        if entry is None or not _is_other(model, entry):
            return None
        return entry.model_copy(update={"id": f"{model.id[:91]}-{_version(entry)}"})

    def _entry_of(self, model: Model, describe: Callable[[str], Details]) -> CatalogueEntry | None:
        """Find the entry that a model was fetched by, as it is now."""
        ours = next((entry for entry in self._catalogue.entries if entry.id == model.id), None)
        found = _FROM_A_HUB.fullmatch(model.source)
        if ours or not found:
            return ours
        described = describe(found[1])
        versions = (*described.versions, *described.onnx_versions)
        same = next((one for one in versions if entry_id(described.id, one.name) == model.id), None)
        return self._hub.entry_of(described, same) if same else None


def _is_other(model: Model, entry: CatalogueEntry) -> bool:
    """Say whether an entry is known to have other content than a model."""
    here = {file.name.lower(): file for file in model.files}
    there = {file.name.lower(): file for file in entry.files}
    if both := here.keys() & there.keys():
        return any(_has_changed(here[name], there[name]) for name in both)
    hashes = [file.sha256 for file in entry.files]  # all renamed: in other parts, perhaps
    return bool(model.sha256) and all(hashes) and model.sha256 not in hashes


def _has_changed(here: ModelFile, there: CatalogueFile) -> bool:
    """Compare by hash; hubs know none of small text files, which are compared by size."""
    if here.sha256 and there.sha256:
        return here.sha256 != there.sha256
    return bool(there.size) and here.size != there.size


def _version(entry: CatalogueEntry) -> str:
    """Tell versions apart by their content."""
    content = "".join(file.sha256 or f"{file.name}:{file.size}" for file in entry.files)
    return hashlib.sha256(content.encode()).hexdigest()[:8]
