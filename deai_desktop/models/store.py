"""Knows the models on this PC: downloaded files, which are ours, and imported ones, which are the person's."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from deai_desktop.core.errors import ConflictError, InvalidInputError, ModelFileError, ModelNotFoundError
from deai_desktop.core.events import EventBus
from deai_desktop.downloads.partial_file import PartialFile
from deai_desktop.models.catalogue import hint_for
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.events import ModelAdded, ModelRemoved, ModelVerified
from deai_desktop.models.library.folder import ModelsFolder
from deai_desktop.models.library.reading import own_name, read_model_files
from deai_desktop.models.library.removal import (
    Removal,
    delete_files,
    delete_unlisted,
    identities,
    is_own_folder,
    plan_removal,
)
from deai_desktop.models.library.transfer import explained
from deai_desktop.models.library.verification import Progress, Verification, hash_files, restore_hint
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import plain_text
from deai_desktop.models.model_rows import read_model, write_model
from deai_desktop.storage.database import Database

__all__ = ["ModelStore", "Origin", "slug", "write_model"]

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_VERSION = re.compile(r"-[0-9a-f]{8}\Z")
"""How the id of a version ends that stands beside another one."""


@dataclass(frozen=True)
class Origin:
    """Say where a file that is taken over comes from."""

    source: str = ""
    """In words for people."""
    called: str = ""
    """What its program calls it, where the file's own name says nothing."""
    sha256: str = ""
    """What its program says of the content."""
    is_ours: bool = False
    """Whether it was put into our folder, so that we delete it again."""


class ModelStore:
    """Keep the list of installed models in the database; ``folder`` holds the downloaded files."""

    def __init__(self, database: Database, folder: Path, events: EventBus | None = None) -> None:
        self._database = database
        self._events = events or EventBus()
        self.place = ModelsFolder(database, folder)

    @property
    def folder(self) -> Path:
        """Where downloaded files lie."""
        return self.place.path

    def list(self) -> tuple[Model, ...]:
        """Return all models by name, also those whose file is missing (see `Model.is_available`)."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM models ORDER BY name COLLATE NOCASE, id").fetchall()
        return tuple(read_model(row) for row in rows)

    def find(self, model_id: str) -> Model | None:
        """Return the model of that id, or None."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM models WHERE id = ?", (model_id,)).fetchone()
        return read_model(row) if row else None

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
        """Say where the files of a model from the catalogue belong; raises `ConflictError` during a move."""
        self.place.check_usable()
        return self.folder / entry.id

    def add_downloaded(self, entry: CatalogueEntry, path: Path, source: str = "") -> Model:
        """List a file that was downloaded and whose hash was right; raises `ModelFileError`."""
        reading = read_model_files(path)
        hashes = {file.name: file.sha256 for file in entry.files}
        now = time.time()
        model = Model(
            id=entry.id,
            name=entry.name,
            engine=reading.engine,
            path=path.resolve(),
            size=reading.facts.size,
            sha256=hashes.get(path.name, ""),
            source=source or str(entry.files[0].sources[0]),
            imported=False,
            facts=reading.facts,
            added_at=now,
            more_files=tuple(replace(file, sha256=hashes.get(file.name, "")) for file in reading.more_files),
            verified_at=now if all(hashes.values()) else None,
        )
        with self._database.write() as connection:
            write_model(connection, model)
        self._events.publish(ModelAdded(model.id))
        return model

    def import_file(
        self,
        path: Path,
        model_id: str = "",
        name: str = "",
        origin: Origin | None = None,
    ) -> Model:
        """List a GGUF file where it lies, without copying it; of a split model, the first part.

        A file that is already listed, under whatever name, is returned as it is. Raises `InvalidInputError`,
        `ModelFileError`, or `ConflictError` when the id is taken.
        """
        origin = origin or Origin()
        check_id(model_id)
        path = existing_file(path)
        known = self.find_file(path)
        if known and known.is_available:
            return known
        reading = read_model_files(path)
        wanted = known.id if known else model_id or slug(origin.called or own_name(path))
        model = Model(
            id=wanted,
            name=plain_text(name) or reading.facts.name,
            engine=reading.engine,
            path=path,
            size=reading.facts.size,
            sha256=origin.sha256,
            source=origin.source or f"imported from {path}",
            imported=known.imported if known else not origin.is_ours,
            facts=reading.facts,
            added_at=time.time(),
            more_files=reading.more_files,
        )
        with self._database.write() as connection:
            if not known:
                model = replace(model, id=_free_id(connection, wanted, is_fixed=bool(model_id)))
            write_model(connection, model)
        self._events.publish(ModelAdded(model.id))
        return model

    def adopt(self, model_id: str, path: Path, source: str) -> Model:
        """Let a listed model use a file of its own in our folder from now on; it keeps its id."""
        model = replace(self.get(model_id), path=path, source=source, imported=False)
        with self._database.write() as connection:
            write_model(connection, model)
        self._events.publish(ModelAdded(model.id))
        return model

    def set_aside(self, model_id: str) -> Model:
        """Give a downloaded model an id and a folder of its own, so that a newer version can come beside it.

        Raises `ConflictError` for one that does not lie in our folder, or that is set aside already.
        """
        model = self.get(model_id)
        self._check_ours(model)
        return self._rename(model, aside_id(model), f"{model.name} (before)")

    def take_newer(self, model_id: str, newer_id: str) -> Model | None:
        """Give a model's id to a newer version that was fetched beside it; return the older one, set aside.

        There is none to return when somebody removed it meanwhile. Raises what `set_aside` does; both are as they
        were then.
        """
        newer, before = self.get(newer_id), self.find(model_id)
        self._check_ours(newer)
        older = self.set_aside(model_id) if before else None
        try:
            self._rename(newer, model_id, newer.name)
        except BaseException:
            if before and older:
                self._rename(older, before.id, before.name)
            raise
        return older

    def _check_ours(self, model: Model) -> None:
        """Raise `ConflictError` unless a model's folder is ours to rename now."""
        self.place.check_usable()
        if model.imported or not is_own_folder(model.path.parent, self.folder):
            raise ConflictError(f"{model.name} does not lie in the models folder.", param="id")

    def _rename(self, model: Model, new_id: str, name: str) -> Model:
        """Give a model another id, and its folder that name."""
        folder = model.path.parent.with_name(new_id)
        if self.find(new_id) or folder.exists():
            raise ConflictError(f"{model.name} is kept as {new_id} already.", param="id")
        with self._database.write() as connection:
            renamed = replace(model, id=new_id, name=name, path=folder / model.path.name)
            connection.execute("DELETE FROM models WHERE id = ?", (model.id,))
            write_model(connection, renamed)
            rename_folder(model.path.parent, folder)
        self._events.publish(ModelRemoved(model.id, 0))
        self._events.publish(ModelAdded(renamed.id))
        return renamed

    def undo_half_done(self) -> None:
        """Put back the folder of a model that was being renamed when the program was killed."""
        for model in self.list():
            if model.imported or model.path.parent.exists():
                continue
            for name in (aside_id(model), _VERSION.sub("", model.id)):
                folder = model.path.parent.with_name(name)
                if (folder / model.path.name).is_file() and self.find(name) is None:
                    rename_folder(folder, model.path.parent)
                    break

    def find_file(self, path: Path) -> Model | None:
        """Return the model that a file belongs to, also when another hard link to it is listed."""
        models = self.list()
        found = next((one for one in models if path in one.paths), None)
        if found is None and (same := identities([path])):
            found = next((one for one in models if same[0] in identities([one.path])), None)
        return found

    def plan_removal(self, model_id: str) -> Removal:
        """Say what removing a model would free and what stays; raises `ModelNotFoundError`."""
        return plan_removal(self.get(model_id), self.list(), self.folder)

    def remove(self, model_id: str) -> int:
        """Take a model off the list and return the bytes freed; only a downloaded file is deleted."""
        model = self.get(model_id)
        freed = 0
        if not model.imported:
            if self.place.is_held:
                self.place.check_usable()
            freed = delete_files(model, self.list(), self.folder)
        with self._database.write() as connection:
            connection.execute("DELETE FROM models WHERE id = ?", (model.id,))
        self._events.publish(ModelRemoved(model.id, freed))
        return freed

    def check_hashes(self, model_id: str, progress: Progress = lambda done, total: None) -> Verification:
        """Hash a model's files again and remember what came of it; ``progress`` may raise to stop.

        The first time, the hashes of an imported file are remembered. Raises `ModelFileError` if a file is
        missing or can't be read.
        """
        model = self.get(model_id)
        found = hash_files(model, progress)
        if found.matches:
            first, *more = found.files
            model = replace(
                model, sha256=first.sha256, more_files=tuple(more), verified_at=time.time(), is_changed=False
            )
        else:
            model = replace(model, is_changed=True)
        with self._database.write() as connection:
            # Not while it was hashed, which takes long: it may be gone or be another file by now.
            row = connection.execute("SELECT path FROM models WHERE id = ?", (model.id,)).fetchone()
            if row is not None and row["path"] == str(model.path):
                write_model(connection, model)
        self._events.publish(ModelVerified(model.id, found.matches))
        return found

    def verify(self, model_id: str, check: Callable[[], None] | None = None) -> Model:
        """Hash a model's files again; ``check`` is called often and may raise to stop.

        Raises `ModelFileError` if a file is missing or has changed.
        """
        found = self.check_hashes(model_id, lambda done, total: check() if check else None)
        model = self.get(model_id)
        if not found.matches:
            raise ModelFileError(
                f"{model.path.parent / found.wrong} has changed since it was added: its SHA-256 is another one.",
                hint=restore_hint(model),
            )
        return model

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
            delete_unlisted(folder, self.folder)
        else:
            for file in entry.files:
                PartialFile(folder / file.name, file.size, file.sha256).remove()


def slug(text: str) -> str:
    """Make an id out of a file name: small letters, digits, dots, hyphens and underscores."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")[:90].rstrip("-._") or "model"


def aside_id(model: Model) -> str:
    """Make the id of an older version: it tells versions apart by their content."""
    return f"{model.id[:91]}-{(model.sha256 or 'before')[:8]}"


def rename_folder(old: Path, new: Path) -> None:
    """Rename one of our folders; raises `ConflictError`."""
    try:
        old.rename(new)
    except OSError as error:
        raise explained(error) from error


def check_id(model_id: str) -> None:
    """Raise `InvalidInputError` unless a model can have this id; an empty one will be made up."""
    if model_id and not _ID.fullmatch(model_id):
        raise InvalidInputError(
            f"“{plain_text(model_id)}” can't be the short name of a model.",
            hint="Use up to 100 small letters, digits, dots, hyphens and underscores.",
            param="id",
        )


def existing_file(path: Path) -> Path:
    """Return the full path of a file; a link stays one at its end. Raises `InvalidInputError`.

    Links are kept because other programs' caches name files by links: llama.cpp finds the parts of a split
    model by their names.
    """
    try:
        path = path.expanduser()
        path.resolve(strict=True)
        path = path.parent.resolve(strict=True) / path.name
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
