"""Errors of the world are explained; faults of ours are reported without anybody's words."""

from __future__ import annotations

import pytest

from deai_desktop.cli.exit_codes import ExitCode, exit_code_of
from deai_desktop.core.errors import (
    DeAIError,
    DiskFullError,
    ModelNotFoundError,
    NodeStartError,
    NodeUnreachableError,
    NotFoundError,
    PortTakenError,
    SettingError,
)
from deai_desktop.core.paths import Paths
from tests.cli.conftest import Deai


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let connecting fail with whatever the test chooses."""
    return monkeypatch


def _fail(failing: pytest.MonkeyPatch, error: BaseException) -> None:
    def connect(*_: object, **__: object) -> None:
        raise error

    failing.setattr("deai_desktop.api.other_nodes.connect", connect)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DeAIError("x"), 1),
        (SettingError("x"), 1),
        (DiskFullError("x"), 1),
        (NotFoundError("x"), 3),
        (ModelNotFoundError("x"), 3),
        (NodeStartError("x"), 4),
        (PortTakenError("x"), 4),
        (NodeUnreachableError("x"), 4),
    ],
)
def test_exit_codes(error: DeAIError, code: int) -> None:
    assert exit_code_of(error) == code


def test_an_error_is_shown_in_three_parts(deai: Deai, failing: pytest.MonkeyPatch) -> None:
    _fail(failing, NodeStartError("It ended at once.", hint="Look at the log."))
    ran = deai("models", "list")
    assert ran.code == ExitCode.NO_NODE
    assert ran.err == "DeAI could not start\nIt ended at once.\nLook at the log.\n"
    assert ran.out == ""


def test_a_fault_of_ours_leaves_a_report_without_private_text(
    deai: Deai, paths: Paths, failing: pytest.MonkeyPatch
) -> None:
    fault = ValueError("my secret prompt")
    fault.__cause__ = AttributeError("no attribute 'harmless'")
    _fail(failing, fault)
    ran = deai("chat", "my secret prompt")
    assert ran.code == ExitCode.FAULT
    (file,) = paths.logs.glob("crash-*.txt")
    assert str(file) in ran.err
    assert "This is a fault of ours" in ran.err
    assert "Traceback" not in ran.err
    report = file.read_text(encoding="utf-8")
    assert "builtins.ValueError" in report
    assert "no attribute 'harmless'" in report
    assert "DeAI Desktop 0.1.0" in report
    assert "secret" not in report + ran.err


def test_a_fault_is_shown_even_if_no_report_can_be_written(
    deai: Deai, paths: Paths, failing: pytest.MonkeyPatch
) -> None:
    paths.logs.parent.mkdir(exist_ok=True)
    paths.logs.write_text("in the way")
    _fail(failing, RuntimeError("boom"))
    ran = deai("models", "list")
    assert ran.code == ExitCode.FAULT
    assert "could not be written" in ran.err


def test_interrupted(deai: Deai, failing: pytest.MonkeyPatch) -> None:
    _fail(failing, KeyboardInterrupt())
    ran = deai("models", "list")
    assert (ran.code, ran.out, ran.err) == (ExitCode.INTERRUPTED, "", "")
