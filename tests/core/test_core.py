"""Errors, events, files, paths, log and units."""

from __future__ import annotations

import logging
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from deai_desktop.core import files
from deai_desktop.core.errors import DeAIError, ModelNotFoundError, NotFoundError, error_from_code
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.files import remove_file, write_safely
from deai_desktop.core.log import start_log, stop_log
from deai_desktop.core.paths import HOME_VARIABLE, Paths, resources_folder
from deai_desktop.core.units import format_bytes, format_duration


@dataclass(frozen=True)
class Rang(Event):
    times: int


def test_an_error_comes_back_as_the_narrowest_class() -> None:
    error = error_from_code("model_not_found", "gone", hint="pull it")
    assert type(error) is ModelNotFoundError
    assert isinstance(error, NotFoundError)
    assert (error.title, error.message, error.hint) == ("Model not found", "gone", "pull it")
    assert type(error_from_code("from the future", "?")) is DeAIError


def test_error_codes_are_unique() -> None:
    kinds: list[type[DeAIError]] = [DeAIError]
    for kind in kinds:
        kinds.extend(one for one in kind.__subclasses__() if one.__module__ == DeAIError.__module__)
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_subscribers_hear_until_they_leave() -> None:
    bus, heard = EventBus(), list[Event]()
    leave = bus.subscribe(heard.append)
    bus.publish(Rang(1))
    leave()
    leave()
    bus.publish(Rang(2))
    assert heard == [Rang(1)]


@pytest.mark.expects_errors_in_log
def test_a_failing_subscriber_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    bus, heard = EventBus(), list[Event]()

    def fail(event: Event) -> None:
        raise ValueError

    bus.subscribe(fail)
    bus.subscribe(heard.append)
    bus.publish(Rang(1))
    assert heard == [Rang(1)]
    assert "Rang" in caplog.text


def test_a_file_is_replaced_whole_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "new" / "file"
    write_safely(file, b"one")
    write_safely(file, b"two")
    assert file.read_bytes() == b"two"
    if sys.platform != "win32":  # there the person's own folders keep others out
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    folder = tmp_path / "target"
    folder.mkdir()
    (folder / "inside").touch()
    with pytest.raises(OSError, match=r"."):
        write_safely(folder, b"a folder that is not empty can't be replaced by a file")
    assert [one.name for one in tmp_path.iterdir()] == ["target"]


def test_a_look_at_a_file_keeps_nobody_from_replacing_or_removing_it(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for change in (lambda: write_safely(file, b"new"), lambda: remove_file(file)):
        file.write_bytes(b"old")
        with file.open("rb") as reader, ThreadPoolExecutor() as pool:
            changed = pool.submit(change)
            time.sleep(0.2)  # Windows refuses the change for as long
            reader.close()
            changed.result()
    assert not list(tmp_path.iterdir())
    remove_file(file)


def test_a_change_that_stays_refused_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write_safely(tmp_path / "file", b"new")
    assert not list(tmp_path.iterdir())


def test_home_variable_keeps_everything_in_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "ü b"))
    paths = Paths.default()
    paths.create()
    for path in (paths.database, paths.models, paths.settings_file, paths.node_file, paths.logs, paths.cache):
        assert path.is_relative_to(tmp_path / "ü b")


def test_without_it_the_platform_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    assert "deai-desktop" in str(Paths.default().data)


def test_the_resources_are_found() -> None:
    assert (resources_folder() / "catalogue.json").is_file()


def test_the_log_blacks_out_keys_even_in_tracebacks(tmp_path: Path) -> None:
    key = "deai-" + "a" * 40
    start_log(tmp_path, "test", "debug")
    try:
        logging.getLogger("x").warning("with %s and Bearer abc", key)
        try:
            raise ValueError(key)
        except ValueError:
            logging.getLogger("x").warning("failed", exc_info=True)
    finally:
        stop_log()
    text = (tmp_path / "test.log").read_text()
    assert key not in text
    assert "abc" not in text
    assert "ValueError: [key]" in text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (98_362_432, "98.4 MB"), (999_960, "1.0 MB"), (5e15, "5000.0 TB")],
)
def test_sizes_read_well(count: float, text: str) -> None:
    assert format_bytes(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.42, "0.4 s"), (59, "59 s"), (200, "3 min 20 s"), (3900, "1 h 5 min")]
)
def test_durations_read_well(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text
