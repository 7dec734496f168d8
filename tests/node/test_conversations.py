"""Conversations over the local API: turns stream, branch, fail gracefully, and stay."""

from __future__ import annotations

import threading
import time

import pytest

from deai_desktop.api.schemas.conversations import (
    Conversation,
    ConversationChanges,
    NewConversation,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnLoading,
    TurnRequest,
    TurnStarted,
    TurnText,
)
from deai_desktop.core.errors import (
    ConflictError,
    InvalidInputError,
    ModelNotFoundError,
    NotFoundError,
)
from tests.running_node import RunningNode


@pytest.fixture
def conversation(node: RunningNode) -> Conversation:
    return node.client.create_conversation(NewConversation(model="echo"))


def say(node: RunningNode, conversation: Conversation, content: str, **options: object) -> list[TurnEvent]:
    request = TurnRequest.model_validate({"content": content, **options})
    with node.client.turn(conversation.id, request) as events:
        return list(events)


def contents(node: RunningNode, conversation: Conversation) -> list[str]:
    return [message.content for message in node.client.conversation(conversation.id).messages]


def test_a_turn_tells_everything_that_happens(node: RunningNode, conversation: Conversation) -> None:
    events = say(node, conversation, "one two three")
    kinds = [type(event) for event in events]
    assert kinds[0] is TurnLoading
    assert kinds[-3:] in ([TurnStarted, TurnText, TurnFinished], [TurnText, TurnText, TurnFinished])
    started = next(event for event in events if isinstance(event, TurnStarted))
    assert started.user_message.content == "one two three"
    assert started.destination == "this-pc"
    finished = events[-1]
    assert isinstance(finished, TurnFinished)
    assert finished.message.id == started.answer_id
    assert finished.message.content == "one two three"
    assert finished.message.status == "complete"
    assert finished.message.completion_tokens == 3
    assert finished.message.first_token_ms is not None


def test_the_first_message_gives_the_title_and_can_be_found(
    node: RunningNode, conversation: Conversation
) -> None:
    say(node, conversation, "How do bees überwintern?")
    assert node.client.conversation(conversation.id).title == "How do bees überwintern?"
    assert [one.id for one in node.client.conversations(query="uberwint").conversations] == [conversation.id]
    assert not node.client.conversations(query="wasps").conversations


def test_a_conversation_is_renamed_and_deleted(node: RunningNode, conversation: Conversation) -> None:
    assert node.client.change_conversation(conversation.id, ConversationChanges(title="Bees")).title == "Bees"
    node.client.delete_conversation(conversation.id)
    with pytest.raises(NotFoundError):
        node.client.conversation(conversation.id)


def test_editing_and_regenerating_keep_every_version(node: RunningNode, conversation: Conversation) -> None:
    say(node, conversation, "first")
    question = node.client.conversation(conversation.id).messages[0]
    with node.client.turn(conversation.id, TurnRequest(content="better", edit=question.id)) as events:
        list(events)
    assert contents(node, conversation) == ["better", "better"]
    answer = node.client.conversation(conversation.id).messages[1]
    with node.client.turn(conversation.id, TurnRequest(regenerate=answer.id)) as events:
        list(events)
    now = node.client.conversation(conversation.id).messages
    assert len(now[0].versions) == 2
    assert len(now[1].versions) == 2
    node.client.select_branch(conversation.id, question.id)
    assert contents(node, conversation) == ["first", "first"]


def test_an_answer_can_be_stopped_and_keeps_what_was_said(
    node: RunningNode, conversation: Conversation
) -> None:
    with node.client.turn(conversation.id, TurnRequest(content="word " * 300, model="slow-echo")) as events:
        next(event for event in events if isinstance(event, TurnText))
        begun = time.monotonic()
        assert node.client.stop_turn(conversation.id).was_running
        finished = list(events)[-1]
    assert time.monotonic() - begun < 1
    assert isinstance(finished, TurnFinished)
    assert finished.message.status == "stopped"
    assert finished.message.content.startswith("word")
    assert not node.client.stop_turn(conversation.id).was_running


def test_an_answer_goes_on_when_nobody_listens(node: RunningNode, conversation: Conversation) -> None:
    with node.client.turn(
        conversation.id, TurnRequest(content="a b c d e f g h", model="slow-echo")
    ) as events:
        next(event for event in events if isinstance(event, TurnStarted))
    deadline = time.monotonic() + 10
    while node.client.conversation(conversation.id).messages[-1].status == "streaming":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert contents(node, conversation)[-1] == "a b c d e f g h"


def test_one_answer_at_a_time_in_one_conversation(node: RunningNode, conversation: Conversation) -> None:
    with node.client.turn(conversation.id, TurnRequest(content="word " * 100, model="slow-echo")) as events:
        next(events)
        with pytest.raises(ConflictError):
            say(node, conversation, "me too")
        node.client.stop_turn(conversation.id)


def test_what_can_not_be_answered_is_refused_and_stores_nothing(
    node: RunningNode, conversation: Conversation
) -> None:
    with pytest.raises(ModelNotFoundError):
        say(node, conversation, "Hi", model="missing")
    with pytest.raises(InvalidInputError):
        say(node, conversation, "  ")
    with pytest.raises(NotFoundError):
        say(node, conversation, "Hi", edit="nothing")
    with pytest.raises(InvalidInputError), node.client.turn(conversation.id, TurnRequest()) as events:
        list(events)
    assert contents(node, conversation) == []


def test_a_conversation_that_outgrows_the_window_leaves_out_its_oldest_turns(node: RunningNode) -> None:
    node.client.change_settings({"engine.context_length": 256})
    conversation = node.client.create_conversation(NewConversation(model="echo", system_prompt="Be brief."))
    left_out = []
    for number in range(8):
        finished = say(node, conversation, f"{number} " + "word " * 30)[-1]
        assert isinstance(finished, TurnFinished)
        left_out.append(finished.message.left_out)
    assert left_out[0] == 0
    assert left_out[-1] > 0
    assert left_out == sorted(left_out)
    assert len(set(left_out)) < 5  # it is cut far enough that most turns can reuse the one before
    assert len(contents(node, conversation)) == 16


def test_one_message_that_is_too_long_is_an_error_that_says_so(
    node: RunningNode, conversation: Conversation
) -> None:
    node.client.change_settings({"engine.context_length": 256})
    failed = say(node, conversation, "word " * 400)[-1]
    assert isinstance(failed, TurnFailed)
    assert failed.error.code == "context_length_exceeded"
    assert failed.message is not None
    assert failed.message.status == "failed"
    assert isinstance(say(node, conversation, "short")[-1], TurnFailed | TurnFinished)


def test_a_killed_engine_host_costs_one_answer(node: RunningNode, conversation: Conversation) -> None:
    with node.client.turn(conversation.id, TurnRequest(content="word " * 300, model="slow-echo")) as events:
        next(event for event in events if isinstance(event, TurnText))
        node.engine_hosts()[0].kill()
        killed = time.monotonic()
        failed = list(events)[-1]
        assert time.monotonic() - killed < 2
    assert isinstance(failed, TurnFailed)
    assert failed.error.code == "engine_crashed"
    assert failed.error.hint
    assert failed.message is not None
    assert failed.message.status == "failed"
    assert failed.message.content.startswith("word")
    assert isinstance(say(node, conversation, "again", model="echo")[-1], TurnFinished)
    assert contents(node, conversation)[1].startswith("word")


def test_deleting_a_conversation_stops_its_answer(node: RunningNode, conversation: Conversation) -> None:
    with node.client.turn(conversation.id, TurnRequest(content="word " * 300, model="slow-echo")) as events:
        next(event for event in events if isinstance(event, TurnText))
        node.client.delete_conversation(conversation.id)
        assert list(events)[-1].type in ("finished", "failed")
    with pytest.raises(NotFoundError):
        node.client.conversation(conversation.id)


def test_events_tell_of_models_and_conversations(node: RunningNode, conversation: Conversation) -> None:
    heard: list[str] = []
    listening = threading.Event()

    def listen() -> None:
        with node.client.events() as events:
            listening.set()
            for event in events:
                heard.append(event["type"])
                if event["type"] == "model_unloaded":
                    return

    thread = threading.Thread(target=listen)
    thread.start()
    assert listening.wait(5)
    say(node, conversation, "Hello")
    assert node.client.unload_model("echo").was_loaded
    thread.join(10)
    for kind in ("conversation_changed", "model_loading", "model_loaded", "model_unloaded"):
        assert kind in heard
