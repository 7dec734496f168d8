"""What a program without a console prints."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deai_desktop.system.standard_streams import replace_missing_streams


def test_what_is_printed_without_a_console_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    file = tmp_path / "logs" / "window-output.log"
    replace_missing_streams(file)
    print("schön")
    print("schlecht", file=sys.stderr)
    sys.stdout.close()
    assert file.read_text(encoding="utf-8") == "schön\nschlecht\n"


def test_a_console_is_left_alone(tmp_path: Path) -> None:
    before = sys.stdout, sys.stderr
    replace_missing_streams(tmp_path / "window-output.log")
    assert (sys.stdout, sys.stderr) == before
    assert list(tmp_path.iterdir()) == []
