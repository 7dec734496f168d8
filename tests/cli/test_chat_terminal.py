"""A conversation at a real (pseudo) terminal."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.core.paths import Paths
from tests.fakes.node import OTHER, FakeNode

pexpect = pytest.importorskip("pexpect")

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal of POSIX"),
    # The child execs at once; what the warning is about can't happen.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]

Open = Callable[..., Any]

PROMPT = "[\nm]> ?"
"""Where the person may type; what is typed before goes to a terminal in another mode."""


@pytest.fixture
def terminal(paths: Paths, tmp_path: Path) -> Iterator[Open]:
    """Open ``deai`` in a terminal whose current folder is empty."""
    opened = []
    folder = tmp_path / "here"
    folder.mkdir()

    def start(*arguments: str, kind: str = "xterm-256color") -> Any:
        environment = dict(os.environ, TERM=kind, PROMPT_TOOLKIT_NO_CPR="1")
        environment["PYTHONPATH"] = str(Path(__file__).parents[2])
        child = pexpect.spawn(
            sys.executable,
            ["-m", "deai_desktop", *arguments],
            env=environment,
            cwd=str(folder),
            encoding="utf-8",
            timeout=10,
            dimensions=(40, 100),
        )
        child.delaybeforesend = 0.15  # Alt+Enter falls apart while the prompt is not ready to read
        opened.append(child)
        return child

    yield start
    for child in opened:
        child.close(force=True)


def _say(child: Any, text: str, *expected: str) -> None:
    child.send(text)
    for one in expected:
        child.expect(one)


@pytest.mark.parametrize("kind", ["xterm-256color", "dumb"])
def test_a_whole_conversation(terminal: Open, node: FakeNode, paths: Paths, kind: str) -> None:
    child = terminal("chat", kind=kind)
    child.expect("stay on: This PC")
    child.expect(PROMPT)
    _say(child, "hello\r", "Answer 1 to: hello", "42.0 tokens/s", PROMPT)
    _say(child, "slow one\r", "word3")
    _say(child, "\x03", "stopped", PROMPT)
    _say(child, "go on\r", "Answer 3 to: go on", "tokens/s", PROMPT)
    _say(child, "\x03", "To leave, type /exit", PROMPT)
    _say(child, "/help\r", "/regenerate", "Ctrl\\+D: leave", PROMPT)
    _say(child, "/modl\r", "Did you mean /model", PROMPT)
    _say(child, f"/model {OTHER}\r", f"{OTHER} answers from now on", PROMPT)
    _say(child, "/model\r", rf"\* {OTHER}", PROMPT)
    _say(child, "/regenerate\r", "Answer 4 to: go on", "tokens/s", PROMPT)
    _say(child, "/edit\r", "edit> ")
    _say(child, " faster\r", "Answer 5 to: go on faster", "tokens/s", PROMPT)
    _say(child, "one\x1b\rtwo\r", "Answer 6 to: one\r\ntwo", "tokens/s", PROMPT)
    _say(child, "/history\r", "## You", "one\r\ntwo", PROMPT)
    _say(child, "/new\r", "begins a new conversation", PROMPT)
    _say(child, "/history\r", "Nothing was said", PROMPT)
    _say(child, "/exit\r", pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    assert list(node.conversations) == ["conversation-1"]
    assert stat.S_IMODE((paths.data / "chat_history").stat().st_mode) == 0o600


def test_a_paste_keeps_its_lines(terminal: Open, node: FakeNode) -> None:
    child = terminal("chat")
    child.expect(PROMPT)
    _say(child, "\x1b[200~first\nsecond\x1b[201~", "second")
    _say(child, "\r", "Answer 1 to: first\r\nsecond", "tokens/s", PROMPT)
    _say(child, "\x04", pexpect.EOF)
    assert node.turns[0].content == "first\nsecond"


def test_saves_and_never_overwrites_silently(terminal: Open, node: FakeNode, tmp_path: Path) -> None:
    child = terminal("chat")
    child.expect(PROMPT)
    _say(child, "a/b?\r", "Answer 1", "tokens/s", PROMPT)
    _say(child, "/save\r", "Saved to", PROMPT)
    file = tmp_path / "here" / "ab.md"
    assert "Answer 1 to: a/b?" in file.read_text(encoding="utf-8")
    file.write_text("precious")
    _say(child, "/save ab.md\r", r"Replace it\? \[y/N\]")
    _say(child, "\r", "Nothing was saved", PROMPT)
    assert file.read_text() == "precious"
    _say(child, "/save ab.md\r", r"Replace it\? \[y/N\]")
    _say(child, "y\r", "Saved to", PROMPT)
    assert "Answer 1 to: a/b?" in file.read_text(encoding="utf-8")
    _say(child, "/save /nowhere/at/all.md\r", "can't be written")


def test_sets_the_system_prompt_before_and_within(terminal: Open, node: FakeNode) -> None:
    child = terminal("chat")
    child.expect(PROMPT)
    _say(child, "/system Rhyme\r", "follows this", PROMPT)
    _say(child, "hello\r", "Answer 1", "tokens/s", PROMPT)
    assert node.conversations["conversation-1"].system_prompt == "Rhyme"
    _say(child, "/system Never rhyme\r", "follows this", PROMPT)
    assert node.conversations["conversation-1"].system_prompt == "Never rhyme"
    _say(child, "/system\r", "Never rhyme", PROMPT)


def test_an_error_does_not_end_the_conversation(terminal: Open, node: FakeNode) -> None:
    child = terminal("chat")
    child.expect(PROMPT)
    _say(child, "crash\r", "ran out of memory", "Try a smaller model", PROMPT)
    _say(child, "/model nothing\r", "Model not found", PROMPT)
    _say(child, "/regenerate\r", "Answer 2 to: crash", "ran out of memory", PROMPT)
    _say(child, "hello\r", "Answer 3 to: hello", "tokens/s", PROMPT)


def test_a_model_can_not_command_the_terminal(terminal: Open, node: FakeNode) -> None:
    child = terminal("chat", "escape")
    child.expect(pexpect.EOF)
    assert "escape [31mred" in child.before
    assert "\x1b[31m" not in child.before


def test_goes_on_with_the_last_conversation(terminal: Open, node: FakeNode) -> None:
    child = terminal("chat", "hello")
    child.expect(pexpect.EOF)
    child = terminal("chat", "--continue")
    child.expect("“hello”, 2 messages so far")
    child.expect(PROMPT)
    _say(child, "more\r", "Answer 2 to: more", "tokens/s", PROMPT)
    assert len(node.conversations["conversation-1"].messages) == 4


def test_completes_commands_and_models(terminal: Open, node: FakeNode) -> None:
    child = terminal("chat")
    child.expect(PROMPT)
    _say(child, "/rege", "Have the last message answered again")
    _say(child, "\t", "nerate\x1b")
    _say(child, "\x15/model oth", re.escape(OTHER))
    _say(child, "\t", "er-model\x1b")
    _say(child, "\r", "answers from now on", PROMPT)


def test_connects_again_after_the_node_was_replaced(terminal: Open, paths: Paths) -> None:
    with FakeNode() as first:
        first.write_node_file(paths)
        child = terminal("chat")
        child.expect(PROMPT)
        _say(child, "hello\r", "Answer 1", "tokens/s", PROMPT)
    with FakeNode() as second:
        second.write_node_file(paths)
        second.conversations = first.conversations
        _say(child, "hello?\r", "does not answer", "Connected again", PROMPT)
        _say(child, "hello!\r", "Answer 1 to: hello!", "tokens/s", PROMPT)


def test_fetching_shows_size_speed_and_time_left(terminal: Open, node: FakeNode) -> None:
    node.installed.clear()
    node.download_steps = 6
    child = terminal("chat", "hello")
    child.expect("Fetching SmolLM2 135M Instruct")
    child.expect("of 98.4 MB")
    child.expect("5.0 MB/s, .* left")
    child.expect("Answer 1 to: hello")


def test_removing_asks_at_a_terminal(terminal: Open, node: FakeNode) -> None:
    child = terminal("models", "remove", OTHER)
    child.expect(f"Remove {OTHER}\\? 1.5 GB become free.*\\[y/N\\]")
    _say(child, "n\r", "Nothing was changed", pexpect.EOF)
    assert OTHER in node.installed
