"""Pinning, exporting and importing conversations in the window, over a real node."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtWidgets import QApplication

from deai_desktop.api.schemas.conversations import ConversationChanges, NewConversation, TurnRequest
from tests.gui.chat_window import Chat, Wait, click, count, find, press, write_window
from tests.gui.screens import settle
from tests.running_node import RunningNode

_CONTROL = Qt.KeyboardModifier.ControlModifier


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


def _begin(node: RunningNode, *titles: str) -> list[str]:
    """Make conversations, the last of which is the newest."""
    return [node.client.create_conversation(NewConversation(title=title)).id for title in titles]


def _talk(node: RunningNode) -> str:
    """Make a conversation with two answers to one question, the first of which is shown."""
    chat = node.client.create_conversation(NewConversation(model="echo")).id
    with node.client.turn(chat, TurnRequest(content="How do bees sleep?")) as events:
        list(events)
    answer = node.client.conversation(chat).messages[1].id
    with node.client.turn(chat, TurnRequest(regenerate=answer)) as events:
        list(events)
    node.client.select_branch(chat, answer)
    return chat


def _groups(chat: Chat) -> list[str]:
    model = chat.view.conversations.list
    role = next(role for role, name in model.roleNames().items() if bytes(name.data()) == b"group")
    return [model.data(model.index(row), role) for row in range(model.count)]


def _url(file: Path) -> QUrl:
    return QUrl.fromLocalFile(str(file))


def _drop(window: QQuickWindow, *files: Path) -> None:
    """Drop files onto the middle of the window, as a file manager does."""
    data = QMimeData()
    data.setUrls([_url(file) for file in files])
    middle = QPoint(window.width() // 2, window.height() // 2)
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(middle, *how)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(middle), *how))


def _current(window: QQuickWindow) -> Any:
    return find(window, "conversationList").property("currentItem")


def _is_in_sight(window: QQuickWindow, row: QQuickItem) -> bool:
    view = find(window, "conversationList")
    top = row.mapToItem(view, QPointF(0, 0)).y()
    return bool(top >= 0 and top + row.height() <= view.height())


def test_pins_and_unpins(chat: Chat, node: RunningNode, wait_until: Wait) -> None:
    old, _ = _begin(node, "old", "new")
    chat.view.conversations.refresh()
    wait_until(lambda: chat.titles == ["new", "old"])
    chat.view.conversations.setPinned(old, True)
    wait_until(lambda: chat.titles == ["old", "new"])
    assert _groups(chat) == ["Pinned", "Today"]
    chat.view.conversations.setPinned(old, False)
    wait_until(lambda: chat.titles == ["new", "old"])
    assert _groups(chat) == ["Today", "Today"]
    chat.view.conversations.setPinned("nothing", True)
    wait_until(lambda: chat.banners == ["Not found"])


def test_hears_of_what_others_pin_and_rename(chat: Chat, node: RunningNode, wait_until: Wait) -> None:
    old, _ = _begin(node, "old", "new")
    node.client.change_conversation(old, ConversationChanges(pinned=True))
    wait_until(lambda: chat.titles == ["old", "new"])
    node.client.change_conversation(old, ConversationChanges(title="older"))
    wait_until(lambda: chat.titles == ["older", "new"])


def test_exports_and_imports_all_branches(
    chat: Chat, node: RunningNode, wait_until: Wait, tmp_path: Path
) -> None:
    talk = _talk(node)
    file = tmp_path / "talk.JSON"
    chat.view.conversations.export(talk, _url(file))
    wait_until(lambda: chat.toasts == ["Exported to talk.JSON."])
    data = json.loads(file.read_bytes())
    assert (data["kind"], len(data["messages"])) == ("deai-conversation", 3)
    node.client.delete_conversation(talk)

    chat.view.conversations.importFile(_url(file))
    wait_until(lambda: chat.view.conversationId and chat.titles == ["How do bees sleep?"])
    assert chat.view.conversationId != talk
    assert chat.toasts[-1] == "“How do bees sleep?” was imported."
    assert [role for role, _ in chat.messages] == ["user", "assistant"]
    assert len(chat.view.messages.messages[1].versions) == 2
    chat.view.conversations.importFile(_url(file))
    wait_until(lambda: len(chat.titles) == 2)


def test_says_why_a_file_can_not_be_imported(
    chat: Chat, node: RunningNode, wait_until: Wait, tmp_path: Path
) -> None:
    files = {
        "foreign.json": '{"mapping": {}}',
        "newer.json": '{"kind": "deai-conversation", "format": 2}',
        "damaged.json": (
            '{"kind": "deai-conversation", "format": 1, "title": "", "created_at": 1, "updated_at": 1,'
            ' "shown_message_id": "lost", "messages": []}'
        ),
    }
    for number, (name, content) in enumerate(files.items(), 1):
        (tmp_path / name).write_text(content)
        chat.view.conversations.importFile(_url(tmp_path / name))
        wait_until(lambda number=number: len(chat.banners) == number)
    assert chat.banners == [
        "“foreign.json” can't be imported",
        "“newer.json” can't be imported",
        "The conversation can't be imported",
    ]
    chat.view.conversations.importFile(_url(tmp_path / "nothing.json"))
    wait_until(lambda: chat.banners[-1] == "“nothing.json” can't be imported")
    assert node.client.conversations().conversations == []


def test_ctrl_p_pins_the_row_and_the_keyboard_stays_with_it(
    chat: Chat, window: QQuickWindow, node: RunningNode, wait_until: Wait
) -> None:
    _begin(node, *(f"chat {number}" for number in range(40)))
    chat.view.conversations.refresh()
    wait_until(lambda: len(chat.titles) == 40)
    find(window, "conversationList").forceActiveFocus()
    find(window, "conversationList").setProperty("currentIndex", 39)
    assert _current(window).property("title") == "chat 0"
    press(window, Qt.Key.Key_P, _CONTROL)
    wait_until(lambda: chat.titles[0] == "chat 0")
    wait_until(lambda: _current(window).property("title") == "chat 0")
    assert find(window, "conversationList").property("activeFocus")
    wait_until(lambda: _is_in_sight(window, _current(window)))
    wait_until(lambda: _current(window).property("isPinned"))
    press(window, Qt.Key.Key_P, _CONTROL)
    wait_until(lambda: chat.titles[-1] == "chat 0")
    wait_until(lambda: _is_in_sight(window, _current(window)))
    assert _current(window).property("title") == "chat 0"
    settle(wait_until)


def test_pinning_elsewhere_leaves_the_list_where_it_was_scrolled_to(
    chat: Chat, window: QQuickWindow, node: RunningNode, wait_until: Wait
) -> None:
    made = _begin(node, *(f"chat {number}" for number in range(40)))
    chat.view.conversations.refresh()
    wait_until(lambda: len(chat.titles) == 40)
    view = find(window, "conversationList")
    wait_until(lambda: view.property("contentHeight") > 1200)
    view.setProperty("contentY", 400.0)
    before = view.property("contentY")
    chat.view.conversations.setPinned(made[0], True)
    wait_until(lambda: chat.titles[0] == "chat 0")
    settle(wait_until)  # rows out of sight are made by and by
    assert abs(view.property("contentY") - before) < 80


def test_the_menu_of_the_column_offers_the_import(chat: Chat, window: QQuickWindow, wait_until: Wait) -> None:
    click(window, "columnMenuButton")
    wait_until(lambda: count(window, "importConversation"))
    press(window, Qt.Key.Key_Escape)
    wait_until(lambda: not count(window, "importConversation"))


def test_a_dropped_conversation_is_imported_and_any_other_file_attached(
    chat: Chat, window: QQuickWindow, node: RunningNode, wait_until: Wait, tmp_path: Path
) -> None:
    talk = _talk(node)
    (tmp_path / "talk.json").write_text(node.client.export_conversation(talk).model_dump_json())
    (tmp_path / "data.json").write_text('{"bees": 3}')
    (tmp_path / "notes.txt").write_text("notes")
    _drop(window, tmp_path / "data.json", tmp_path / "notes.txt")
    wait_until(lambda: len(chat.view.composer.attachments) == 2)
    assert {one["name"] for one in chat.view.composer.attachments} == {"data.json", "notes.txt"}
    _drop(window, tmp_path / "talk.json")
    wait_until(lambda: chat.view.conversationId not in ("", talk))
    assert chat.toasts == ["“How do bees sleep?” was imported."]
    assert chat.banners == []
