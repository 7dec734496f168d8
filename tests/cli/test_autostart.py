"""Starting with the session, from the command line; for the real registry see tests/system."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.cli import autostart as command
from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.system.autostart_entry import AutostartEntry
from tests.cli.conftest import Deai


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a desktop that this test owns, also on Windows."""
    entry = AutostartEntry(["deai"], tmp_path)
    monkeypatch.setattr(command, "autostart", lambda: entry)
    return tmp_path / "deai-desktop.desktop"


def test_is_off_until_chosen_and_off_again(deai: Deai, file: Path) -> None:
    assert deai("autostart", "status", "--json").data == {"autostart": "off", "hint": ""}
    assert "is on" in deai("autostart", "on").err
    assert file.exists()
    assert "is off" in deai("autostart", "off").err
    assert not file.exists()


def test_says_when_the_system_has_switched_it_off_and_how_to_turn_it_on(deai: Deai, file: Path) -> None:
    deai("autostart", "on")
    file.write_text(file.read_text("utf-8") + "Hidden=true\n", "utf-8")
    assert "switched off in the system's own list" in deai("autostart", "on").err
    assert deai("autostart", "status", "--json").data["hint"].startswith("Turn it on there: the list")


def test_a_refusal_is_explained(deai: Deai, file: Path) -> None:
    file.mkdir()
    ran = deai("autostart", "off")
    assert ran.code == ExitCode.ERROR
    assert "The system refuses" in ran.err
