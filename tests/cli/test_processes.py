"""``deai`` as shells run it: pipes, signals, quick starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from deai_desktop.cli.exit_codes import ExitCode
from tests.console import press
from tests.fakes.node import STARTER, FakeNode

Start = Callable[..., subprocess.Popen[bytes]]


def _wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_pipes_carry_no_control_sequences(
    start_deai: Start, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    node.installed.clear()
    out, err = start_deai("chat", "crash").communicate(timeout=20)
    assert b"\x1b" not in out + err
    assert out == b"Answer 1 to: crash" + os.linesep.encode()


def test_output_is_utf8_whatever_the_locale(
    start_deai: Start, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    out, _ = start_deai("chat", "grüße 鳥").communicate(timeout=20)
    assert "grüße 鳥" in out.decode("utf-8")


def test_reads_and_writes_utf8_through_pipes_whatever_the_code_page(
    start_deai: Start, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    process = start_deai("chat", "--json", "Übersetze 🐝:", stdin=subprocess.PIPE)
    out, err = process.communicate("grüße 鳥 🦜\n".encode(), timeout=20)
    assert node.turns[0].content == "Übersetze 🐝:\n\ngrüße 鳥 🦜"
    assert json.loads(out.decode("utf-8"))["text"] == "Answer 1 to: Übersetze 🐝:\n\ngrüße 鳥 🦜"
    err.decode("utf-8")


@pytest.mark.parametrize("line", ["models list", "chat slow", "--help", "status --json", "--version"])
def test_nobody_reading_ends_it_quietly(start_deai: Start, node: FakeNode, line: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start_deai(*line.split(), stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=20)
    assert b"Traceback" not in err
    assert b"Exception" not in err
    assert process.returncode in (ExitCode.OUTPUT_CLOSED, 1)
    assert "slow" not in line or node.stopped["conversation-1"].is_set()


def test_ctrl_c_stops_an_answer(start_deai_in_console: Start, node: FakeNode) -> None:
    process = start_deai_in_console("chat", "--json", "slow")
    _wait_until(lambda: "conversation-1" in node.stopped)
    time.sleep(0.3)
    press(process)
    out, err = process.communicate(timeout=10)
    assert process.returncode == ExitCode.INTERRUPTED
    assert json.loads(out)["status"] == "stopped"
    assert b"deai chat --conversation conversation-1" in err


def test_ctrl_c_cancels_a_download(start_deai_in_console: Start, node: FakeNode) -> None:
    node.installed.clear()
    node.download_steps = 10_000
    process = start_deai_in_console("models", "pull", STARTER)
    _wait_until(lambda: bool(node.downloads))
    time.sleep(0.3)
    press(process)
    _, err = process.communicate(timeout=10)
    assert process.returncode == ExitCode.INTERRUPTED
    assert b"is kept for the next try" in err
    assert node.downloads["download-1"].state == "cancelled"


def test_quick_commands_load_no_heavy_library() -> None:
    program = (
        "import sys; sys.argv = ['deai', '--version']\n"
        "from deai_desktop.__main__ import main\n"
        "assert main() == 0\n"
        "heavy = {'rich', 'prompt_toolkit', 'requests', 'pydantic', 'fastapi', 'numpy', 'llama_cpp', 'keyring'}\n"
        "print(*heavy & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["DeAI Desktop 0.1.0", ""]
