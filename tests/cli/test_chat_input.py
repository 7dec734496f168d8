"""The line at which a person types."""

from __future__ import annotations

from pathlib import Path

from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from deai_desktop.cli.chat_input import ChatInput, join_halves

HALVES = "\ud83d", "\udc1d"
"""Of a bee, as Windows' console may hand them over."""


def test_joins_the_halves_of_an_emoji_wherever_they_are_typed() -> None:
    buffer = Buffer()
    buffer.on_text_insert += join_halves
    for text in ("a", *HALVES, "b"):
        buffer.insert_text(text)
    assert (buffer.text, buffer.cursor_position) == ("a\N{HONEYBEE}b", 3)
    buffer.cursor_position = 1
    for half in HALVES:
        buffer.insert_text(half)
    assert (buffer.text, buffer.cursor_position) == ("a\N{HONEYBEE}\N{HONEYBEE}b", 2)


def test_one_half_alone_waits_for_the_other() -> None:
    buffer = Buffer()
    buffer.on_text_insert += join_halves
    buffer.insert_text(f"a{HALVES[0]}")
    assert buffer.text == f"a{HALVES[0]}"


def test_reads_what_is_typed(tmp_path: Path) -> None:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        line = ChatInput(tmp_path / "history", lambda _: ())
        keys.send_text("Größe \N{HONEYBEE}\r")
        assert line.read() == "Größe \N{HONEYBEE}"
