"""One prompt, one answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.cli.exit_codes import ExitCode
from tests.cli.conftest import Deai
from tests.fakes.node import OTHER, STARTER, FakeNode


def test_the_answer_alone_is_on_standard_output(deai: Deai, node: FakeNode) -> None:
    ran = deai("chat", "hello", "there")
    assert (ran.code, ran.out) == (0, "Answer 1 to: hello there\n")


def test_the_rest_is_on_standard_error(deai: Deai, node: FakeNode) -> None:
    err = deai("chat", "hello").err
    assert err.splitlines() == [f"Loading {STARTER} …", f"{STARTER} · This PC", "4 tokens · 42.0 tokens/s"]


def test_a_pipe_is_the_prompt(deai: Deai, node: FakeNode) -> None:
    assert deai("chat", piped=b"from a pipe\n").out == "Answer 1 to: from a pipe\n"


def test_a_pipe_goes_below_the_prompt(deai: Deai, node: FakeNode) -> None:
    deai("chat", "explain", piped="two\r\nlines ü\r\n".encode())
    assert node.turns[0].content == "explain\n\ntwo\nlines ü"


def test_reads_what_windows_powershell_writes(deai: Deai, node: FakeNode) -> None:
    deai("chat", piped="grüße".encode("utf-16"))
    assert node.turns[0].content == "grüße"


def test_a_file_goes_along_in_a_fence_that_holds(deai: Deai, node: FakeNode, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("a\n```\nb\n```\n")
    deai("chat", "--file", str(file), "Summarise")
    assert node.turns[0].content == "Summarise\n\nnotes.md:\n````\na\n```\nb\n```\n````"


@pytest.mark.parametrize(
    ("content", "cause"), [(b"\x00\x01", "not text"), (b"\xff\xfa", "not text"), (b"a" * 2_000_001, "2.0 MB")]
)
def test_refuses_a_file_that_is_not_text_or_too_large(
    deai: Deai, node: FakeNode, tmp_path: Path, content: bytes, cause: str
) -> None:
    file = tmp_path / "data.bin"
    file.write_bytes(content)
    ran = deai("chat", "--file", str(file), "Summarise")
    assert ran.code == ExitCode.ERROR
    assert cause in ran.err
    assert not node.turns


def test_a_file_that_is_missing_is_not_found(deai: Deai, node: FakeNode, tmp_path: Path) -> None:
    assert deai("chat", "--file", str(tmp_path / "nothing"), "x").code == ExitCode.NOT_FOUND


def test_json_holds_what_a_script_needs(deai: Deai, node: FakeNode) -> None:
    data = deai("chat", "--json", "crowded").data
    assert data.pop("message_id").startswith("message-1")
    assert data == {
        "conversation_id": "conversation-1",
        "model": STARTER,
        "destination": "this-pc",
        "text": "Answer 1 to: crowded",
        "status": "complete",
        "finish_reason": "stop",
        "left_out": 2,
        "usage": {"prompt_tokens": 7, "completion_tokens": 4, "total_tokens": 11},
        "speed": {"first_token_ms": 12.5, "tokens_per_second": 42.0},
    }


def test_without_streaming_the_answer_is_the_same(deai: Deai, node: FakeNode) -> None:
    assert deai("chat", "--no-stream", "hello").out == "Answer 1 to: hello\n"


def test_options_reach_the_node(deai: Deai, node: FakeNode) -> None:
    options = "--temperature 0.5 --max-tokens 9 --seed 3 --model other-model --system Rhyme"
    deai("chat", *options.split(), "hello")
    turn, conversation = node.turns[0], node.conversations["conversation-1"]
    assert (turn.temperature, turn.max_tokens, turn.seed) == (0.5, 9, 3)
    assert (conversation.model, conversation.system_prompt) == (OTHER, "Rhyme")


def test_goes_on_with_the_last_conversation(deai: Deai, node: FakeNode) -> None:
    deai("chat", "first")
    deai("chat", "second")
    deai("chat", "--continue", "third")
    assert len(node.conversations["conversation-2"].messages) == 4


def test_goes_on_with_a_conversation_and_changes_its_model(deai: Deai, node: FakeNode) -> None:
    deai("chat", "first")
    deai("chat", "second")
    deai("chat", "--conversation", "conversation-1", "-m", OTHER, "third")
    assert len(node.conversations["conversation-1"].messages) == 4
    assert node.conversations["conversation-1"].model == OTHER


def test_continue_begins_when_there_is_nothing_yet(deai: Deai, node: FakeNode) -> None:
    ran = deai("chat", "--continue", "hello")
    assert ran.out == "Answer 1 to: hello\n"
    assert "this is a new one" in ran.err


def test_two_ways_to_go_on_exclude_each_other(deai: Deai, node: FakeNode) -> None:
    assert deai("chat", "--continue", "--conversation", "x", "hello").code == ExitCode.USAGE


def test_tells_what_was_left_out(deai: Deai, node: FakeNode) -> None:
    assert "2 earlier messages were left out" in deai("chat", "crowded").err


def test_keeps_what_was_said_before_a_crash(deai: Deai, node: FakeNode) -> None:
    ran = deai("chat", "crash")
    assert (ran.code, ran.out) == (ExitCode.ERROR, "Answer 1 to: crash\n")
    assert ran.err.splitlines()[-3:] == [
        "The model stopped unexpectedly",
        "It ran out of memory.",
        "Try a smaller model.",
    ]


def test_no_prompt_is_wrong_usage(deai: Deai, node: FakeNode) -> None:
    ran = deai("chat")
    assert ran.code == ExitCode.USAGE
    assert "no prompt" in ran.err


def test_an_argument_that_is_no_text_is_refused(deai: Deai, node: FakeNode) -> None:
    ran = deai("chat", "a\udcffb")
    assert ran.code == ExitCode.ERROR
    assert not node.conversations


def test_a_pipe_gets_the_answer_as_it_is(deai: Deai, node: FakeNode) -> None:
    assert deai("chat", "escape").out == "Answer 1 to: escape \x1b[31mred\n"


def test_fetches_the_starter_model_first(deai: Deai, node: FakeNode) -> None:
    node.installed.clear()
    ran = deai("chat", "hello")
    assert (ran.code, ran.out) == (0, "Answer 1 to: hello\n")
    assert "Fetching SmolLM2 135M Instruct (98.4 MB, licence Apache-2.0)." in ran.err


def test_a_failed_download_is_told_with_its_cause(deai: Deai, node: FakeNode) -> None:
    node.installed.clear()
    node.download_error = "The server is gone."
    ran = deai("chat", "hello")
    assert ran.code == ExitCode.ERROR
    assert ran.err.splitlines()[-3:] == ["Download failed", "The server is gone.", "Try again later."]


def test_a_named_model_must_be_pulled_by_name(deai: Deai, node: FakeNode) -> None:
    node.installed.discard(OTHER)
    ran = deai("chat", "-m", OTHER, "hello")
    assert ran.code == ExitCode.NOT_FOUND
    assert f"deai models pull {OTHER}" in ran.err
