"""The whole window by keyboard alone: Tab comes everywhere, one sees where, and all can be done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from deai_desktop.core.paths import Paths
from tests.fakes.file_server import serve_file
from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.gui.model_pages import CONTENT, all_cards
from tests.gui.model_pages import write_catalogue as write_tiny_catalogue
from tests.gui.screens import CONTROL, lived_in_node, menu_entries, settle, shown, visit_all, visit_overlays
from tests.running_node import RunningNode
from tests.screenshots.content import CHAT_MODEL

pytestmark = pytest.mark.alone

_MOST_STOPS = 80
_FADED = 120
"""Milliseconds after which the mark of the keyboard is there."""
_MARGIN = 4
"""Pixels around a control where the mark of the keyboard may lie."""


@pytest.fixture
def desktop(paths: Paths, tmp_path: Path, open_desktop: Open, wait_until: Wait) -> Iterator[DesktopWindow]:
    """The window of a person who has used it for a while."""
    with lived_in_node(paths, tmp_path):
        desktop = open_desktop()
        desktop.app.link.open()
        wait_until(lambda: not desktop.chat.blockedReason and desktop.chat.conversations.list.rows)
        wait_until(lambda: desktop.window.isActive())
        desktop.chat.chooseModel(CHAT_MODEL)
        yield desktop
        desktop.close()


def test_tab_comes_everywhere_and_one_sees_where_it_is(desktop: DesktopWindow, wait_until: Wait) -> None:
    faults = []
    desktop.window.setHeight(1900)  # all messages are there, none has to be scrolled to
    for visit in (visit_all, visit_overlays):
        for screen in visit(desktop, wait_until):
            if screen not in (
                "renaming",
                "conversation menu",
                "model menu",
                "model picker",
            ):  # they go when Tab is pressed
                faults += [f"{screen}: {fault}" for fault in _walk_by_tab(desktop)]
    assert not faults, "\n".join(faults)


def _walk_by_tab(desktop: DesktopWindow) -> list[str]:
    """Go round once by Tab and back by Shift+Tab; return what is wrong."""
    is_modal = any(desktop.find(name).property("opened") for name in _dialogs(desktop))
    wanted = [] if is_modal else desktop.focusable()
    stops: list[QQuickItem] = []
    reached: set[QQuickItem] = set()
    faults = []
    with_keyboard: QImage | None = None
    while len(stops) < _MOST_STOPS:
        desktop.press(Qt.Key.Key_Tab)
        QTest.qWait(_FADED)
        gc.collect()
        now = desktop.window.activeFocusItem()
        if (
            stops
            and now is not stops[-1]
            and with_keyboard is not None
            and with_keyboard == _picture(desktop, stops[-1])
        ):
            faults.append(f"one does not see that {_described(stops[-1])} has the keyboard")
        if now in stops:
            break
        stops.append(now)
        reached |= {item for item in wanted if item.property("activeFocus")}  # a list gives it to its entry
        with_keyboard = _picture(desktop, now)
    for stop in reversed(stops):
        desktop.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        if desktop.window.activeFocusItem() is not stop:
            faults.append(f"Shift+Tab does not lead back to {_described(stop)}")
            break
    missed = [item for item in wanted if item not in reached and item in desktop.focusable()]
    return faults + [f"Tab does not reach {_described(item)}" for item in missed]


def _dialogs(desktop: DesktopWindow) -> list[str]:
    if shown(desktop, "import"):
        return ["shortcutsDialog", "removeDialog", "foundDialog"]
    return (
        ["shortcutsDialog", "createDialog", "joinDialog"]
        if shown(desktop, "emptyPools")
        else ["shortcutsDialog"]
    )


def _picture(desktop: DesktopWindow, item: QQuickItem) -> QImage | None:
    """Return what can be seen of an item and just around it; None when it is out of sight."""
    rect = item.mapRectToScene(QRectF(0, 0, item.width(), item.height())).toAlignedRect()
    window = QRect(0, 0, desktop.window.width(), desktop.window.height())
    seen = rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN).intersected(window)
    return desktop.window.grabWindow().copy(seen) if window.contains(rect) else None


def _described(item: QQuickItem) -> str:
    return f"{item.metaObject().className()} “{accessible_name(item)}” {item.objectName()}".strip()


def test_a_conversation_from_the_first_word_to_its_deletion(desktop: DesktopWindow, wait_until: Wait) -> None:
    chat = desktop.chat
    desktop.press(Qt.Key.Key_N, CONTROL)
    _type(desktop, "hello world")
    desktop.press(Qt.Key.Key_Return)
    wait_until(lambda: chat.messages.count == 2 and not chat.isAnswering)
    settle(wait_until)

    _tab_to(desktop, "Answer again")
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: not chat.isAnswering and len(chat.messages.messages[-1].versions) == 2)
    settle(wait_until)
    _tab_to(desktop, "Previous version")
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: chat.messages.messages[-1].versions.index(chat.messages.messages[-1].id) == 0)

    settle(wait_until)
    _tab_to(desktop, "Copy")
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: QGuiApplication.clipboard().text() == "hello world")

    _tab_to(desktop, "Edit")
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: _focused_name(desktop) == "Edit your message")
    _type(desktop, "s")
    desktop.press(Qt.Key.Key_Return)
    wait_until(lambda: not chat.isAnswering and chat.messages.messages[0].content == "hello worlds")

    desktop.press(Qt.Key.Key_K, CONTROL)
    desktop.press(Qt.Key.Key_Down)
    for _ in range(3):
        desktop.press(Qt.Key.Key_Up)
    desktop.press(Qt.Key.Key_F2)
    wait_until(lambda: _focused_name(desktop) == "New title")
    _type(desktop, "greeting")
    desktop.press(Qt.Key.Key_Return)
    rows = chat.conversations.list
    wait_until(lambda: rows.rows[0].title == "greeting" and _focused_name(desktop) != "New title")

    desktop.press(Qt.Key.Key_Delete)
    wait_until(lambda: rows.rows[0].title != "greeting")
    wait_until(lambda: "Undo" in [accessible_name(item) for item in desktop.focusable()])
    _tab_to(desktop, "Undo")
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: rows.rows[0].title == "greeting")


def test_escape_stops_an_answer(desktop: DesktopWindow, wait_until: Wait) -> None:
    chat = desktop.chat
    desktop.press(Qt.Key.Key_N, CONTROL)
    _type(desktop, "word " * 60)
    desktop.press(Qt.Key.Key_Return)
    wait_until(lambda: chat.liveBlocks.rowCount() > 0)
    desktop.press(Qt.Key.Key_Escape)
    wait_until(lambda: not chat.isAnswering)
    assert chat.messages.messages[-1].status == "stopped"


def test_search_finds_and_opens(desktop: DesktopWindow, wait_until: Wait) -> None:
    rows = desktop.chat.conversations.list
    desktop.press(Qt.Key.Key_K, CONTROL)
    _type(desktop, "bread")
    wait_until(lambda: len(rows.rows) == 1)
    settle(wait_until)
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Return)
    wait_until(lambda: desktop.chat.conversationId == rows.rows[0].id)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_the_menu_of_a_conversation_gets_and_gives_back_the_keyboard(
    desktop: DesktopWindow, wait_until: Wait, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    desktop.press(Qt.Key.Key_K, CONTROL)
    desktop.press(Qt.Key.Key_Down)
    desktop.press(key, modifier)
    wait_until(lambda: "Delete" in menu_entries(desktop))
    settle(wait_until)
    desktop.press(Qt.Key.Key_Escape)
    settle(wait_until)
    assert not menu_entries(desktop)
    assert desktop.find("conversationList").property("activeFocus")
    desktop.press(key, modifier)
    wait_until(lambda: menu_entries(desktop))
    settle(wait_until)
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Return)
    wait_until(lambda: _focused_name(desktop) == "New title")


def test_a_model_is_picked(desktop: DesktopWindow, wait_until: Wait) -> None:
    before = desktop.chat.model
    desktop.press(Qt.Key.Key_L, CONTROL)
    settle(wait_until)
    desktop.press(Qt.Key.Key_Up if before != "mistral-7b" else Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Return)
    wait_until(lambda: desktop.chat.model != before)


def test_options_open_and_close(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_N, CONTROL)
    _tab_to(desktop, "Options of this chat")
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: shown(desktop, "temperatureSlider"))
    _tab_to(desktop, "Temperature")
    before = desktop.chat.options.temperature
    desktop.press(Qt.Key.Key_Right)
    assert desktop.chat.options.temperature > before
    _tab_to(desktop, "Close options")
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: not shown(desktop, "temperatureSlider"))


def test_a_dialog_gets_the_keyboard_and_gives_it_back(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_2, CONTROL)
    wait_until(lambda: shown(desktop, "remove"))
    settle(wait_until)
    _tab_to(desktop, "Remove SmolLM2 360M Instruct")
    before = desktop.window.activeFocusItem()
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: _focused_name(desktop) == "Cancel")  # what does no harm comes first
    settle(wait_until)
    desktop.press(Qt.Key.Key_Escape)
    wait_until(lambda: desktop.window.activeFocusItem() is before)
    assert CHAT_MODEL in [card.model_id for card in all_cards(desktop.app.models) if card.installed]

    desktop.press(Qt.Key.Key_F1)
    wait_until(lambda: desktop.find("shortcutsDialog").property("opened"))
    settle(wait_until)
    desktop.press(Qt.Key.Key_Escape)
    wait_until(lambda: desktop.window.activeFocusItem() is before)


def test_the_first_run_leads_to_the_chat(
    paths: Paths, tmp_path: Path, open_desktop: Open, wait_until: Wait
) -> None:
    with (
        serve_file(CONTENT) as server,
        RunningNode(paths, write_tiny_catalogue(tmp_path, server.url)) as node,
    ):
        desktop = open_desktop()
        desktop.app.link.open()
        wait_until(lambda: desktop.app.firstRun.needed and shown(desktop, "start"))
        wait_until(lambda: desktop.window.isActive())
        settle(wait_until)
        _tab_to(desktop, "Download and chat")
        desktop.press(Qt.Key.Key_Space)
        wait_until(lambda: not desktop.app.firstRun.needed, 30)
        wait_until(lambda: shown(desktop, "messageField"))
        wait_until(lambda: _focused_name(desktop) == "Your message")
        assert [one.id for one in node.client.models().models if one.installed] == ["tiny"]
        desktop.close()


def _tab_to(desktop: DesktopWindow, name: str) -> None:
    for _ in range(_MOST_STOPS):
        if _focused_name(desktop) == name:
            return
        desktop.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def _focused_name(desktop: DesktopWindow) -> str:
    item = desktop.window.activeFocusItem()
    return accessible_name(item) if item is not None else ""


def _type(desktop: DesktopWindow, text: str) -> None:
    for letter in text:
        desktop.press(Qt.Key.Key_Space if letter == " " else Qt.Key(ord(letter.upper())))
