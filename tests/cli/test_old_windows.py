"""A Windows that is too old is refused before anything is loaded that it can't load."""

from __future__ import annotations

import pytest

from deai_desktop import __main__ as program


@pytest.mark.parametrize("role", ["desktop", "engine-host", "--version"])
def test_every_role_is_refused_with_a_clear_text(
    role: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "this_version", lambda: (10, 0, 17763))
    monkeypatch.setattr("sys.argv", ["deai", role])
    assert program.main() == 1
    printed = capsys.readouterr()
    assert "needs Windows 10, version 1903" in printed.err
    assert printed.out == ""
