"""Which program is started for which role."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deai_desktop.system.processes import own_command

ENDING = ".exe" if sys.platform == "win32" else ""


@pytest.fixture(params=["deai", "DeAI Desktop"])
def frozen_folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program, started through either of its two files."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / f"{request.param}{ENDING}"))
    return tmp_path


def test_from_source_python_runs_the_package() -> None:
    assert own_command("node") == [sys.executable, "-m", "deai_desktop", "node"]


def test_frozen_the_node_runs_in_the_program_with_a_console(frozen_folder: Path) -> None:
    command = own_command("node", "--background")
    assert command == [str(frozen_folder / f"deai{ENDING}"), "node", "--background"]


def test_frozen_the_window_runs_in_the_program_without_one(frozen_folder: Path) -> None:
    command = own_command("desktop", "--hidden")
    assert command == [str(frozen_folder / f"DeAI Desktop{ENDING}"), "--hidden"]
