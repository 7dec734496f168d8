"""How models stand in the database."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

from deai_desktop.models.model import Model, ModelFile
from deai_desktop.models.model_facts import ModelFacts


def write_model(connection: sqlite3.Connection, model: Model) -> None:
    """Add a model, in place of the one that has its id."""
    connection.execute(
        "INSERT OR REPLACE INTO models (id, name, engine, path, size, sha256, source, imported, facts, added_at,"
        " more_files, verified_at, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            json.dumps([asdict(file) for file in model.more_files], ensure_ascii=False),
            model.verified_at,
            int(model.is_changed),
        ),
    )


def read_model(row: sqlite3.Row) -> Model:
    """Make a model of its row."""
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
        more_files=tuple(ModelFile(**file) for file in json.loads(row["more_files"])),
        verified_at=row["verified_at"],
        is_changed=bool(row["changed"]),
    )
