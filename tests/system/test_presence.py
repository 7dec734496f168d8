"""Whether somebody is there, what is in front, and which Windows this is."""

from __future__ import annotations

import sys

import pytest

from deai_desktop.system.app_identity import claim_app_id
from deai_desktop.system.foreground import is_full_screen
from deai_desktop.system.idle import idle_seconds
from deai_desktop.system.taskbar import TaskbarProgress
from deai_desktop.system.windows_version import OLDEST, this_version, why_too_old


def test_idle_time_is_known_or_none() -> None:
    idle = idle_seconds()
    assert idle is None or idle >= 0
    if sys.platform == "win32":
        assert idle is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always knows")
def test_without_a_display_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4321")
    assert idle_seconds() is None


def test_no_program_of_ours_fills_the_screen() -> None:
    assert is_full_screen() is (False if sys.platform == "win32" else None)


def test_progress_is_shown_and_taken_away_without_a_window() -> None:
    progress = TaskbarProgress(0)
    for part in (0.0, 0.5, 2.0, None):
        progress.show(part)
    progress.close()
    progress.close()
    progress.show(0.5)


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows knows such names")
def test_our_name_is_taken() -> None:
    import ctypes

    claim_app_id()
    found = ctypes.c_wchar_p()
    ask = ctypes.windll.shell32.GetCurrentProcessExplicitAppUserModelID  # type: ignore[attr-defined,unused-ignore]
    if ask(ctypes.byref(found)) != 0:
        pytest.skip("this Windows takes names but tells none, as Wine does")
    assert found.value == "DeAI.Desktop"


@pytest.mark.parametrize("version", [(6, 1, 7601), (6, 3, 9600), (10, 0, 17763), (10, 0, 18361)])
def test_an_old_windows_is_refused_with_its_version(version: tuple[int, int, int]) -> None:
    assert why_too_old(version).endswith(f"This is version {'.'.join(map(str, version))}.")


@pytest.mark.parametrize("version", [OLDEST, (10, 0, 19045), (10, 0, 26100), (11, 0, 0), None])
def test_a_new_one_and_other_systems_are_not(version: tuple[int, int, int] | None) -> None:
    assert why_too_old(version) == ""


def test_this_system_is_not_too_old() -> None:
    assert why_too_old(this_version()) == ""
    assert (this_version() is None) == (sys.platform != "win32")
