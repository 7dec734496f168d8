"""A long conversation opens at once, and an answer that streams costs little."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQuick import QQuickWindow

from deai_desktop.api.schemas.conversations import Conversation, MessageView
from deai_desktop.core.paths import Paths
from deai_desktop.gui.chat.markdown_blocks import BlockParser
from tests.gui.chat_window import Chat, Wait, find, write_window

_OPEN_SECONDS = 0.15
_ANSWERS_ON_THE_WAY = 60
"""While 18,000 pixels are scrolled; a view that believes messages to be lower than they are makes many more."""
_ANSWER = "Some **bold** words and `code`.\n\n- one\n- two\n\n```python\nprint(1)\n```\n\n"


def _conversation(count: int) -> Conversation:
    messages = [
        MessageView(
            id=f"m{number}",
            parent_id=f"m{number - 1}" if number else None,
            role="assistant" if number % 2 else "user",
            content=_ANSWER * 3 if number % 2 else f"Question {number}?",
            status="complete",
            destination="this-pc" if number % 2 else "",
            model="echo",
            created_at=0,
            versions=[f"m{number}"],
        )
        for number in range(count)
    ]
    return Conversation(id="long", title="Long", model="echo", created_at=0, updated_at=0, messages=messages)


@pytest.fixture
def chat(paths: Paths, application: object) -> Iterator[Chat]:
    """A chat without a node."""
    one = Chat(paths)
    yield one
    one.close()


def test_opens_two_thousand_messages_at_once_and_scrolls(
    chat: Chat, load: Callable[..., QQuickWindow], tmp_path: Path, wait_until: Wait
) -> None:
    window = load(write_window(tmp_path), chat=chat.view)
    chat.view._show(_conversation(4))
    chat.view.messagesShown.emit()
    window.grabWindow()
    chat.view.newConversation()
    long = _conversation(2000).model_dump_json()

    started = time.process_time()
    chat.view._show(Conversation.model_validate_json(long))
    chat.view.messagesShown.emit()
    window.grabWindow()
    taken = time.process_time() - started
    print(f"2,000 messages: {taken * 1000:.0f} ms")
    assert taken < 3 * _OPEN_SECONDS

    transcript = find(window, "transcript")
    assert transcript.property("count") == 2000
    wait_until(lambda: transcript.property("isAtEnd"))
    transcript.setProperty("follows", False)
    started = time.process_time()
    for _ in range(30):
        transcript.setProperty("contentY", transcript.property("contentY") - 600)
        QCoreApplication.processEvents()
    scrolling = time.process_time() - started
    print(f"30 steps of 600 pixels: {scrolling * 1000:.0f} ms")
    assert len(chat.view.messages._parsed) <= _ANSWERS_ON_THE_WAY
    assert scrolling < 3


def test_parses_the_last_block_only() -> None:
    parser = BlockParser()
    parser.feed(_ANSWER * 60)
    started = time.process_time()
    for _ in range(100):
        parser.feed("word ")
    assert time.process_time() - started < 0.2
