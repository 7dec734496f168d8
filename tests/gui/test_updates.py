"""Updates in the settings: over the node's own routes and a real repository, and how each state looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.routing import APIRoute
from PySide6.QtCore import QMetaObject, QObject, Qt, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from deai_desktop.api.schemas.errors import ErrorDetail
from deai_desktop.api.schemas.updates import UpdateView
from deai_desktop.core.build import BuildKind
from deai_desktop.core.errors import ConflictError, DeAIError
from deai_desktop.core.events import EventBus
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.settings.outbound_view_model import TEXTS
from deai_desktop.gui.settings.updates_view_model import REASONS, UpdatesViewModel
from deai_desktop.node.routes.updates import routes
from deai_desktop.updates.channel import Channel
from deai_desktop.updates.fetcher import PURPOSE, SENT
from deai_desktop.updates.service import Updates
from tests.fakes.folder_server import FolderServer, serve_folder
from tests.fakes.journal import FakeJournal
from tests.gui.desktop_window import DesktopWindow, Open, Wait
from tests.models.downloading import noise, quick
from tests.running_node import RunningNode
from tests.updates.repository import PLATFORM, UpdateRepository

ABOUT = 7
PACKAGE = noise(300_000)
BUTTONS = ("checkUpdate", "downloadUpdate", "installUpdate", "showUpdateFile", "stopUpdate")
FAILURE = ErrorDetail(
    message="It is not signed by the keys that this program came with.",
    type="server_error",
    code="update_refused",
    title="The update was refused",
    hint="Nothing was changed. Do not install it from elsewhere; try again later.",
)


class RouteLink(QObject):
    """Call the node's routes directly, where `NodeLink` would over HTTP."""

    connected = Signal()
    eventArrived = Signal(object)  # noqa: N815 - as in `NodeLink`
    place = ""

    def __init__(self, updates: Updates) -> None:
        super().__init__()
        found = [one for one in routes(SimpleNamespace(updates=updates)).routes if isinstance(one, APIRoute)]  # type: ignore[arg-type]
        self._routes = {(method, one.path): one.endpoint for one in found for method in one.methods or ()}

    def call(
        self,
        kind: type[UpdateView],
        method: str,
        path: str,
        body: Any = None,
        *,
        on_reply: Callable[[UpdateView], None],
        on_error: Callable[[DeAIError], None] = lambda _: None,
        timeout: int = 0,
    ) -> None:
        """Answer at once."""
        try:
            view = self._routes[method, path](*([body] if body else []))
        except DeAIError as error:
            on_error(error)
        else:
            on_reply(kind.model_validate_json(view.model_dump_json()))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FolderServer]:
    (tmp_path / "served").mkdir()
    with serve_folder(tmp_path / "served") as running:
        yield running


class Client:
    """A view-model over a program of version 0.1.0 and a real repository."""

    def __init__(self, server: FolderServer, home: Path) -> None:
        self.limit = 0
        """Kilobytes a second."""
        self.repository = UpdateRepository(server.folder)
        self.repository.publish("0.2.0", PACKAGE, "Faster <b>answers</b>.")
        bus = EventBus()
        self.updates = Updates(
            Channel(BuildKind.RELEASE, "0.1.0", PLATFORM, self.repository.root),
            lambda: server.url,
            home / "memory",
            home / "staging",
            bus,
            quick(journal=FakeJournal(), bandwidth_limit=lambda: self.limit),
        )
        self.link = RouteLink(self.updates)
        bus.subscribe(lambda _: self.link.eventArrived.emit({"type": "update_changed"}))
        self.notices = Notices()
        self.model: Any = UpdatesViewModel(self.link, self.notices)  # type: ignore[arg-type]
        self.link.connected.emit()


@pytest.fixture
def client(application: QApplication, server: FolderServer, tmp_path: Path) -> Client:
    return Client(server, tmp_path)


def test_a_newer_version_is_found_and_fetched_following_the_nodes_events(
    client: Client, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = client.model
    assert (model.line, model.canCheck, model.canDownload) == ("Not looked for updates yet", True, False)
    model.check()
    assert model.line == "Version 0.2.0 is available"
    assert model.notes == "Faster <b>answers</b>."
    assert "Last looked: " in model.about
    assert model.canDownload
    model.download()
    wait_until(lambda: model.state == "ready")
    assert (model.line, model.part) == ("Version 0.2.0 is ready", 1.0)
    assert not model.canDownload
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert model.canShowFile != model.canInstall
    model.showFile()
    assert Path(opened[0]).is_dir()
    assert not client.notices.banners.count


def test_a_download_that_was_stopped_can_go_on(client: Client, wait_until: Wait) -> None:
    model = client.model
    model.check()
    client.limit = 100
    model.download()
    wait_until(lambda: model.part > 0)
    assert model.canStop
    model.stop()
    wait_until(lambda: model.state == "available")
    assert 0 < client.updates.status.done < len(PACKAGE)
    client.limit = 0
    model.download()
    wait_until(lambda: model.state == "ready")


def test_a_refusal_is_shown_in_its_place_and_only_there(client: Client) -> None:
    stranger = UpdateRepository(client.repository.folder / "stranger")
    client.repository.signers["timestamp"] = stranger.signers["timestamp"]
    client.repository.publish("0.3.0", PACKAGE)
    client.model.check()
    assert client.model.state == "failed"
    assert client.model.problem["title"] == "The update was refused"
    assert client.model.problem["hint"]
    assert client.model.canCheck
    assert not client.model.canDownload
    assert not client.notices.banners.count


def test_what_the_node_does_not_keep_is_told_by_a_banner(client: Client) -> None:
    client.model.download()
    assert client.model.state == "idle"
    assert client.notices.banners.count == 1


def test_what_a_search_tells_outside_can_be_said_in_every_language() -> None:
    assert {PURPOSE, SENT} <= set(TEXTS)


@pytest.mark.parametrize(
    ("kind", "root", "address"),
    [
        (BuildKind.SOURCE, b"", "https://x.example"),
        (BuildKind.RELEASE, b"", "https://x.example"),
        (BuildKind.RELEASE, b"{}", ""),
    ],
)
def test_where_there_can_be_none_it_says_why_and_offers_nothing(
    application: QApplication, tmp_path: Path, kind: BuildKind, root: bytes, address: str
) -> None:
    channel = Channel(kind, "0.1.0", PLATFORM, root)
    updates = Updates(channel, lambda: address, tmp_path, tmp_path, EventBus(), quick())
    model: Any = UpdatesViewModel(RouteLink(updates), Notices())  # type: ignore[arg-type]
    model.refresh()
    assert model.about in REASONS  # so that it can be said in every language
    offers = ("isSetUp", "canCheck", "canDownload", "canStop", "canInstall", "canShowFile")
    assert not any(model.property(one) for one in offers)
    with pytest.raises(ConflictError):
        updates.check()


@pytest.mark.parametrize(
    ("state", "changes", "shown"),
    [
        ("not_set_up", {"reason": REASONS[1]}, []),
        ("idle", {}, ["checkUpdate"]),
        ("checking", {}, []),
        ("current", {"checked_at": time.time()}, ["checkUpdate"]),
        ("available", {"version": "0.2.0", "total": 9}, ["checkUpdate", "downloadUpdate"]),
        ("downloading", {"version": "0.2.0", "total": 9, "done": 3}, ["stopUpdate"]),
        ("ready", {"version": "0.2.0", "total": 9, "has_setup": True}, ["installUpdate"]),
        ("ready", {"version": "0.2.0", "total": 9}, ["showUpdateFile"]),
        ("failed", {"error": FAILURE}, ["checkUpdate"]),
        ("failed", {"error": FAILURE, "version": "0.2.0"}, ["checkUpdate", "downloadUpdate"]),
    ],
)
def test_only_buttons_that_can_do_something_are_shown_and_all_have_names(
    open_desktop: Open, wait_until: Wait, state: Any, changes: dict[str, Any], shown: list[str]
) -> None:
    desktop = _open_about(open_desktop, wait_until)
    _show(desktop, UpdateView(state=state, running="0.1.0", kind="release", **changes))
    assert [name for name in BUTTONS if desktop.find(name).property("visible")] == shown
    assert set(shown) <= {one.objectName() for one in desktop.focusable()}
    assert desktop.find("updateProgress").property("visible") is (state in ("checking", "downloading"))
    assert desktop.find("updateProblem").property("visible") is (state == "failed")
    assert desktop.find("updateSwitch").property("enabled") is (state != "not_set_up")
    assert not desktop.nameless()


def test_the_notes_of_a_version_are_plain_text(open_desktop: Open, wait_until: Wait) -> None:
    desktop = _open_about(open_desktop, wait_until)
    link = "<a href='https://x.example'>Click</a>"
    view = UpdateView(state="available", running="0.1.0", kind="release", version="0.2.0", notes=link)
    _show(desktop, view)
    notes = desktop.find("updateNotes")
    as_text = notes.property("implicitWidth")
    _show(desktop, view.model_copy(update={"notes": "Click"}))
    assert as_text > 3 * notes.property("implicitWidth")  # the mark-up was written out


def test_installing_asks_first_and_later_is_an_answer(
    open_desktop: Open, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    desktop = _open_about(open_desktop, wait_until)
    model = desktop.app.settings.updates
    monkeypatch.setattr(model, "_call", lambda _, what, body: installed.append(what))
    _show(
        desktop, UpdateView(state="ready", running="0.1.0", kind="release", version="0.2.0", has_setup=True)
    )
    button, dialog = desktop.find("installUpdate"), desktop.find("installDialog")
    assert isinstance(button, QQuickItem)
    for key, expected in ((Qt.Key.Key_Space, []), (Qt.Key.Key_Backtab, ["apply"])):
        button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        desktop.press(Qt.Key.Key_Space)
        wait_until(lambda: dialog.property("opened"))
        if key == Qt.Key.Key_Space:
            desktop.press(key)  # "Later" has the focus
        else:
            QMetaObject.invokeMethod(dialog, "accept")
        wait_until(lambda: not dialog.property("visible"))
        assert installed == expected


def test_the_daily_search_is_off_until_chosen(
    node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_about(open_desktop, wait_until)
    desktop.app.link.open()
    wait_until(lambda: desktop.app.settings.values and desktop.app.settings.updates.state == "not_set_up")
    assert "runs from source" in desktop.app.settings.updates.about
    switch = desktop.find("updateSwitch")
    assert isinstance(switch, QQuickItem)
    assert not switch.isEnabled()
    _show(desktop, UpdateView(state="idle", running="0.1.0", kind="release"))
    assert switch.property("checked") is False
    switch.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Space)
    wait_until(lambda: switch.property("checked") is True)
    values = {one.name: one.value for one in node.client.settings().settings}
    assert values["updates.check"] is True
    _show(desktop, UpdateView(state="not_set_up", running="0.1.0", kind="source", reason=str(REASONS[0])))
    assert switch.isEnabled()  # on, it can be turned off wherever


def _open_about(open_desktop: Open, wait_until: Wait) -> DesktopWindow:
    desktop = open_desktop()
    desktop.app.page = 3
    wait_until(lambda: any(item.objectName() == "sectionList" for item in desktop.items()))
    desktop.find("sectionList").setProperty("currentIndex", ABOUT)
    wait_until(lambda: any(item.objectName() == "updateState" for item in desktop.items()))
    return desktop


def _show(desktop: DesktopWindow, view: UpdateView) -> None:
    desktop.app.settings.updates._take(view)
    QApplication.processEvents()
