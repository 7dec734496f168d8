"""Goes through every screen in one variant. ``python -m tests.screenshots.tour FOLDER VARIANT [PART…]``"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QMetaObject,
    QObject,
    Qt,
    QThreadPool,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtQuick import QQuickItem
from PySide6.QtQuickControls2 import QQuickStyle
from PySide6.QtWidgets import QApplication

from deai_desktop.api.client import find_node
from deai_desktop.core.errors import DownloadError
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.gui.models.model_card import ModelCard
from tests.fakes.file_server import FileServer, serve_file
from tests.fixtures_keyring import private_keyring
from tests.gui.desktop_window import DesktopWindow
from tests.gui.model_pages import all_cards
from tests.gui.screens import show_part
from tests.running_node import RunningNode
from tests.screenshots.camera import Camera
from tests.screenshots.content import RICH, STOPPED, STREAMED, write_catalogue, write_content
from tests.screenshots.pool_tour import PoolTour, node_with_pools
from tests.screenshots.room_tour import RoomTour, invented_node
from tests.screenshots.variant import VARIANTS, Variant

_CONTENT = bytes(64_000_000)
"""What a download brings, as far as it gets."""
_SLOW = 0.004
_WIDTH, _HEIGHT = 1100, 720
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Tour:
    """Bring the window from screen to screen and take a picture of each."""

    def __init__(self, camera: Camera, variant: Variant, folder: Path) -> None:
        self._camera, self._variant, self._folder = camera, variant, folder

    def newcomer(self) -> None:
        """Show what comes before the first chat."""
        paths = self._home("newcomer")
        with self._opened(paths) as desktop:
            self._camera.settle(0.6)
            self._camera.take("node-starting", desktop)
        paths.create()
        paths.settings_file.write_text("{")
        with self._opened(paths) as desktop:
            desktop.app.link.open()
            self._camera.wait_until(lambda: desktop.app.link.state == "unreachable")
            self._camera.take("node-unreachable", desktop)
        paths.settings_file.unlink()
        with serve_file(_CONTENT) as server:
            server.content_length = 98_362_432
            catalogue = write_catalogue(self._folder, server.url, many=False)
            with RunningNode(paths, catalogue), self._opened(paths) as desktop:
                self._first_run(desktop, server)

    def _first_run(self, desktop: DesktopWindow, server: FileServer) -> None:
        desktop.app.link.open()
        self._camera.wait_until(lambda: desktop.app.firstRun.needed and desktop.app.models.starter())
        self._camera.take("first-run", desktop)
        server.statuses = [404]
        desktop.app.firstRun.start()
        self._wait_for_download(desktop, "smollm2-135m-instruct", "failed")
        self._camera.take("first-run-failed", desktop)
        desktop.app.firstRun.start()
        self._slow_down_at(desktop, server, "smollm2-135m-instruct", 0.3)
        self._camera.take("first-run-downloading", desktop)
        desktop.app.firstRun.cancel()
        self._wait_for_download(desktop, "smollm2-135m-instruct", "")

    def home(self, environment: dict[str, str]) -> None:
        """Show what a person sees who has used it for a while."""
        paths = self._home("home")
        write_content(paths)
        with serve_file(_CONTENT) as server:
            catalogue = write_catalogue(self._folder, server.url, many=True)
            with (
                RunningNode(paths, environment | catalogue) as node,
                self._opened(paths, tray=True) as desktop,
            ):
                desktop.app.link.open()
                self._camera.wait_until(lambda: not desktop.chat.blockedReason)
                self._camera.wait_until(lambda: desktop.chat.conversations.list.rows)
                self._chat(desktop)
                self._models(desktop, server)
                if "PYTHON_KEYRING_BACKEND" in environment:
                    node.client.create_key("My editor", "inference")
                    node.client.create_key("Home automation", "full")
                    desktop.app.settings.keys.refresh()
                self._settings(desktop)
                self._notices(desktop)
                self._tray(desktop, node)

    def room(self) -> None:
        """Show all that can be done with models."""
        paths = self._home("room")
        with invented_node(paths) as node, self._opened(paths) as desktop:
            RoomTour(self._camera, desktop, node).take_all()

    def pools(self) -> None:
        """Show pools, from the first to those one is in."""
        paths = self._home("pools")
        with node_with_pools(paths) as node, self._opened(paths) as desktop:
            PoolTour(self._camera, desktop, node).take_all()

    def _chat(self, desktop: DesktopWindow) -> None:
        camera, chat = self._camera, desktop.chat
        camera.take("chat-empty", desktop)
        self._open(desktop, RICH)
        camera.take("chat-rich-end", desktop)
        self._camera.settle()  # the end is gone to later
        transcript = desktop.find("transcript")
        transcript.setProperty("follows", False)
        transcript.setProperty("contentY", transcript.property("originY"))
        camera.take("chat-rich", desktop)
        transcript.setProperty("contentY", transcript.property("originY") + 560)
        camera.take("chat-rich-middle", desktop)
        while not self._buttons(desktop, "editButton"):  # large text has pushed it further down
            transcript.setProperty("contentY", transcript.property("contentY") + 200)
            camera.settle()
        self._press_button(desktop, "editButton")
        camera.take("chat-edit", desktop)
        desktop.press(Qt.Key.Key_Escape)
        self._open(desktop, STOPPED)
        camera.take("chat-stopped", desktop)
        self._press_button(desktop, "optionsButton")
        camera.take("chat-options", desktop)
        desktop.find("optionsPanel").setProperty("visible", False)
        desktop.press(Qt.Key.Key_L, _CONTROL)
        camera.take("chat-model-picker", desktop)
        desktop.press(Qt.Key.Key_Escape)
        camera.settle()
        desktop.press(Qt.Key.Key_K, _CONTROL)  # shows the conversations where there is little room
        camera.settle()
        row = self._row(desktop, RICH)
        QMetaObject.invokeMethod(row, "openMenu")
        camera.take("chat-menu", desktop)
        desktop.press(Qt.Key.Key_Escape)
        QMetaObject.invokeMethod(row, "startRenaming")
        camera.take("chat-rename", desktop)
        desktop.press(Qt.Key.Key_Escape)
        self._search(desktop)
        self._narrow(desktop)
        self._stream(desktop)
        chat.newConversation()

    def _search(self, desktop: DesktopWindow) -> None:
        conversations = desktop.chat.conversations
        every = len(conversations.list.rows)
        conversations.search("sort")
        self._camera.wait_until(lambda: 0 < len(conversations.list.rows) < every)
        self._camera.take("chat-search", desktop)
        conversations.search("zebra")
        self._camera.wait_until(lambda: not conversations.list.rows)
        self._camera.take("chat-search-nothing", desktop)
        conversations.search("")
        self._camera.wait_until(lambda: len(conversations.list.rows) == every)

    def _narrow(self, desktop: DesktopWindow) -> None:
        desktop.window.resize(desktop.window.minimumWidth(), _HEIGHT)
        self._open(desktop, RICH)
        self._camera.take("chat-narrow", desktop)
        self._press_button(desktop, "columnButton")
        self._camera.take("chat-narrow-conversations", desktop)
        desktop.window.resize(_WIDTH, _HEIGHT)
        self._camera.settle()

    def _stream(self, desktop: DesktopWindow) -> None:
        chat = desktop.chat
        chat.newConversation()
        chat.send(STREAMED)
        self._camera.wait_until(lambda: chat.liveBlocks.rowCount() > 2)
        self._camera.take("chat-streaming", desktop)
        chat.stop()
        self._camera.wait_until(lambda: not chat.isAnswering)

    def _models(self, desktop: DesktopWindow, server: FileServer) -> None:
        """Show downloads as they really come; the rest of the room is shown over an invented node."""
        camera, models = self._camera, desktop.app.models
        desktop.app.page = 1
        self._wait_for_page(desktop, "modelsLoader")
        camera.take("models", desktop)
        show_part(desktop, 1)
        server.statuses = [404]
        models.download("llama-3.3-70b-instruct")
        self._wait_for_download(desktop, "llama-3.3-70b-instruct", "failed")
        server.seconds_per_kilobyte = 0
        for model_id, size in (("smollm2-135m-instruct", 98_362_432), ("qwen2.5-1.5b-instruct", 986_048_768)):
            server.content_length = size
            models.download(model_id)
            self._slow_down_at(desktop, server, model_id, 0.02)
            if model_id.startswith("smollm2"):
                models.pause(model_id)
                self._wait_for_download(desktop, model_id, "paused")
        models.download("qwen2.5-7b-instruct")
        self._wait_for_download(desktop, "qwen2.5-7b-instruct", "queued")
        camera.take("models-downloading", desktop)
        show_part(desktop, 2)
        camera.take("models-queue", desktop)
        for model_id in (
            "qwen2.5-7b-instruct",
            "qwen2.5-1.5b-instruct",
            "smollm2-135m-instruct",
            "llama-3.3-70b-instruct",
        ):
            models.cancel(model_id)
            self._wait_for_download(desktop, model_id, "")

    def _settings(self, desktop: DesktopWindow) -> None:
        desktop.app.page = 3
        self._wait_for_page(desktop, "settingsLoader")
        self._camera.wait_until(lambda: desktop.app.settings.values)
        page: Any = desktop.find("settingsLoader").property("item")
        sections = desktop.find("sectionList")
        for place in range(len(page.property("sections").toVariant())):
            sections.setProperty("currentIndex", place)
            self._camera.take(f"settings-{place + 1}", desktop)
        desktop.window.resize(_WIDTH, 2 * _HEIGHT)
        sections.setProperty("currentIndex", 3)
        self._camera.take("settings-engine-tall", desktop)
        desktop.window.resize(desktop.window.minimumWidth(), _HEIGHT)
        sections.setProperty("currentIndex", 4)
        self._camera.take("settings-narrow", desktop)
        desktop.window.resize(_WIDTH, _HEIGHT)
        desktop.window.requestActivate()
        self._camera.wait_until(desktop.window.isActive)
        desktop.press(Qt.Key.Key_F1)
        self._camera.wait_until(lambda: desktop.find("shortcutsDialog").property("opened"))
        self._camera.take("shortcuts", desktop)
        desktop.press(Qt.Key.Key_Escape)

    def _notices(self, desktop: DesktopWindow) -> None:
        desktop.app.page = 0
        self._open(desktop, STOPPED)
        desktop.app.notices.show_error(
            DownloadError(
                "The file of Qwen2.5 7B Instruct did not arrive whole: its checksum is another one.",
                hint="Download it again; if that does not help, the place it comes from has changed.",
            )
        )
        self._camera.take("banner", desktop)
        desktop.app.notices.close(desktop.app.notices.banners.notices[0].number)
        desktop.app.notices.tell("“Bread without a machine” was deleted.", "Undo", lambda: None)
        desktop.app.notices.tell("The address is on the clipboard.")
        self._camera.take("toasts", desktop)

    def _tray(self, desktop: DesktopWindow, node: RunningNode) -> None:
        tray = desktop.app.tray
        assert tray is not None
        self._camera.wait_until(lambda: tray.state == "loaded")
        self._camera.take_widget("tray-menu", tray.menu)

    # Ways about the window

    @contextmanager
    def _opened(self, paths: Paths, *, tray: bool = False) -> Iterator[DesktopWindow]:
        os.environ[HOME_VARIABLE] = str(paths.data.parent)
        desktop = DesktopWindow(paths, has_tray=tray)
        desktop.shell.language.chosen = self._variant.language
        desktop.shell.appearance.scheme = self._variant.scheme
        desktop.shell.appearance.textSize = self._variant.text_size
        desktop.window.resize(_WIDTH, _HEIGHT)
        desktop.window.requestActivate()
        try:
            yield desktop
        finally:
            desktop.close()
            QThreadPool.globalInstance().waitForDone()
            if not tray and (left := find_node(paths)) is not None:
                left.close()

    def _home(self, name: str) -> Paths:
        return Paths.below(self._folder / name)

    def _open(self, desktop: DesktopWindow, title: str) -> None:
        chat = desktop.chat
        found = next(one.id for one in chat.conversations.list.rows if one.title == title)
        chat.openConversation(found)
        self._camera.wait_until(lambda: chat.conversationId == found and chat.messages.count)

    def _row(self, desktop: DesktopWindow, title: str) -> QObject:
        return next(
            item
            for item in desktop.items()
            if item.objectName() == "conversationRow" and item.property("title") == title
        )

    def _press_button(self, desktop: DesktopWindow, name: str) -> None:
        QMetaObject.invokeMethod(self._buttons(desktop, name)[0], "click")

    def _buttons(self, desktop: DesktopWindow, name: str) -> list[QQuickItem]:
        return [item for item in desktop.items() if item.objectName() == name and item.isEnabled()]

    def _wait_for_page(self, desktop: DesktopWindow, loader: str) -> None:
        self._camera.wait_until(lambda: isinstance(desktop.find(loader).property("item"), QQuickItem))

    def _card(self, desktop: DesktopWindow, model_id: str) -> ModelCard:
        return next(one for one in all_cards(desktop.app.models) if one.model_id == model_id)

    def _wait_for_download(self, desktop: DesktopWindow, model_id: str, state: str) -> None:
        self._camera.wait_until(lambda: self._card(desktop, model_id).download == state)

    def _slow_down_at(self, desktop: DesktopWindow, server: FileServer, model_id: str, part: float) -> None:
        """Let a download run fast to there, and slowly from there on."""
        server.seconds_per_kilobyte = 0
        self._camera.wait_until(lambda: self._card(desktop, model_id).part > part)
        server.seconds_per_kilobyte = _SLOW
        self._camera.settle(1.2)  # until it has a speed


def main() -> int:
    """Paint one variant."""
    target, variant = Path(sys.argv[1]), VARIANTS[sys.argv[2]]
    QQuickStyle.setStyle("FluentWinUI3")
    warnings: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        is_about_desktop = str(context.category).startswith("qt.qpa")  # there is no desktop
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not is_about_desktop:
            warnings.append(message)

    qInstallMessageHandler(hear)
    application = QApplication(["deai-screenshots"])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deai-screenshots-")))
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder}/no-bus"
        can_keep = shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon")
        environment = stack.enter_context(private_keyring()) if can_keep else {}
        tour = Tour(Camera(target / variant.name), variant, folder)
        parts = {
            "newcomer": tour.newcomer,
            "home": lambda: tour.home(environment),
            "room": tour.room,
            "pools": tour.pools,
        }
        for name in sys.argv[3:] or parts:
            parts[name]()
    application.processEvents()
    print("".join(f"{variant.name}: {warning}\n" for warning in warnings), end="")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())
