"""What is a console, and what only says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deai_desktop.system.console import is_console


def test_nothing_to_read_from_is_no_console() -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        assert not is_console(nothing)
    assert not is_console(None)
    assert not is_console(nothing)  # it is closed


def test_a_file_is_no_console(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w", encoding="utf-8") as file:
        assert not is_console(file)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals of this kind")
def test_a_terminal_is_a_console() -> None:
    controller, terminal = os.openpty()  # type: ignore[attr-defined,unused-ignore]
    with os.fdopen(controller, "rb"), os.fdopen(terminal, "w") as stream:
        assert is_console(stream)


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has consoles of this kind")
def test_the_console_of_a_program_is_one() -> None:
    program = (
        "from deai_desktop.system.console import is_console\n"
        "with open('CONOUT$', 'w') as out, open('CONIN$') as typed: print(is_console(out), is_console(typed))"
    )
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    ran = subprocess.run(
        [sys.executable, "-c", program], creationflags=flags, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "True"]
