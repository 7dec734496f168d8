"""A fake node and ways to run ``deai`` against it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.cli.main import run
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from tests.console import start_in_console
from tests.fakes.node import FakeNode


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


Deai = Callable[..., Ran]


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """Keep all of DeAI's folders below the test's own."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return Paths.below(tmp_path)


@pytest.fixture
def node(paths: Paths) -> Iterator[FakeNode]:
    """Run a fake node that front ends find."""
    with FakeNode() as fake:
        fake.write_node_file(paths)
        yield fake


@pytest.fixture
def deai(paths: Paths, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Deai:
    """Run a command within this process: quick, and standard output is a pipe."""

    def run_command(*arguments: str, piped: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_command


@pytest.fixture
def start_deai(paths: Paths) -> Callable[..., subprocess.Popen[bytes]]:
    """Start a command as a process of its own, as a shell does."""

    def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        pipes: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }
        return subprocess.Popen(_command(*arguments), env=dict(os.environ), **(pipes | options))

    return start


@pytest.fixture
def start_deai_in_console(paths: Paths) -> Callable[..., subprocess.Popen[bytes]]:
    """Start a command where a test can press Ctrl+C."""

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return start_in_console(
            _command(*arguments), env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    return start


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "deai_desktop", *arguments]
