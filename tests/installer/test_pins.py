"""What is fetched for the build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from installer.commands import BuildError
from installer.pins import FOLDER, WINDOWS, WINDOWS_TESTS, Pin, read_pins, write_pins

FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_everything_is_pinned_by_hash(file: Path) -> None:
    pins = read_pins(file)
    assert pins
    assert all(pin.hashes for pin in pins)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_pin_says_where_an_index_lies(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"https?:|://|--index|--extra|--find-links|file:", text)


def test_what_tests_need_is_never_frozen() -> None:
    frozen = {pin.name for pin in read_pins(WINDOWS)}
    assert "pytest" not in frozen
    assert not frozen & {pin.name for pin in read_pins(WINDOWS_TESTS)}


@pytest.mark.parametrize(
    "line", ["requests", "requests==2.34.2", "requests>=2 --hash=sha256:" + "0" * 64, "-r more.txt"]
)
def test_a_line_that_pins_nothing_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pins.txt"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BuildError, match="pins nothing"):
        read_pins(file)


def test_pins_are_read_as_they_were_written(tmp_path: Path) -> None:
    pins = [Pin("b", "2", ("0" * 64,)), Pin("A", "1.0", ("1" * 64, "2" * 64))]
    write_pins(tmp_path / "pins.txt", "Two lines\nof comment", pins)
    assert read_pins(tmp_path / "pins.txt") == sorted(pins, key=lambda pin: pin.name.lower())
