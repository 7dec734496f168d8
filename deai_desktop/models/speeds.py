"""Remembers in the database how fast models were on this PC."""

from __future__ import annotations

import sqlite3

from deai_desktop.models.fit_speed import Place, Speed
from deai_desktop.storage.database import Database


class SpeedRepository:
    """Keep one speed for each model, quantization, engine, device and number of threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> tuple[Speed, ...]:
        """Return all, newest first; also of models that are gone, since others may be like them."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM speeds ORDER BY measured_at DESC").fetchall()
        return tuple(_speed(row) for row in rows)

    def find(self, model: str, quantization: str, place: Place) -> Speed | None:
        """Return what is known of one model in one place."""
        known = (one for one in self.list() if one.place == place)
        return next((one for one in known if (one.model, one.quantization) == (model, quantization)), None)

    def save(self, speed: Speed) -> None:
        """Remember a speed in place of the one before."""
        place = speed.place
        values = (speed.model, speed.quantization, place.engine, place.device, place.threads)
        measured = (speed.read_bytes, speed.layers, speed.bytes_per_second, speed.cache_cost)
        rest = (speed.prompt_weights_per_second, speed.spread, speed.measured_at)
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO speeds (model, quantization, engine, device, threads, read_bytes,"
                " layers, bytes_per_second, cache_cost, prompt_weights_per_second, spread, measured_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values + measured + rest,
            )


def _speed(row: sqlite3.Row) -> Speed:
    return Speed(
        row["model"],
        row["quantization"],
        Place(row["engine"], row["device"], row["threads"]),
        row["read_bytes"],
        row["layers"],
        row["bytes_per_second"],
        row["cache_cost"],
        row["prompt_weights_per_second"],
        row["spread"],
        row["measured_at"],
    )
