"""The list of models that can be downloaded, read from one checked file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from deai_desktop.core.errors import DeAIError, ModelNotFoundError
from deai_desktop.models.catalogue_entry import CatalogueEntry, HubSource, log, understands

FORMAT = 1

_LARGEST_CATALOGUE = 10_000_000


class CatalogueError(DeAIError):
    """Refuse a catalogue that can't be read or contradicts itself."""

    code = "invalid_catalogue"
    default_title = "The model catalogue can't be used"


class Catalogue:
    """Know the models that can be downloaded."""

    def __init__(self, entries: Iterable[CatalogueEntry]) -> None:
        self.entries = tuple(entries)
        _refuse_twins("id", [entry.id for entry in self.entries])
        _refuse_twins("starter", [entry.starter for entry in self.entries if entry.starter])
        for entry in self.entries:
            _refuse_twins("file name", [file.name.lower() for file in entry.files])

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read a catalogue; raises `CatalogueError`."""
        try:
            with path.open("rb") as stream:
                content = stream.read(_LARGEST_CATALOGUE + 1)
            if len(content) > _LARGEST_CATALOGUE:
                raise _refused("it is far too large")
            data = json.loads(content)
        except (OSError, ValueError, RecursionError) as error:
            raise _refused(f"{path.name} can't be read ({error})") from error
        if not isinstance(data, dict) or not isinstance(data.get("models"), list):
            raise _refused("it has no list of models")
        if data.get("format") != FORMAT:
            raise _refused(f"its format is {data.get('format')!r:.40}, and this version reads {FORMAT}")
        return cls(entry for one in data["models"] if (entry := _read_entry(one)))

    @property
    def starter(self) -> CatalogueEntry:
        """The small model that is offered first; raises `ModelNotFoundError` if there is none."""
        for entry in self.entries:
            if entry.starter:
                return entry
        raise ModelNotFoundError(
            "The catalogue names no model to start with.", hint="Pick one from the list."
        )

    def find(self, model_id: str) -> CatalogueEntry:
        """Return the entry of that id; raises `ModelNotFoundError`."""
        for entry in self.entries:
            if entry.id == model_id:
                return entry
        raise ModelNotFoundError(
            f"The catalogue has no model named “{model_id}”.",
            hint=hint_for(model_id, [entry.id for entry in self.entries])
            or "List them with: deai models list",
        )


def hint_for(name: str, known: Iterable[str]) -> str:
    """Ask whether one of the known names was meant; "" when none is close."""
    close = get_close_matches(name.lower()[:200], list(known), n=3, cutoff=0.4)
    return f"Did you mean {' or '.join(close)}?" if close else ""


def _read_entry(data: Any) -> CatalogueEntry | None:
    if not isinstance(data, dict):
        raise _refused("one of its models is not an object")
    if not understands(data):
        return None
    try:
        entry = CatalogueEntry.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _refused(f"{str(data.get('id'))[:100]!r}, {place}: {first['msg']}") from error
    for file in entry.files:
        by_hub_only = all(isinstance(source, HubSource) for source in file.sources)
        if not (file.sha256 and file.size) and not by_hub_only:
            raise _refused(
                f"{entry.id!r}: {file.name} has no size or hash, and not all of its sources are a hub's"
            )
    if all(file.sources for file in entry.files):
        return entry
    log.info("skipped the model %s of the catalogue: no source of it is understood", entry.id)
    return None


def _refuse_twins(what: str, values: Sequence[object]) -> None:
    if len(set(values)) != len(values):
        raise _refused(f"it has the same {what} twice")


def _refused(why: str) -> CatalogueError:
    return CatalogueError(f"It was refused: {why}.", hint="Install DeAI Desktop again or update it.")
