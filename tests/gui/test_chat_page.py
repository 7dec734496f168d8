"""The chat page in a window, driven by keyboard and mouse over a real node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickWindow

from tests.gui.chat_window import Chat, Wait, click, count, find, press, write, write_window
from tests.running_node import RunningNode

_HOSTILE = "\n\n".join(
    [
        "<script>alert(1)</script> <img src='http://192.0.2.1/x.png'> ![x](http://192.0.2.1/y.png)",
        ">" * 500 + " deep",
        "|a|b|\n|-|-|\n" + "|1|2|\n" * 3000,
        "x" * 100_000,
    ]
)


@pytest.fixture
def chat(node: RunningNode, wait_until: Wait) -> Iterator[Chat]:
    """A chat that is ready."""
    one = Chat(node.paths)
    one.link.open()
    wait_until(lambda: not one.view.blockedReason)
    yield one
    one.close()


@pytest.fixture
def window(chat: Chat, load: Callable[..., QQuickWindow], tmp_path: Path, wait_until: Wait) -> QQuickWindow:
    """The page in an active window."""
    window = load(write_window(tmp_path), chat=chat.view)
    window.requestActivate()
    wait_until(lambda: window.isActive())
    return window


def _answered(chat: Chat, messages: int) -> bool:
    return chat.view.messages.count == messages and not chat.view.isAnswering


def test_begins_with_examples(chat: Chat, window: QQuickWindow, wait_until: Wait) -> None:
    assert count(window, "examplePrompt") == 3
    click(window, "examplePrompt")
    wait_until(lambda: _answered(chat, 2))
    assert count(window, "examplePrompt") == 0


def test_sends_with_enter_and_begins_a_line_with_shift(
    chat: Chat, window: QQuickWindow, wait_until: Wait
) -> None:
    chat.view.newConversation()
    write(window, "one")
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write(window, "two")
    press(window, Qt.Key.Key_Return)
    wait_until(lambda: _answered(chat, 2))
    assert chat.messages[0] == ("user", "one\ntwo")
    assert find(window, "messageField").property("text") == ""


def test_stops_with_the_button(chat: Chat, window: QQuickWindow, wait_until: Wait) -> None:
    chat.view.chooseModel("slow-echo")
    chat.view.send("word " * 200)
    wait_until(lambda: chat.view.liveBlocks.rowCount() > 0)
    click(window, "sendButton")
    wait_until(lambda: not chat.view.isAnswering)
    assert chat.statuses[-1] == "stopped"


def test_edits_in_place_and_goes_back_to_the_first_version(
    chat: Chat, window: QQuickWindow, wait_until: Wait
) -> None:
    chat.view.send("first")
    wait_until(lambda: _answered(chat, 2))
    click(window, "editButton")
    wait_until(lambda: count(window, "editField"))
    write(window, "s")
    press(window, Qt.Key.Key_Return)
    wait_until(lambda: chat.messages == [("user", "firsts"), ("assistant", "firsts")])
    wait_until(lambda: not chat.view.isAnswering and count(window, "previousVersion"))
    click(window, "previousVersion")
    wait_until(lambda: chat.messages[0] == ("user", "first"))


def test_tries_again_after_a_failure(
    chat: Chat, window: QQuickWindow, wait_until: Wait, node: RunningNode
) -> None:
    chat.view.chooseModel("slow-echo")
    chat.view.send("word " * 60)
    wait_until(lambda: chat.view.liveBlocks.rowCount() > 0)
    for host in node.engine_hosts():
        host.kill()
    wait_until(lambda: not chat.view.isAnswering and count(window, "retryButton"))
    chat.view.chooseModel("echo")
    click(window, "retryButton")
    wait_until(lambda: chat.statuses == ["complete", "complete"])
    wait_until(lambda: not count(window, "retryButton"))


def test_renames_with_f2_and_deletes_with_the_delete_key(
    chat: Chat, window: QQuickWindow, wait_until: Wait
) -> None:
    chat.view.send("hello")
    wait_until(lambda: _answered(chat, 2) and count(window, "conversationRow") == 1)
    find(window, "conversationList").forceActiveFocus()
    press(window, Qt.Key.Key_F2)
    wait_until(lambda: count(window, "renameField"))
    write(window, "new")
    press(window, Qt.Key.Key_Return)
    wait_until(lambda: chat.titles == ["new"])
    press(window, Qt.Key.Key_Delete)
    assert chat.titles == []
    assert chat.toasts == ["“new” was deleted."]


def test_shortcuts_of_the_window_reach_search_and_model_picker(
    chat: Chat, window: QQuickWindow, wait_until: Wait
) -> None:
    chat.view.searchRequested.emit()
    wait_until(lambda: find(window, "searchField").property("activeFocus"))
    chat.view.modelPickerRequested.emit()
    wait_until(lambda: find(window, "modelPicker").property("activeFocus"))
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    wait_until(lambda: chat.view.model == "slow-echo")


def test_shows_the_options(chat: Chat, window: QQuickWindow, wait_until: Wait) -> None:
    click(window, "optionsButton")
    wait_until(lambda: count(window, "temperatureSlider"))
    find(window, "temperatureSlider").forceActiveFocus()
    press(window, Qt.Key.Key_Right)
    assert chat.view.options.temperature > 0.7


def test_stays_inert_and_usable_with_a_hostile_answer(
    chat: Chat, window: QQuickWindow, wait_until: Wait, qt_messages: list[str]
) -> None:
    chat.view.send(_HOSTILE)
    wait_until(lambda: _answered(chat, 2), 30)
    wait_until(lambda: not window.grabWindow().isNull())
    chat.view.send("still there")
    wait_until(lambda: _answered(chat, 4))


def test_follows_the_end_until_the_person_looks_elsewhere(
    chat: Chat, window: QQuickWindow, wait_until: Wait
) -> None:
    chat.view.send("line\n\n" * 100)
    wait_until(lambda: _answered(chat, 2))
    transcript = find(window, "transcript")
    wait_until(lambda: transcript.property("isAtEnd"))
    transcript.forceActiveFocus()
    press(window, Qt.Key.Key_PageUp)
    assert not transcript.property("follows")
    press(window, Qt.Key.Key_End)
    wait_until(lambda: transcript.property("isAtEnd"))
