"""Builds what the window shows, once, and holds what belongs to no page: opening, closing, quitting."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from deai_desktop.api.schemas.status import Done
from deai_desktop.core.paths import Paths
from deai_desktop.gui.chat.chat_view_model import ChatViewModel
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.first_run.first_run_view_model import FirstRunViewModel
from deai_desktop.gui.models.models_view_model import ModelsViewModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_status import NodeStatus
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.opener import Opener
from deai_desktop.gui.pools.pools_view_model import PoolsViewModel
from deai_desktop.gui.qt_property import qt_property, qt_writable
from deai_desktop.gui.settings.nodes_view_model import NodesViewModel
from deai_desktop.gui.settings.settings_view_model import SettingsViewModel
from deai_desktop.gui.shell import Shell
from deai_desktop.gui.taskbar_downloads import TaskbarDownloads
from deai_desktop.gui.tray import Tray

CHAT, MODELS, POOLS, SETTINGS = range(4)
_QUIT_MILLISECONDS = 3000


class App(QObject):
    """Be the one object that QML is given."""

    pageChanged = Signal()  # noqa: N815 - Qt's naming
    closed = Signal()
    """Everything has ended; the program may go."""

    def __init__(self, paths: Paths, shell: Shell, has_tray: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._state = shell.state
        self._page = CHAT
        self._is_quitting = False
        self._link = NodeLink(paths, self)
        self._notices = Notices(self)
        self._status = NodeStatus(self._link, self)
        self._models = ModelsViewModel(self._link, self._notices, self)
        self._chat = ChatViewModel(
            self._link, cast(InstalledModels, self._models), self._notices, self._state, self
        )
        self._first_run = FirstRunViewModel(self._link, self._models, self)
        self._pools = PoolsViewModel(
            self._link, self._notices, cast(InstalledModels, self._models), self
        )
        self._nodes = NodesViewModel(paths, self._link, self._notices, self)
        self._place = ""
        self._settings = SettingsViewModel(
            self._link,
            self._notices,
            self._state,
            self._status,
            shell.appearance,
            shell.language,
            self._nodes,
            self._models,
            self,
        )
        self._opener = Opener(self._models, self._notices, self)
        self._tray = self._make_tray() if has_tray else None
        self._taskbar = TaskbarDownloads(self._models, shell.window, parent=self)
        self._link.eventArrived.connect(self._hear)
        self._link.connected.connect(self._notice_place)
        self._models.chatRequested.connect(self._chat_with)
        self._first_run.ready.connect(self._begin_with)
        self._opener.modelsRequested.connect(self._show_models)
        self._opener.invited.connect(self._show_invite)
        shell.language.changed.connect(self._say_anew)

    @qt_property(QObject, constant=True)
    def link(self) -> NodeLink:
        """The line to the node."""
        return self._link

    @qt_property(QObject, constant=True)
    def notices(self) -> Notices:
        """Banners and toasts."""
        return self._notices

    @qt_property(QObject, constant=True)
    def chat(self) -> ChatViewModel:
        """What the chat page shows."""
        return self._chat

    @qt_property(QObject, constant=True)
    def models(self) -> ModelsViewModel:
        """What the models page shows."""
        return self._models

    @qt_property(QObject, constant=True)
    def firstRun(self) -> FirstRunViewModel:  # noqa: N802 - Qt's naming
        """What a newcomer sees."""
        return self._first_run

    @qt_property(QObject, constant=True)
    def pools(self) -> PoolsViewModel:
        """What the page of pools shows."""
        return self._pools

    @qt_property(QObject, constant=True)
    def settings(self) -> SettingsViewModel:
        """What the settings page shows."""
        return self._settings

    def _get_page(self) -> int:
        return self._page

    def _set_page(self, page: int) -> None:
        if page != self._page and page in (CHAT, MODELS, POOLS, SETTINGS):
            self._page = page
            self.pageChanged.emit()

    page = qt_writable(int, _get_page, _set_page, notify=pageChanged)
    """Which page the window shows."""

    @property
    def tray(self) -> Tray | None:
        """The icon beside the clock, where the desktop has a place for it."""
        return self._tray

    def fill_window(self) -> None:
        """Have the window show what we hold."""
        self._shell.window.setProperty("app", self)

    @Slot()
    def open(self) -> None:
        """Show the window and bring it to the front."""
        if not self._is_quitting:
            self._shell.open()

    def open_this(self, text: str) -> None:
        """Show the window, and open a file or a link that came from outside."""
        if not self._is_quitting:
            self.open()
            self._opener.open(text)

    @Slot(result=bool)
    def hides(self) -> bool:
        """Answer the window that is about to close: True when it should hide and wait in the tray."""
        self._shell.remember()
        if self._tray is None or not self._settings.closeToTray or self._is_quitting:
            return False
        if not self._state.get("told_of_tray"):
            self._state.set("told_of_tray", True)
            self._tray.tell(
                self.tr("DeAI is still here"),
                self.tr("It waits beside the clock. Quit it from there, or change this in Settings."),
            )
        return True

    @Slot()
    def quit(self) -> None:
        """Stop the node and end; a node that does not answer does not keep us."""
        if self._is_quitting:
            return
        self._is_quitting = True
        self._shell.remember()
        self._shell.window.hide()
        if self._link.state == "ready" and not self._link.place:  # another node is not ours to stop
            self._link.call(
                Done,
                "POST",
                "/api/shutdown",
                on_reply=lambda _: self._end(),
                on_error=lambda _: self._end(),
                timeout=_QUIT_MILLISECONDS,
            )
        else:
            QTimer.singleShot(0, self, self._end)

    def _end(self) -> None:
        self._link.close()
        self._taskbar.close()
        if self._tray is not None:
            self._tray.icon.hide()
        self.closed.emit()

    def _make_tray(self) -> Tray:
        tray = Tray(self._link, self._status, self._models.modelName, self._notices, self)
        tray.openRequested.connect(self.open)
        tray.newChatRequested.connect(self._open_new_chat)
        tray.settingsRequested.connect(self._open_settings)
        tray.quitRequested.connect(self.quit)
        return tray

    def _notice_place(self) -> None:
        """Leave a conversation that the node we use now does not have."""
        place = str(self._link.place)
        if place != self._place:
            self._place = place
            self._chat.newConversation()

    def _chat_with(self, model: str) -> None:
        self._set_page(CHAT)
        self._chat.newConversation()
        self._chat.chooseModel(model)

    def _begin_with(self, model: str) -> None:
        """Open the chat with the first model, unless the person is busy on another page."""
        if self._page == CHAT:
            self._chat_with(model)
        else:
            self._chat.chooseModel(model)

    def _open_new_chat(self) -> None:
        self._set_page(CHAT)
        self.open()
        self._chat.newConversation()

    def _show_models(self) -> None:
        self._set_page(MODELS)

    def _show_invite(self, invite: str) -> None:
        """Show what somebody was invited to; whether to join is for the person to say."""
        self._set_page(POOLS)
        self._pools.joining.bring(invite)

    def _open_settings(self) -> None:
        self._set_page(SETTINGS)
        self.open()

    def _say_anew(self) -> None:
        """Word what is shown in the new language; QML's own texts follow by themselves."""
        self._link.stateChanged.emit()
        self._models.say_anew()
        self._chat.say_anew()
        self._status.changed.emit()
        self._settings.keys.say_anew()
        self._settings.outbound.say_anew()
        self._settings.updates.say_anew()
        self._settings.engineRuns.say_anew()
        self._nodes.say_anew()
        self._pools.say_anew()
        if self._tray is not None:
            self._tray.say_anew()

    def _hear(self, event: dict[str, Any]) -> None:
        """Tell of a download's end where it is seen when the window is away."""
        if self._tray is None or self._shell.window.isActive():
            return
        if event.get("type") == "download_finished":
            name = self._models.modelName(str(event.get("model_id")))
            self._tray.tell(self.tr("Download finished"), self.tr("{model} is ready.").format(model=name))
        elif event.get("type") == "download_failed":
            self._tray.tell(said(str(event.get("title"))), said(str(event.get("message"))))
