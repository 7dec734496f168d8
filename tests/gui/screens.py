"""Every screen, dialog and menu of the window, and how to come there: what has to hold everywhere walks them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaObject, Qt, QThreadPool
from PySide6.QtQuick import QQuickItem

from deai_desktop.core.errors import DownloadError
from deai_desktop.core.paths import Paths
from tests.fakes.hub import serve_hub
from tests.gui.desktop_window import DesktopWindow, Wait, accessible_name
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode
from tests.screenshots.content import RICH, write_catalogue, write_content

CONTROL = Qt.KeyboardModifier.ControlModifier
HUB_MODEL = "tiny/Tiny-GGUF"
_UNREACHABLE = "http://127.0.0.1:9/model.gguf"


@contextmanager
def lived_in_node(paths: Paths, folder: Path) -> Iterator[RunningNode]:
    """Run a node with conversations, models and a catalogue."""
    write_content(paths)
    with (
        serve_hub() as hub,
        RunningNode(paths, write_catalogue(folder, _UNREACHABLE, many=True)) as node,
    ):
        hub.add(HUB_MODEL, {"tiny-Q4_K_M.gguf": tiny_gguf(), "weights.bin": b"x"}, gated="manual")
        node.client.change_settings({"hub.address": hub.url})
        yield node


def visit_all(desktop: DesktopWindow, wait_until: Wait) -> Iterator[str]:
    """Go from screen to screen; yields the name of each while it is shown."""
    for name, enter in _SCREENS.items():
        enter(desktop, wait_until)
        settle(wait_until)
        yield name
    for place in range(_section_count(desktop)):
        desktop.find("sectionList").setProperty("currentIndex", place)
        settle(wait_until)
        yield f"settings, section {place + 1}"


def visit_overlays(desktop: DesktopWindow, wait_until: Wait) -> Iterator[str]:
    """Open one dialog, menu or list after the other; yields its name while it is open, closes it with Esc."""
    for name, open_it in _OVERLAYS.items():
        open_it(desktop, wait_until)
        settle(wait_until)
        yield name
        desktop.press(Qt.Key.Key_Escape)
        settle(wait_until)


def settle(wait_until: Wait) -> None:
    """Let pages load and popups come up or go."""
    end = time.monotonic() + 0.3
    wait_until(lambda: time.monotonic() > end)


def open_rich_conversation(desktop: DesktopWindow, wait_until: Wait) -> None:
    """Show a conversation with code, a table, a formula and versions."""
    desktop.app.page = 0
    chat = desktop.chat
    wait_until(lambda: chat.conversations.list.rows)
    chat.openConversation(next(one.id for one in chat.conversations.list.rows if one.title == RICH))
    wait_until(lambda: chat.messages.count == 4)
    settle(wait_until)
    wait_until(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)  # it sets the formulas
    settle(wait_until)


def _new_chat(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.page = 0
    wait_until(lambda: not desktop.chat.blockedReason)
    desktop.chat.newConversation()


def _options(desktop: DesktopWindow, wait_until: Wait) -> None:
    _new_chat(desktop, wait_until)
    desktop.find("optionsPanel").setProperty("visible", True)


def _edit(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.find("optionsPanel").setProperty("visible", False)
    open_rich_conversation(desktop, wait_until)
    settle(wait_until)
    press_button(desktop, "editButton")
    wait_until(lambda: shown(desktop, "editField"))


def _rename(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_Escape)
    _take_focus(desktop, "conversationList")
    desktop.press(Qt.Key.Key_F2)
    wait_until(lambda: shown(desktop, "renameField"))


def _notices(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_Escape)
    desktop.app.notices.show_error(DownloadError("The line broke.", hint="Press Resume."))
    desktop.app.notices.tell("“Bees” was deleted.", "Undo", lambda: None)


def _models(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.notices.close(desktop.app.notices.banners.notices[0].number)
    desktop.app.page = 1
    wait_until(lambda: desktop.find("modelsLoader").property("item") is not None)
    show_part(desktop, 0)
    wait_until(lambda: shown(desktop, "import") and desktop.app.models.library.folder)


def show_part(desktop: DesktopWindow, place: int) -> None:
    """Go to one part of the page of models."""
    page: Any = desktop.find("modelsLoader").property("item")
    page.setProperty("part", place)


def _discover(desktop: DesktopWindow, wait_until: Wait) -> None:
    show_part(desktop, 1)
    desktop.app.models.download("qwen2.5-1.5b-instruct")
    wait_until(lambda: shown(desktop, "pause") or shown(desktop, "resume"))
    desktop.app.models.discover.query = "tiny"
    wait_until(lambda: shown(desktop, f"hub {HUB_MODEL}") and not desktop.app.models.discover.isSearching)


def _hub_model(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.models.discover.model.open(HUB_MODEL)
    wait_until(lambda: shown(desktop, "accessCard") and not desktop.app.models.discover.model.isLoading)


def _downloads(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.models.discover.model.close()
    desktop.app.models.discover.query = ""
    show_part(desktop, 2)
    wait_until(lambda: shown(desktop, "downloadTrouble"))


def _pools(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.page = 2
    wait_until(lambda: shown(desktop, "emptyPools"))


def _settings(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.page = 3
    wait_until(lambda: shown(desktop, "sectionList") and desktop.app.settings.values)


_SCREENS: dict[str, Callable[[DesktopWindow, Wait], None]] = {
    "new chat": _new_chat,
    "conversation": open_rich_conversation,
    "options": _options,
    "editing": _edit,
    "renaming": _rename,
    "banner and toast": _notices,
    "models": _models,
    "discover": _discover,
    "model of the hub": _hub_model,
    "downloads": _downloads,
    "pools": _pools,
    "settings": _settings,
}


def _open_shortcuts(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_F1)
    wait_until(lambda: desktop.find("shortcutsDialog").property("opened"))


def _open_picker(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_L, CONTROL)
    settle(wait_until)


def _open_row_menu(desktop: DesktopWindow, wait_until: Wait) -> None:
    wait_until(lambda: desktop.chat.conversations.list.rows)
    _take_focus(desktop, "conversationList")
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    wait_until(lambda: menu_entries(desktop))


def _open_removal(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.page = 1
    show_part(desktop, 0)
    wait_until(lambda: shown(desktop, "remove"))
    button = next(item for item in shown(desktop, "remove") if item.isEnabled())
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: desktop.find("removeDialog").property("opened"))


def _open_model_menu(desktop: DesktopWindow, wait_until: Wait) -> None:
    press_button(desktop, "more")
    wait_until(lambda: menu_entries(desktop))


def _open_found(desktop: DesktopWindow, wait_until: Wait) -> None:
    press_button(desktop, "find")
    wait_until(lambda: desktop.find("foundDialog").property("opened"))
    wait_until(lambda: not desktop.app.models.library.isLooking)


def _open_creating(desktop: DesktopWindow, wait_until: Wait) -> None:
    _pools(desktop, wait_until)
    press_button(desktop, "emptyCreate")
    wait_until(lambda: desktop.find("createDialog").property("opened"))


def _open_joining(desktop: DesktopWindow, wait_until: Wait) -> None:
    press_button(desktop, "emptyJoin")
    wait_until(lambda: desktop.find("joinDialog").property("opened"))


_OVERLAYS: dict[str, Callable[[DesktopWindow, Wait], None]] = {
    "shortcuts": _open_shortcuts,
    "model picker": _open_picker,
    "conversation menu": _open_row_menu,
    "removal": _open_removal,
    "model menu": _open_model_menu,
    "found models": _open_found,
    "creating a pool": _open_creating,
    "joining a pool": _open_joining,
}


def shown(desktop: DesktopWindow, name: str) -> list[QQuickItem]:
    """List the items of that name which can be seen."""
    return [item for item in desktop.items() if item.objectName() == name]


def menu_entries(desktop: DesktopWindow) -> list[str]:
    """List the entries of the menu that is open."""
    entries = (item for item in desktop.items() if item.inherits("QQuickMenuItem"))
    return [accessible_name(item) for item in entries]


def press_button(desktop: DesktopWindow, name: str) -> None:
    """Press the first button of that name."""
    QMetaObject.invokeMethod(next(item for item in shown(desktop, name) if item.isEnabled()), "click")


def _take_focus(desktop: DesktopWindow, name: str) -> None:
    shown(desktop, name)[0].forceActiveFocus(Qt.FocusReason.TabFocusReason)


def _section_count(desktop: DesktopWindow) -> int:
    return int(desktop.find("sectionList").property("count"))
