"""Finds a model to try, without a node and without changing anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from deai_desktop.core.paths import Paths
from deai_desktop.models.library.reading import is_later_part


def smallest_model(paths: Paths) -> Path | None:
    """Return the smallest GGUF file that the person has, wherever it lies; None where there is none."""
    if installed := [file for file in _listed(paths.database).values() if file.is_file()]:
        return installed[0]
    found = [file for file in paths.models.rglob("*.gguf") if not is_later_part(file.name)]
    return min(found, key=lambda file: file.stat().st_size, default=None)


def model_file(paths: Paths, model_id: str) -> Path | None:
    """Return the file of an installed GGUF model; None when there is none of that id."""
    file = _listed(paths.database).get(model_id)
    return file if file and file.is_file() else None


def _listed(database: Path) -> dict[str, Path]:
    """Read the models by id, the smallest first. Opened otherwise, the database would be made or migrated."""
    if not database.is_file():
        return {}
    query = "SELECT id, path FROM models WHERE engine = 'llama.cpp' ORDER BY size"
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return {model_id: Path(path) for model_id, path in connection.execute(query)}
    except sqlite3.Error:  # the node tells more of a damaged database than this could
        return {}
