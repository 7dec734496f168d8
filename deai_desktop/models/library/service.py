"""The library: finds what other programs hold, takes files in, and moves the models folder, one at a time."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.core.errors import ConflictError, DeAIError, InvalidInputError, NotFoundError
from deai_desktop.core.events import EventBus
from deai_desktop.models.events import LibraryMoveProgressed
from deai_desktop.models.library.found import FoundModel, find_models
from deai_desktop.models.library.job import Job, JobView
from deai_desktop.models.library.move import FolderMove, recover
from deai_desktop.models.library.reading import is_later_part, own_name, read_model_files
from deai_desktop.models.library.scan import Scan, is_gguf
from deai_desktop.models.library.take_in import TakenIn, clear_unfinished, take_in
from deai_desktop.models.library.transfer import Advance, files_below
from deai_desktop.models.library.verification import Verification
from deai_desktop.models.model import Model
from deai_desktop.models.store import ModelStore, Origin, check_id, existing_file, slug
from deai_desktop.system.user_folders import UserFolders, user_folders


@dataclass(frozen=True)
class LibraryFacts:
    """Say where downloaded models lie and what room they take."""

    folder: Path
    free: int
    used: int
    models: int


@dataclass
class Work:
    """Some work with files, as it stands."""

    job: Job

    @property
    def view(self) -> JobView:
        """How far it is."""
        return self.job.view


@dataclass
class MoveWork(Work):
    """A move of the models folder."""

    folder: Path


@dataclass
class CopyWork(Work):
    """A file that is taken into our folder."""

    path: Path
    how: TakenIn | None = None
    model: Model | None = None


@dataclass
class VerifyWork(Work):
    """A verification of a model's files."""

    model_id: str
    result: Verification | None = None


class Library:
    """Look after the files of the models of one person.

    ``is_downloading`` says whether a download runs or waits; ``unload`` takes all models out of memory and
    returns when that is done.
    """

    def __init__(
        self,
        store: ModelStore,
        events: EventBus,
        is_downloading: Callable[[], bool],
        unload: Callable[[], None],
        user: Callable[[], UserFolders] = user_folders,
    ) -> None:
        self._store = store
        self._events = events
        self._is_downloading = is_downloading
        self._unload = unload
        self._user = user
        self._lock = threading.Lock()
        self._found: dict[Path, FoundModel] = {}
        self._move: MoveWork | None = None
        self._copy: CopyWork | None = None
        self._verifying: dict[str, VerifyWork] = {}

    @staticmethod
    def recover(store: ModelStore) -> None:
        """Take up what was interrupted; before anything else uses the store's files."""
        recover(store.place)
        clear_unfinished(store.folder)
        store.undo_half_done()

    @property
    def facts(self) -> LibraryFacts:
        """Where downloaded models lie now."""
        folder = self._store.folder
        used = sum(_size(folder / file) for file in files_below(folder))
        ours = [model for model in self._store.list() if not model.imported]
        there = next(place for place in (folder, *folder.parents) if place.is_dir())
        return LibraryFacts(folder, shutil.disk_usage(there).free, used, len(ours))

    def find(self) -> tuple[FoundModel, ...]:
        """Look for models of other programs: at most some seconds, only heads of files, nothing is changed."""
        found = tuple(find_models(self._user(), Scan()))
        self._found = {one.path: one for one in found}
        return found

    def is_listed(self, path: Path) -> bool:
        """Say whether a file is one of our models already."""
        return self._store.find_file(path) is not None

    def use(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Model | DeAIError]]:
        """List files where they lie, and what lies in folders; tell for each what came of it."""
        has_looked = False
        for path in self._files_of(paths):
            if path.is_absolute() and path not in self._found and not is_gguf(path.name) and not has_looked:
                has_looked = True
                self.find()  # Ollama's files say nothing by their names
            try:
                yield path, self._use_one(path)
            except DeAIError as error:
                yield path, error

    def move(self, folder: Path) -> MoveWork:
        """Begin to move the models folder; raises `InvalidInputError` or `ConflictError` when that can't be."""
        with self._lock:
            self._refuse_second()
            place = self._store.place
            place.is_held = True
            try:
                if self._is_downloading():
                    raise ConflictError(
                        "Models are being downloaded into the present folder.",
                        hint="Wait until they are here, or cancel them: deai downloads list",
                    )
                move = FolderMove(place, folder, self._unload)
            except BaseException:
                place.is_held = False
                raise

            def work(advance: Advance) -> None:
                try:
                    move.run(advance)
                finally:
                    place.is_held = False

            def tell(view: JobView) -> None:
                self._events.publish(
                    LibraryMoveProgressed(view.state.value, str(move.target), view.done, view.total)
                )

            self._move = MoveWork(Job("move of the models folder", move.total, work, tell), move.target)
            self._move.job.start()
            return self._move

    @property
    def last_move(self) -> MoveWork:
        """The move that runs or has ended last; raises `NotFoundError`."""
        if self._move is None:
            raise NotFoundError("The models folder was not moved since DeAI started.")
        return self._move

    def copy(self, path: Path, model_id: str = "", name: str = "") -> CopyWork:
        """Begin to take a file into our folder; raises what `ModelStore.import_file` does."""
        check_id(model_id)
        path = existing_file(path)
        known = self._store.find_file(path)
        if known is not None and not known.imported:
            raise ConflictError(f"{known.name} lies in the models folder already.", param="path")
        reading = read_model_files(path)
        names = [path.name, *(file.name for file in reading.more_files)]
        with self._lock:
            self._refuse_second()
            self._store.place.check_usable()
            if model_id and known is None and self._store.find(model_id):
                raise ConflictError(
                    f"Another model is already named “{model_id}”.", hint="Choose another name.", param="id"
                )
            folder = self._free_folder(model_id or slug(own_name(path)))

            def work(advance: Advance) -> None:
                copied.how = take_in(path.parent, names, folder, advance)
                target, source = folder / path.name, f"copied from {path}"
                if known is not None:
                    copied.model = self._store.adopt(known.id, target, source)
                else:
                    origin = Origin(source, is_ours=True)
                    copied.model = self._store.import_file(target, model_id, name, origin)

            job = Job(f"copy of {path.name}", reading.facts.size, work)
            copied = self._copy = CopyWork(job, path)
            job.start()
            return copied

    @property
    def last_copy(self) -> CopyWork:
        """The copy that runs or has ended last; raises `NotFoundError`."""
        if self._copy is None:
            raise NotFoundError("No model was copied since DeAI started.")
        return self._copy

    def verify(self, model_id: str) -> VerifyWork:
        """Begin to hash a model's files again, or return the work that does so already."""
        model = self._store.get(model_id)
        with self._lock:
            running = self._verifying.get(model_id)
            if running is not None and not running.view.state.is_final:
                return running

            def check(advance: Advance) -> None:
                def progress(done: int, total: int) -> None:
                    advance(done - work.view.done)

                work.result = self._store.check_hashes(model_id, progress)

            job = Job(f"verification of {model_id}", model.size, check)
            work = self._verifying[model_id] = VerifyWork(job, model_id)
            job.start()
            return work

    def last_verification(self, model_id: str) -> VerifyWork:
        """The verification of a model that runs or has ended last; raises `NotFoundError`."""
        if model_id not in self._verifying:
            raise NotFoundError("This model was not verified since DeAI started.")
        return self._verifying[model_id]

    def close(self) -> None:
        """Stop what runs; what was begun is undone, or finished at the next start."""
        jobs = [work.job for work in (self._move, self._copy, *self._verifying.values()) if work is not None]
        for job in jobs:
            job.cancel()
        for job in jobs:
            job.wait(5)

    def _files_of(self, paths: Iterable[Path]) -> Iterator[Path]:
        scan = Scan()
        for path in paths:
            is_folder = False
            with suppress(OSError, ValueError):
                is_folder = path.is_dir()
            if is_folder:
                yield from scan.files(path, lambda name: is_gguf(name) and not is_later_part(name))
            else:
                yield path

    def _use_one(self, path: Path) -> Model:
        if not path.is_absolute():
            raise InvalidInputError(
                "The path must be a full one.", hint="Begin it at the root.", param="path"
            )
        found = self._found.get(path)
        if found is None:
            return self._store.import_file(path)
        is_named = is_gguf(path.name)
        origin = Origin(f"used in place from {found.program}", "" if is_named else found.name, found.sha256)
        return self._store.import_file(path, name="" if is_named else found.name, origin=origin)

    def _free_folder(self, wanted: str) -> Path:
        home = self._store.folder
        names = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, 10_000))
        return next(home / name for name in names if not (home / name).exists())

    def _refuse_second(self) -> None:
        for work in (self._move, self._copy):
            if work is not None and not work.view.state.is_final:
                raise ConflictError(
                    "Model files are being moved or copied already.",
                    hint="Wait until that has ended, or cancel it.",
                )


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0
