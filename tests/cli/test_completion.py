"""The tab key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deai_desktop.cli.completion import Shell
from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.cli.main import run
from deai_desktop.core.paths import Paths
from tests.cli.conftest import Deai
from tests.fakes.node import OTHER, STARTER, FakeNode


@pytest.mark.parametrize("shell", Shell)
def test_every_shell_has_a_script(deai: Deai, shell: Shell) -> None:
    ran = deai("completion", shell)
    assert ran.code == 0
    assert "_DEAI_COMPLETE" in ran.out


def test_an_unknown_shell_is_refused(deai: Deai) -> None:
    assert deai("completion", "csh").code == ExitCode.USAGE


Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complete:
    """Ask as the script of bash does."""

    def ask(typed: str) -> list[str]:
        monkeypatch.setenv("_DEAI_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", typed)
        monkeypatch.setenv("COMP_CWORD", str(len(typed.split(" ")) - 1))
        with pytest.raises(SystemExit):
            run([])
        captured = capsys.readouterr()
        assert captured.err == ""
        return captured.out.split()

    return ask


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("deai mod", "models"),
        ("deai models inf", "info"),
        ("deai models load sm", STARTER),
        ("deai models pull oth", OTHER),
        ("deai settings get api.po", "api.port"),
    ],
)
def test_completes(complete: Complete, node: FakeNode, typed: str, offered: str) -> None:
    assert complete(typed) == [offered]


def test_completes_nothing_without_a_node(complete: Complete) -> None:
    assert complete("deai models load ") == []
