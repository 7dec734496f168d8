"""Calls are taken out of the stream of an answer, and tools are told in words where a template has no place."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.engines.base import ChatMessage, GenerateEvent, Role, TextDelta, Tool, ToolCall, ToolCalled
from deai_desktop.engines.tool_calls import ToolCallReader, call_schema, told_in_text

CALL = '<tool_call>\n{"name": "weather", "arguments": {"city": "Köln"}}\n</tool_call>'


def read(pieces: list[str]) -> tuple[str, list[tuple[str, str]]]:
    reader = ToolCallReader()
    events: list[GenerateEvent] = []
    for piece in pieces:
        events.extend(reader.feed(piece))
    events.extend(reader.finish())
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    calls = [(event.call.name, event.call.arguments) for event in events if isinstance(event, ToolCalled)]
    return text, calls


def test_reads_a_call_between_texts() -> None:
    assert read([f"Let me look.\n{CALL}"]) == ("Let me look.", [("weather", '{"city": "Köln"}')])


@given(st.lists(st.integers(0, len(CALL)), max_size=12))
def test_reads_a_call_however_it_is_cut(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(CALL)]
    assert read([CALL[a:b] for a, b in itertools.pairwise(places)]) == (
        "",
        [("weather", '{"city": "Köln"}')],
    )


def test_reads_several_calls() -> None:
    assert len(read([f"{CALL}\n{CALL}"])[1]) == 2


def test_reads_a_call_whose_closing_mark_is_missing() -> None:
    assert read([CALL.removesuffix("</tool_call>")])[1] == [("weather", '{"city": "Köln"}')]


def test_what_is_not_a_call_stays_text() -> None:
    for broken in (
        "<tool_call>nonsense</tool_call>",
        '<tool_call>{"name": 3}</tool_call>',
        "<tool_call>[]</tool_call>",
    ):
        assert read([broken]) == (broken, [])


def test_text_that_only_begins_like_a_call_is_given_back() -> None:
    assert read(["a <tool", "box> b"]) == ("a <toolbox> b", [])


def test_each_call_has_an_id_of_its_own() -> None:
    reader = ToolCallReader()
    events = [*reader.feed(f"{CALL}\n{CALL}")]
    ids = [event.call.id for event in events if isinstance(event, ToolCalled)]
    assert len(set(ids)) == 2


def test_tools_are_told_in_the_system_prompt() -> None:
    told = told_in_text(
        [ChatMessage(Role.SYSTEM, "Be kind."), ChatMessage(Role.USER, "Hi")], [Tool("weather")]
    )
    assert told[0].content.startswith("Be kind.")
    assert '"name": "weather"' in told[0].content
    assert [one.role for one in told] == [Role.SYSTEM, Role.USER]


def test_calls_and_results_in_the_history_become_text() -> None:
    call = ToolCall("1", "weather", '{"city": "Köln"}')
    told = told_in_text(
        [ChatMessage(Role.ASSISTANT, "", (call,)), ChatMessage(Role.TOOL, "rain", tool_call_id="1")], []
    )
    assert told[0].content == CALL
    assert told[1] == ChatMessage(Role.USER, "<tool_response>\nrain\n</tool_response>")


def test_the_schema_of_a_call_names_the_tools() -> None:
    schema = call_schema([Tool("a", parameters={"type": "object"}), Tool("b")])
    assert [one["properties"]["name"]["const"] for one in schema["oneOf"]] == ["a", "b"]
