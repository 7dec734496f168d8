"""Knows the models on this PC: downloaded files, which are ours, and imported ones, which are the person's."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deai_desktop.core.errors import ConflictError, InvalidInputError, ModelFileError, ModelNotFoundError
from deai_desktop.core.events import EventBus
from deai_desktop.downloads.partial_file import PartialFile, sha256_of
from deai_desktop.models.catalogue import hint_for
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.events import ModelAdded, ModelRemoved
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts, plain_text
from deai_desktop.storage.database import Database

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_ENGINE = "llama.cpp"


class ModelStore:
    """Keep the list of installed models in the database; ``folder`` holds the downloaded files."""

    def __init__(self, database: Database, folder: Path, events: EventBus | None = None) -> None:
        self._database = database
        self._events = events or EventBus()
        self.folder = folder.absolute()

    def list(self) -> tuple[Model, ...]:
        """Return all models by name, also those whose file is missing (see `Model.is_available`)."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM models ORDER BY name COLLATE NOCASE, id").fetchall()
        return tuple(_model(row) for row in rows)

    def find(self, model_id: str) -> Model | None:
        """Return the model of that id, or None."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM models WHERE id = ?", (model_id,)).fetchone()
        return _model(row) if row else None

    def get(self, model_id: str) -> Model:
        """Return the model of that id; raises `ModelNotFoundError`."""
        if model := self.find(model_id):
            return model
        known = [model.id for model in self.list()]
        advice = "See what is installed with: deai models list. Get one with: deai models pull"
        raise ModelNotFoundError(
            f"No model named “{model_id}” is installed.", hint=f"{hint_for(model_id, known)} {advice}".strip()
        )

    def folder_of(self, entry: CatalogueEntry) -> Path:
        """Say where the files of a model from the catalogue belong."""
        return self.folder / entry.id

    def add_downloaded(self, entry: CatalogueEntry, path: Path, source: str = "") -> Model:
        """List a file that was downloaded and whose hash was right; raises `ModelFileError`."""
        facts = gguf_facts(path)
        sha256 = next((file.sha256 for file in entry.files if file.name == path.name), "")
        model = Model(
            id=entry.id,
            name=entry.name,
            engine=entry.engine,
            path=path.resolve(),
            size=facts.size,
            sha256=sha256,
            source=source or str(entry.files[0].sources[0]),
            imported=False,
            facts=facts,
            added_at=time.time(),
        )
        with self._database.write() as connection:
            write_model(connection, model)
        self._events.publish(ModelAdded(model.id))
        return model

    def import_file(self, path: Path, model_id: str = "", name: str = "") -> Model:
        """List a GGUF file where it lies, without copying it.

        A file that is already listed is returned as it is. Raises `InvalidInputError`, `ModelFileError`, or
        `ConflictError` when the id is taken.
        """
        if model_id and not _ID.fullmatch(model_id):
            raise InvalidInputError(
                f"“{plain_text(model_id)}” can't be the short name of a model.",
                hint="Use up to 100 small letters, digits, dots, hyphens and underscores.",
                param="id",
            )
        path = _existing_file(path)
        if (known := self._find_path(path)) and known.is_available:
            return known
        facts = gguf_facts(path)
        wanted = known.id if known else model_id or slug(path.stem)
        model = Model(
            id=wanted,
            name=plain_text(name) or facts.name,
            engine=_ENGINE,
            path=path,
            size=facts.size,
            sha256="",
            source=f"imported from {path}",
            imported=known.imported if known else True,
            facts=facts,
            added_at=time.time(),
        )
        with self._database.write() as connection:
            if not known:
                model = replace(model, id=_free_id(connection, wanted, is_fixed=bool(model_id)))
            write_model(connection, model)
        self._events.publish(ModelAdded(model.id))
        return model

    def remove(self, model_id: str) -> int:
        """Take a model off the list and return the bytes freed; only a downloaded file is deleted."""
        model = self.get(model_id)
        freed = 0 if model.imported else self._delete(model.path)
        with self._database.write() as connection:
            connection.execute("DELETE FROM models WHERE id = ?", (model.id,))
        self._events.publish(ModelRemoved(model.id, freed))
        return freed

    def verify(self, model_id: str, check: Callable[[], None] | None = None) -> Model:
        """Hash a model's file again; ``check`` is called often and may raise to stop.

        Raises `ModelFileError` if the file is missing or has changed. The first verification of an imported
        file remembers its hash.
        """
        model = self.get(model_id)
        if not model.is_available:
            raise ModelFileError(f"{model.path} is missing or has another size.", hint=_restore_hint(model))
        try:
            sha256 = sha256_of(model.path, check)
        except OSError as error:
            raise ModelFileError(
                f"{model.path} can't be read: {error.strerror}.", hint=_restore_hint(model)
            ) from error
        if model.sha256 and sha256 != model.sha256:
            raise ModelFileError(
                f"{model.path} has changed since it was added: its SHA-256 is another one.",
                hint=_restore_hint(model),
            )
        with self._database.write() as connection:
            connection.execute("UPDATE models SET sha256 = ? WHERE id = ?", (sha256, model.id))
        return replace(model, sha256=sha256)

    def unfinished_bytes(self, entry: CatalogueEntry) -> int:
        """Tell how much of a model an unfinished download has left here; 0 once nothing is missing."""
        folder = self.folder_of(entry)
        partials = [PartialFile(folder / file.name, file.size, file.sha256) for file in entry.files]
        if not any(partial.length_on_disk for partial in partials):
            return 0
        return sum(
            partial.size if partial.target.is_file() else partial.length_on_disk for partial in partials
        )

    def discard_unfinished(self, entry: CatalogueEntry) -> None:
        """Delete what an unfinished download has left; an installed model stays. Raises `ConflictError`."""
        folder = self.folder_of(entry)
        if self.find(entry.id) is None:
            self._delete(folder / entry.files[0].name)
        else:
            for file in entry.files:
                PartialFile(folder / file.name, file.size, file.sha256).remove()

    def _find_path(self, path: Path) -> Model | None:
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM models WHERE path = ?", (str(path),)).fetchone()
        return _model(row) if row else None

    def _delete(self, path: Path) -> int:
        """Delete a downloaded model's own folder below ours; anything else is left alone."""
        home = self.folder.resolve()
        folder = path.parent
        if folder.parent != home or folder.resolve() != folder or not folder.is_dir():
            return 0
        freed = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise ConflictError(
                f"{path.name} could not be deleted: {error.strerror}.",
                hint="Unload the model, or close the program that uses the file, and try again.",
            ) from error
        return freed


def slug(text: str) -> str:
    """Make an id out of a file name: small letters, digits, dots, hyphens and underscores."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")[:90].rstrip("-._") or "model"


def _existing_file(path: Path) -> Path:
    try:
        path = path.expanduser().resolve(strict=True)
        str(path).encode()  # the database holds no name that is not text
        is_file = path.is_file()
    except (OSError, RuntimeError, ValueError):
        raise InvalidInputError(
            f"There is no file {plain_text(str(path), 500)}.", hint="Check the path.", param="path"
        ) from None
    if not is_file:
        raise InvalidInputError(
            f"{path} is not a file.", hint="Choose the .gguf file itself, not its folder.", param="path"
        )
    return path


def _free_id(connection: sqlite3.Connection, wanted: str, *, is_fixed: bool) -> str:
    taken = {row["id"] for row in connection.execute("SELECT id FROM models")}
    if wanted not in taken:
        return wanted
    if is_fixed:
        raise ConflictError(
            f"Another model is already named “{wanted}”.", hint="Choose another name.", param="id"
        )
    return next(one for number in range(2, len(taken) + 3) if (one := f"{wanted}-{number}") not in taken)


def _restore_hint(model: Model) -> str:
    if model.imported:
        return "Put the file back or import it again."
    return f"Fetch it again with: deai models remove {model.id}, then deai models pull {model.id}"


def write_model(connection: sqlite3.Connection, model: Model) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO models"
        " (id, name, engine, path, size, sha256, source, imported, facts, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            model.id,
            model.name,
            model.engine,
            str(model.path),
            model.size,
            model.sha256,
            model.source,
            int(model.imported),
            model.facts.to_json(),
            model.added_at,
        ),
    )


def _model(row: sqlite3.Row) -> Model:
    return Model(
        id=row["id"],
        name=row["name"],
        engine=row["engine"],
        path=Path(row["path"]),
        size=row["size"],
        sha256=row["sha256"],
        source=row["source"],
        imported=bool(row["imported"]),
        facts=ModelFacts.from_json(row["facts"]),
        added_at=row["added_at"],
    )
