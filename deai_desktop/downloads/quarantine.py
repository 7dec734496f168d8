"""Keeps files that were not what was wanted out of the way, with a note of where they came from."""

from __future__ import annotations

import json
import logging
import re
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from deai_desktop.core.errors import ConflictError, NotFoundError
from deai_desktop.core.files import replace_file, write_safely

log = logging.getLogger(__name__)

_ENDING = ".quarantined"
_ID = re.compile(r"[A-Za-z0-9._-]{1,300}")
_LARGEST_NOTE = 20_000


@dataclass(frozen=True)
class Quarantined:
    """Describe a file that was not what was wanted."""

    id: str
    name: str
    """What it should have been called."""
    source: str
    expected_sha256: str
    found_sha256: str
    size: int
    at: float
    """Seconds since 1970."""


class Quarantine:
    """Look after the folder of such files; nothing in it is ever opened by the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, file: Path, name: str, source: str, expected: str, found: str) -> Quarantined:
        """Move a file here; raises OSError. The same wrong file of the same name is kept once."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        one = Quarantined(
            f"{name}.{found[:16]}", name, source, expected, found, file.stat().st_size, time.time()
        )
        write_safely(self._note(one.id), json.dumps(asdict(one)).encode())
        replace_file(file, self._file(one.id))
        return one

    def list(self) -> tuple[Quarantined, ...]:
        """Return what is here, newest first."""
        try:
            notes = sorted(self.folder.glob(f"*{_ENDING}.json"))
        except OSError:
            return ()
        found = [one for note in notes if (one := self._read(note))]
        return tuple(sorted(found, key=lambda one: -one.at))

    def remove(self, quarantined_id: str) -> int:
        """Delete a file and return how many bytes that frees; raises `NotFoundError` or `ConflictError`."""
        if not _ID.fullmatch(quarantined_id) or not self._note(quarantined_id).is_file():
            raise NotFoundError(
                f"There is no file “{quarantined_id[:100]}” in quarantine.", hint="It may be deleted already."
            )
        file = self._file(quarantined_id)
        size = 0
        with suppress(OSError):
            size = file.stat().st_size
        try:
            file.unlink(missing_ok=True)
            self._note(quarantined_id).unlink(missing_ok=True)
        except OSError as error:
            raise ConflictError(
                f"{file.name} could not be deleted: {error.strerror}.",
                hint="Close the program that uses the file, perhaps a virus scanner, and try again.",
            ) from error
        return size

    def _file(self, quarantined_id: str) -> Path:
        return self.folder / f"{quarantined_id}{_ENDING}"

    def _note(self, quarantined_id: str) -> Path:
        return self.folder / f"{quarantined_id}{_ENDING}.json"

    def _read(self, note: Path) -> Quarantined | None:
        quarantined_id = note.name.removesuffix(f"{_ENDING}.json")
        try:
            with note.open("rb") as stream:
                data = json.loads(stream.read(_LARGEST_NOTE))
            return Quarantined(
                quarantined_id,
                str(data["name"]),
                str(data["source"]),
                str(data["expected_sha256"]),
                str(data["found_sha256"]),
                self._file(quarantined_id).stat().st_size,
                float(data["at"]),
            )
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            log.info("passed over the note %s in quarantine: %s", note.name, type(error).__name__)
            return None
