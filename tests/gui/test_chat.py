"""The chat's view-model against a real node: everything that can be done with a conversation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from deai_desktop.api.schemas.conversations import TurnRequest
from deai_desktop.gui.chat import conversations_view_model
from tests.gui.chat_window import Chat, Wait
from tests.running_node import RunningNode

_LONG = " ".join(f"word{number}" for number in range(200))


@pytest.fixture
def open_chat(node: RunningNode, wait_until: Wait) -> Iterator[Callable[[], Chat]]:
    """Open a chat like a new window does."""
    opened: list[Chat] = []

    def make() -> Chat:
        chat = Chat(node.paths)
        opened.append(chat)
        chat.link.open()
        wait_until(lambda: not chat.view.blockedReason)
        return chat

    yield make
    for chat in opened:
        chat.close()


@pytest.fixture
def chat(open_chat: Callable[[], Chat]) -> Chat:
    """A chat that is ready."""
    return open_chat()


def _say(chat: Chat, wait_until: Wait, text: str) -> None:
    before = chat.view.messages.count
    chat.view.send(text)
    wait_until(lambda: chat.view.messages.count == before + 2 and not chat.view.isAnswering)


def _say_slowly(chat: Chat, wait_until: Wait) -> None:
    chat.view.chooseModel("slow-echo")
    chat.view.send(_LONG)
    wait_until(lambda: chat.view.liveBlocks.rowCount() > 0)


def test_says_why_nothing_can_be_sent(node: RunningNode, application: object) -> None:
    chat = Chat(node.paths)
    assert chat.view.blockedReason == "DeAI is starting…"
    chat.view.send("hello")
    assert chat.messages == []


def test_answers_in_a_new_conversation(chat: Chat, wait_until: Wait) -> None:
    _say(chat, wait_until, "hello there")
    assert chat.messages == [("user", "hello there"), ("assistant", "hello there")]
    answer = chat.view.messages.messages[-1]
    assert (answer.status, answer.destination, answer.model) == ("complete", "this-pc", "echo")
    wait_until(lambda: chat.titles == ["hello there"])


def test_streams_and_stops(chat: Chat, wait_until: Wait) -> None:
    _say_slowly(chat, wait_until)
    assert chat.view.isAnswering
    chat.view.stop()
    wait_until(lambda: not chat.view.isAnswering)
    answer = chat.view.messages.messages[-1]
    assert answer.status == "stopped"
    assert _LONG.startswith(answer.content)
    assert 0 < len(answer.content) < len(_LONG)


def test_goes_on_while_another_conversation_is_open(chat: Chat, wait_until: Wait) -> None:
    _say_slowly(chat, wait_until)
    first = chat.view.conversationId
    chat.view.newConversation()
    assert chat.messages == []
    assert not chat.view.isAnswering
    chat.view.openConversation(first)
    wait_until(lambda: chat.view.conversationId == first)
    assert chat.view.isAnswering
    assert chat.view.liveBlocks.rowCount() == 1
    chat.view.stop()
    wait_until(lambda: not chat.view.isAnswering)
    assert chat.statuses == ["complete", "stopped"]


def test_regenerates_edits_and_switches_versions(chat: Chat, wait_until: Wait) -> None:
    _say(chat, wait_until, "first")
    _say(chat, wait_until, "second")
    chat.view.regenerate(chat.view.messages.messages[1].id)
    wait_until(lambda: len(chat.messages) == 2 and not chat.view.isAnswering)
    assert len(chat.view.messages.messages[1].versions) == 2

    chat.view.edit(chat.view.messages.messages[0].id, "other")
    wait_until(lambda: chat.messages == [("user", "other"), ("assistant", "other")])
    wait_until(lambda: not chat.view.isAnswering and len(chat.view.messages.messages[0].versions) == 2)

    chat.view.selectVersion(chat.view.messages.messages[0].id, -1)
    wait_until(lambda: chat.messages[0] == ("user", "first"))
    chat.view.selectVersion(chat.view.messages.messages[1].id, -1)
    wait_until(lambda: len(chat.messages) == 4)
    assert [text for _, text in chat.messages] == ["first", "first", "second", "second"]


def test_renames(chat: Chat, wait_until: Wait) -> None:
    _say(chat, wait_until, "hello")
    chat.view.conversations.rename(chat.view.conversationId, "Greetings")
    wait_until(lambda: chat.titles == ["Greetings"] and chat.view.title == "Greetings")


def test_brings_back_what_was_deleted(chat: Chat, wait_until: Wait, node: RunningNode) -> None:
    _say(chat, wait_until, "hello")
    wait_until(lambda: chat.titles == ["hello"])
    first = chat.view.conversationId
    chat.view.conversations.remove(first)
    assert chat.titles == []
    assert chat.view.conversationId == ""
    assert chat.toasts == ["“hello” was deleted."]
    chat.notices.act(chat.notices.toasts.notices[0].number)
    wait_until(lambda: chat.titles == ["hello"] and chat.view.conversationId == first)
    assert node.client.conversation(first).messages


def test_deletes_when_the_time_for_undo_is_over(
    chat: Chat, wait_until: Wait, node: RunningNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations_view_model, "UNDO_MILLISECONDS", 50)
    _say(chat, wait_until, "hello")
    chat.view.conversations.remove(chat.view.conversationId)
    wait_until(lambda: not node.client.conversations().conversations)


def test_deletes_at_the_next_start_what_a_closed_window_could_not(
    open_chat: Callable[[], Chat], wait_until: Wait, node: RunningNode
) -> None:
    chat = open_chat()
    _say(chat, wait_until, "hello")
    chat.view.conversations.remove(chat.view.conversationId)
    chat.close()
    assert node.client.conversations().conversations
    open_chat()
    wait_until(lambda: not node.client.conversations().conversations)


def test_searches(chat: Chat, wait_until: Wait) -> None:
    for text in ("apples and pears", "boats"):
        chat.view.newConversation()
        _say(chat, wait_until, text)
    wait_until(lambda: len(chat.titles) == 2)
    chat.view.conversations.search("pears")
    wait_until(lambda: chat.titles == ["apples and pears"])
    chat.view.conversations.search("nothing like it")
    wait_until(lambda: chat.titles == [])
    chat.view.conversations.search("")
    wait_until(lambda: len(chat.titles) == 2)


def test_keeps_drafts_for_the_next_window(open_chat: Callable[[], Chat], wait_until: Wait) -> None:
    chat = open_chat()
    _say(chat, wait_until, "hello")
    conversation = chat.view.conversationId
    chat.view.composer.setDraft("half a sentence")
    chat.view.newConversation()
    assert chat.view.composer.draft == ""
    chat.view.composer.setDraft("something new")
    wait_until(lambda: chat.state.get("drafts"))
    chat.close()

    later = open_chat()
    assert later.view.composer.draft == "something new"
    later.view.openConversation(conversation)
    wait_until(lambda: later.view.composer.draft == "half a sentence")


def test_exports(chat: Chat, wait_until: Wait, tmp_path: Path) -> None:
    _say(chat, wait_until, "hello")
    for name in ("talk.md", "talk.json"):
        chat.view.conversations.export(chat.view.conversationId, QUrl.fromLocalFile(str(tmp_path / name)))
    wait_until(lambda: len(chat.toasts) == 2)
    assert "## You\n\nhello\n\n## echo\n\nhello\n" in (tmp_path / "talk.md").read_text()
    assert json.loads((tmp_path / "talk.json").read_text())["messages"][0]["content"] == "hello"


def test_attaches_text_and_refuses_the_rest(chat: Chat, wait_until: Wait, tmp_path: Path) -> None:
    files = {"good.txt": b"fine ``` text\n", "bad.bin": b"\0\1\2", "large.txt": b"x" * 200_001}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        chat.view.composer.attach(QUrl.fromLocalFile(str(tmp_path / name)))
    assert [one["name"] for one in chat.view.composer.attachments] == ["good.txt"]
    assert chat.banners == ["“bad.bin” can't be attached", "“large.txt” can't be attached"]
    _say(chat, wait_until, "look")
    assert chat.messages[0] == ("user", "look\n\ngood.txt:\n````\nfine ``` text\n````")
    assert chat.view.composer.attachments == []


def test_shows_why_an_answer_broke_off_and_tries_again(
    chat: Chat, wait_until: Wait, node: RunningNode
) -> None:
    _say_slowly(chat, wait_until)
    for host in node.engine_hosts():
        host.kill()
    wait_until(lambda: not chat.view.isAnswering)
    answer = chat.view.messages.messages[-1]
    assert answer.status == "failed"
    assert answer.error
    assert chat.messages[0] == ("user", _LONG)
    chat.view.chooseModel("echo")
    chat.view.regenerate(answer.id)
    wait_until(lambda: chat.statuses == ["complete", "complete"])


def test_survives_the_end_of_the_node(chat: Chat, wait_until: Wait, node: RunningNode) -> None:
    _say_slowly(chat, wait_until)
    node.kill()
    wait_until(lambda: not chat.view.isAnswering, 30)
    assert chat.statuses[-1] == "failed"
    assert chat.view.blockedReason
    node.start()
    wait_until(lambda: not chat.view.blockedReason, 30)
    chat.view.chooseModel("echo")
    _say(chat, wait_until, "again")
    assert chat.messages[-1][1].endswith("again")


def test_gives_back_what_the_node_refuses(chat: Chat, wait_until: Wait, node: RunningNode) -> None:
    _say(chat, wait_until, "hello")
    node.client.delete_conversation(chat.view.conversationId)
    chat.view.send("precious words")
    wait_until(lambda: chat.banners)
    assert not chat.view.isAnswering


def test_hears_of_what_others_do(chat: Chat, wait_until: Wait, node: RunningNode) -> None:
    _say(chat, wait_until, "hello")
    with node.client.turn(chat.view.conversationId, TurnRequest(content="from elsewhere")) as events:
        list(events)
    wait_until(lambda: chat.messages[-1] == ("assistant", "from elsewhere"))


def test_uses_the_options_of_the_side_panel(chat: Chat, wait_until: Wait, node: RunningNode) -> None:
    chat.view.setSystemPrompt("Be brief.")
    chat.view.options.setMaxTokens(2)
    chat.view.options.usePreset("precise")
    assert chat.view.options.preset == "precise"
    _say(chat, wait_until, "one two three four")
    assert chat.messages[-1] == ("assistant", "one two")
    assert node.client.conversation(chat.view.conversationId).system_prompt == "Be brief."


def test_copies(chat: Chat, wait_until: Wait) -> None:
    _say(chat, wait_until, "**bold** words")
    chat.view.copyMessage(chat.view.messages.messages[-1].id)
    assert QGuiApplication.clipboard().text() == "**bold** words"
