"""Where the power comes from, and that this PC stays awake while it works."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from deai_desktop.system import awake
from deai_desktop.system.power import Power, power, read_power_supplies


def _supply(folder: Path, name: str, **facts: str) -> None:
    (folder / name).mkdir(parents=True)
    for fact, text in facts.items():
        (folder / name / fact).write_text(text + "\n", "utf-8")


def test_a_pc_without_battery_tells_nothing(tmp_path: Path) -> None:
    assert read_power_supplies(tmp_path / "nothing") == Power()
    _supply(tmp_path, "AC", type="Mains", online="1")
    assert read_power_supplies(tmp_path) == Power()


def test_batteries_are_read_and_a_mouse_is_not(tmp_path: Path) -> None:
    _supply(tmp_path, "AC", type="Mains", online="0")
    _supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="40")
    _supply(tmp_path, "BAT1", type="Battery", status="Unknown", capacity="80")
    _supply(tmp_path, "hidpp", type="Battery", status="Discharging", capacity="1", scope="Device")
    assert read_power_supplies(tmp_path) == Power(on_battery=True, percent=60)


def test_a_battery_that_charges_is_not_drained(tmp_path: Path) -> None:
    _supply(tmp_path, "BAT0", type="Battery", status="Charging", capacity="?")
    assert read_power_supplies(tmp_path) == Power(on_battery=False)


def test_this_pc_can_be_asked() -> None:
    now = power()
    assert now.percent is None or 0 <= now.percent <= 100


def test_stays_awake_until_the_last_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(awake, "_stay_awake", asked.append)
    first, second = awake.kept_awake(), awake.kept_awake()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert asked == [True]
    second.__exit__(None, None, None)
    assert asked == [True, False]


def test_may_sleep_again_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(awake, "_stay_awake", asked.append)
    with pytest.raises(OSError, match="broken"), awake.kept_awake():
        raise OSError("broken")
    assert asked == [True, False]


def test_each_thread_asks_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, bool]] = []
    monkeypatch.setattr(awake, "_stay_awake", lambda wanted: asked.append((threading.get_ident(), wanted)))

    def work() -> None:
        with awake.kept_awake():
            pass

    with awake.kept_awake():
        other = threading.Thread(target=work)
        other.start()
        other.join()
    assert [wanted for _, wanted in asked] == [True, True, False, False]
    assert asked[0][0] == asked[3][0] != asked[1][0]
