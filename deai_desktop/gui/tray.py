"""The icon beside the clock: what runs, and the few things one wants without the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from deai_desktop.api.schemas.models import Unloaded
from deai_desktop.core.paths import resources_folder
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_status import NodeStatus
from deai_desktop.gui.notices import Notices


class Tray(QObject):
    """Show the node's state by the icon's shape and offer a menu; the window does what the signals ask."""

    openRequested = Signal()  # noqa: N815 - Qt's naming
    newChatRequested = Signal()  # noqa: N815 - Qt's naming
    settingsRequested = Signal()  # noqa: N815 - Qt's naming
    quitRequested = Signal()  # noqa: N815 - Qt's naming

    def __init__(
        self,
        link: NodeLink,
        status: NodeStatus,
        model_name: Callable[[str], str],
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._status, self._model_name, self._notices = link, status, model_name, notices
        self.icon = QSystemTrayIcon(self)
        self.icon.activated.connect(self._clicked)
        self.icon.messageClicked.connect(self.openRequested)
        self._menu = QMenu()
        self._fill_menu()
        self.icon.setContextMenu(self._menu)
        link.stateChanged.connect(self.update)
        status.changed.connect(self.update)
        self.update()

    @property
    def state(self) -> str:
        """What the icon shows: idle, loaded or unreachable."""
        if self._link.state == "unreachable":
            return "unreachable"
        return "loaded" if self._status.loaded else "idle"

    @property
    def menu(self) -> QMenu:
        """The icon's menu."""
        return self._menu

    @Slot()
    def update(self) -> None:
        """Show how things are now."""
        text = self._state_text()
        self.icon.setIcon(QIcon(str(resources_folder() / "icons" / f"tray-{self.state}.svg")))
        self.icon.setToolTip(f"DeAI – {text}")
        self._state_line.setText(text)
        loaded, address = self._status.loaded, self._status.address
        self._unload.setVisible(bool(loaded))
        if loaded:
            self._unload.setText(self.tr("Unload {model}").format(model=self._model_name(loaded[0])))
        self._address.setVisible(bool(address) and self._link.state == "ready")
        self._address.setText(self.tr("Copy local API address: {address}").format(address=address))

    def say_anew(self) -> None:
        """Word the menu in the language that is spoken now."""
        self._menu.clear()
        self._fill_menu()
        self.update()

    def tell(self, title: str, text: str) -> None:
        """Tell something while the window is away."""
        self.icon.showMessage(title, text, self.icon.icon())

    def _fill_menu(self) -> None:
        self._state_line = self._menu.addAction("")
        self._state_line.setEnabled(False)
        self._menu.addSeparator()
        self._add(self.tr("Open DeAI"), self.openRequested.emit)
        self._add(self.tr("New chat"), self.newChatRequested.emit)
        self._unload = self._add("", self._unload_model)
        self._menu.addSeparator()
        self._address = self._add("", self._copy_address)
        self._add(self.tr("Settings"), self.settingsRequested.emit)
        self._menu.addSeparator()
        self._add(self.tr("Quit"), self.quitRequested.emit)

    def _add(self, text: str, do: Callable[[], Any]) -> QAction:
        action = self._menu.addAction(text)
        action.triggered.connect(lambda _=False: do())
        return action

    def _state_text(self) -> str:
        place = str(self._link.place)
        return f"{place}: {self._node_text()}" if place else self._node_text()

    def _node_text(self) -> str:
        if self._link.state == "unreachable":
            return self.tr("Not running")
        if self._link.state == "starting":
            return self.tr("Starting…")
        names = ", ".join(self._model_name(model) for model in self._status.loaded)
        return (
            self.tr("In memory: {models}").format(models=names)
            if names
            else self.tr("Ready, no model in memory")
        )

    def _unload_model(self) -> None:
        for model in self._status.loaded[:1]:
            path = f"/api/models/{model}/unload"
            self._link.call(Unloaded, "POST", path, on_error=self._notices.show_error)

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._status.address)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.openRequested.emit()
