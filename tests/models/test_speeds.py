"""Speeds are remembered across restarts."""

from __future__ import annotations

from dataclasses import replace

from deai_desktop.models.fit_speed import Place, Speed
from deai_desktop.models.speeds import SpeedRepository
from deai_desktop.storage.database import Database

SPEED = Speed("m", "Q4_K_M", Place("llama.cpp", "cpu", 4), 10**9, 32, 2e10, 1.5, 3e11, 0.05, 1000.0)


def test_a_speed_is_kept_and_replaced(database: Database) -> None:
    repository = SpeedRepository(database)
    repository.save(SPEED)
    newer = replace(SPEED, bytes_per_second=3e10, measured_at=2000.0)
    repository.save(newer)
    assert SpeedRepository(database).list() == (newer,)
    assert repository.find("m", "Q4_K_M", SPEED.place) == newer


def test_each_quantization_and_place_has_its_own(database: Database) -> None:
    repository = SpeedRepository(database)
    others = [
        replace(SPEED, quantization="Q8_0", measured_at=3000.0),
        replace(SPEED, place=replace(SPEED.place, threads=2), measured_at=2000.0),
    ]
    for one in (SPEED, *others):
        repository.save(one)
    assert repository.list() == (*others, SPEED)
    assert repository.find("m", "Q5_K_M", SPEED.place) is None
