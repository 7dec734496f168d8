"""The Windows lane: builds the Windows program and tries it out in Wine, with the time that each step took."""

from __future__ import annotations

from installer import debian
from installer.commands import BuildError, say, step
from installer.console import ends_with_its_console, talks_in_a_console, talks_through_pipes
from installer.installation import try_installation
from installer.places import ROOT, Places
from installer.suites import run_suites
from installer.tryout import TryOut
from installer.windows import build, set_up
from installer.wine.programs import stop_all

ARTEFACTS = ROOT / "build" / "artefacts"
"""What a developer may want to look at after a run."""


def run_lane(places: Places, *, with_all_tests: bool = False) -> int:
    """Run all steps and return 0, also where Wine can't be had; raises `BuildError` for the first that fails."""
    if reason := debian.why_not_here():
        say(f"Windows lane left out: {reason}")
        return 0
    with step("Windows lane"):
        try:
            with step("set up Windows in Wine"):
                set_up(places)
            run_suites(places, with_all_tests=with_all_tests)
            with step("freeze and check"):
                folder = build(places)
            program = TryOut(places, folder)
            for attempt in (
                program.tells_its_version,
                program.checks_itself,
                program.chats,
                program.chats_without_avx2,
            ):
                with step(attempt.__name__.replace("_", " ")):
                    attempt()
            for talk in (talks_in_a_console, talks_through_pipes, ends_with_its_console):
                with step(talk.__name__.replace("_", " ")):
                    talk(program)
            with step("shows its window"):
                _show_window(program)
            try_installation(places, folder)
        finally:
            stop_all(places)
    return 0


def _show_window(program: TryOut) -> None:
    """Show the window, twice if need be: with real windows, Wine 8 itself crashes once in a while."""
    picture = ARTEFACTS / "window.png"
    try:
        program.shows_its_window(picture)
    except BuildError as error:
        say(f"the window failed and is tried once more: {error}")
        program.shows_its_window(picture)
