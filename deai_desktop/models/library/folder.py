"""Remembers in the database where the models folder lies, and what a move that was interrupted had begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deai_desktop.core.errors import ConflictError
from deai_desktop.storage.database import Database


@dataclass(frozen=True)
class FolderState:
    """Hold the one row of the table; see the migration for what each field means."""

    folder: Path | None
    moving_to: Path | None
    is_renaming: bool
    leaving: Path | None


class ModelsFolder:
    """Know where downloaded files lie, and let nobody touch them while they are moved."""

    def __init__(self, database: Database, default: Path) -> None:
        self._database = database
        self.default = default.absolute()
        self.is_held = False
        """Whether the folder is being moved at this moment."""
        self.path = self.state.folder or self.default

    @property
    def state(self) -> FolderState:
        """What stands in the database."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM library").fetchone()
        return FolderState(
            _path(row["folder"]), _path(row["moving_to"]), bool(row["is_renaming"]), _path(row["leaving"])
        )

    def check_usable(self) -> None:
        """Raise `ConflictError` while the folder is moved, or when the drive it lies on is not there."""
        if self.is_held:
            raise ConflictError(
                "The models folder is being moved.",
                hint="Wait until that has ended, or cancel it: deai models move --cancel",
            )
        if self.path != self.default and not self.path.is_dir():
            raise ConflictError(
                f"The models folder {self.path} is not there.",
                hint="Connect the drive it lies on, or choose another folder: deai models move FOLDER",
            )

    def begin(self, target: Path, *, renaming: bool) -> None:
        """Write down that a move begins, before anything is touched."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE library SET moving_to = ?, is_renaming = ?", (str(target), int(renaming))
            )

    def give_up(self) -> None:
        """Write down that nothing is being moved."""
        with self._database.write() as connection:
            connection.execute("UPDATE library SET moving_to = '', is_renaming = 0")

    def switch(self, target: Path, *, leaves_files: bool) -> None:
        """Make another folder the models folder, for the models in it too, in one transaction."""
        old = self.path.resolve()
        with self._database.write() as connection:
            for row in connection.execute("SELECT id, path FROM models").fetchall():
                path = Path(row["path"])
                base = next((one for one in (old, self.path) if path.is_relative_to(one)), None)
                if base is not None:
                    moved = str(target / path.relative_to(base))
                    connection.execute("UPDATE models SET path = ? WHERE id = ?", (moved, row["id"]))
            connection.execute(
                "UPDATE library SET folder = ?, moving_to = '', is_renaming = 0, leaving = ?",
                (str(target), str(old) if leaves_files else ""),
            )
        self.path = target

    def forget_old(self) -> None:
        """Write down that nothing of ours is left in the folder before."""
        with self._database.write() as connection:
            connection.execute("UPDATE library SET leaving = ''")


def _path(text: str) -> Path | None:
    return Path(text) if text else None
