"""Every command explains itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from deai_desktop.cli.exit_codes import EXPLAINED, ExitCode
from deai_desktop.cli.main import build
from tests.cli.conftest import Deai


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, one in getattr(command, "commands", {}).items():
        yield from _commands(one, (*path, name))


COMMANDS = list(_commands(typer.main.get_command(build())))


def _command(path: tuple[str, ...]) -> Any:
    command: Any = typer.main.get_command(build())
    for name in path:
        command = command.commands[name]
    return command


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_examples(deai: Deai, path: tuple[str, ...]) -> None:
    ran = deai(*path, "--help")
    assert ran.code == 0
    assert "Examples:" in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_argument_and_option_is_explained(path: tuple[str, ...]) -> None:
    command = _command(path)
    assert command.help
    assert all(one.help or getattr(one, "hidden", False) for one in command.params if one.name != "shell")


def test_short_helps_are_whole_sentences(deai: Deai) -> None:
    assert "..." not in deai("--help").out.partition("Commands:")[2].partition("Examples:")[0]


def test_deai_alone_shows_help_where_there_is_no_display(deai: Deai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deai_desktop.cli.desktop.has_display", lambda: False)
    assert deai().out == deai("--help").out
    assert "has no display" in deai().err


def test_deai_alone_tells_how_to_get_the_window(deai: Deai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deai_desktop.cli.desktop.has_window_libraries", lambda: False)
    ran = deai()
    assert ran.out == deai("--help").out
    assert "deai-desktop[desktop]" in ran.err


def test_the_window_needs_a_display(deai: Deai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deai_desktop.cli.desktop.has_display", lambda: False)
    assert deai("desktop").code == ExitCode.ERROR


def test_help_tells_the_exit_codes(deai: Deai) -> None:
    words = deai("--help").out.split()
    assert " ".join(EXPLAINED.split()) in " ".join(words)
    told = [code for code in ExitCode if code is not ExitCode.OUTPUT_CLOSED]
    assert all(str(int(code)) in words for code in told)


def test_version(deai: Deai) -> None:
    ran = deai("--version")
    assert (ran.code, ran.out) == (0, "DeAI Desktop 0.1.0\n")


def test_an_unknown_command_brings_a_suggestion(deai: Deai) -> None:
    ran = deai("modls")
    assert ran.code == ExitCode.USAGE
    assert "Did you mean 'models'" in ran.err


def test_a_group_alone_shows_its_help_as_wrong_usage(deai: Deai) -> None:
    ran = deai("models")
    assert ran.code == ExitCode.USAGE
    assert "pull" in ran.err
    assert ran.out == ""
