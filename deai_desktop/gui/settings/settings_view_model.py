"""What the settings page shows: the node's settings, the window's own, keys, and facts about the program."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from deai_desktop.api.schemas.settings import SettingChanges, SettingList
from deai_desktop.core.build import BuildKind, this_build
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.appearance import Appearance
from deai_desktop.gui.language import Language
from deai_desktop.gui.models.hub_token_view_model import HubTokenViewModel
from deai_desktop.gui.models.library_view_model import LibraryViewModel
from deai_desktop.gui.models.models_view_model import ModelsViewModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_status import NodeStatus
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property, qt_writable
from deai_desktop.gui.settings.about import changelog, licences, version_line
from deai_desktop.gui.settings.autostart_setting import AutostartSetting
from deai_desktop.gui.settings.engine_runs_view_model import EngineRunsViewModel
from deai_desktop.gui.settings.keys_view_model import KeysViewModel
from deai_desktop.gui.settings.nodes_view_model import NodesViewModel
from deai_desktop.gui.settings.outbound_view_model import OutboundViewModel
from deai_desktop.gui.settings.updates_view_model import UpdatesViewModel
from deai_desktop.gui.window_state import WindowState


class SettingsViewModel(QObject):
    """Read and change settings; what the node refuses goes back to what it was."""

    valuesChanged = Signal()  # noqa: N815 - Qt's naming
    closeToTrayChanged = Signal()  # noqa: N815 - Qt's naming

    def __init__(
        self,
        link: NodeLink,
        notices: Notices,
        state: WindowState,
        status: NodeStatus,
        appearance: Appearance,
        language: Language,
        nodes: NodesViewModel,
        models: ModelsViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._notices, self._state = link, notices, state
        self._status, self._appearance, self._language = status, appearance, language
        self._nodes, self._models = nodes, models
        self._keys = KeysViewModel(link, notices, self)
        self._autostart = AutostartSetting(notices, parent=self)
        self._outbound = OutboundViewModel(link, notices, self)
        self._updates = UpdatesViewModel(link, notices, self)
        self._engine_runs = EngineRunsViewModel(link, notices, self)
        self._values: dict[str, dict[str, Any]] = {}
        link.connected.connect(self.refresh)
        link.eventArrived.connect(self._hear)

    @qt_property(QObject, constant=True)
    def keys(self) -> KeysViewModel:
        """Keys of the local API."""
        return self._keys

    @qt_property(QObject, constant=True)
    def link(self) -> NodeLink:
        """The line to the node."""
        return self._link

    @qt_property(QObject, constant=True)
    def library(self) -> LibraryViewModel:
        """Where models lie."""
        return self._models.library

    @qt_property(QObject, constant=True)
    def hubToken(self) -> HubTokenViewModel:  # noqa: N802 - Qt's naming
        """The person's token for the hub."""
        return self._models.discover.token

    @qt_property(QObject, constant=True)
    def nodes(self) -> NodesViewModel:
        """Which node is used."""
        return self._nodes

    @qt_property(QObject, constant=True)
    def autostart(self) -> AutostartSetting:
        """Whether we start with the session."""
        return self._autostart

    @qt_property(QObject, constant=True)
    def outbound(self) -> OutboundViewModel:
        """What left this PC."""
        return self._outbound

    @qt_property(QObject, constant=True)
    def updates(self) -> UpdatesViewModel:
        """Whether there is a newer version."""
        return self._updates

    @qt_property(QObject, constant=True)
    def engineRuns(self) -> EngineRunsViewModel:  # noqa: N802 - Qt's naming
        """What engines did."""
        return self._engine_runs

    @qt_property(QObject, constant=True)
    def status(self) -> NodeStatus:
        """How the node is."""
        return self._status

    @qt_property(QObject, constant=True)
    def appearance(self) -> Appearance:
        """Colour scheme and text size."""
        return self._appearance

    @qt_property(QObject, constant=True)
    def language(self) -> Language:
        """What the window speaks."""
        return self._language

    @qt_property("QVariantMap", notify=valuesChanged)
    def values(self) -> dict[str, dict[str, Any]]:
        """The node's settings by name, each with value, default, low, high and restart."""
        return self._values

    def _get_close_to_tray(self) -> bool:
        return bool(self._state.get("close_to_tray", True))

    def _set_close_to_tray(self, wanted: bool) -> None:
        if wanted != self._get_close_to_tray():
            self._state.set("close_to_tray", wanted)
            self.closeToTrayChanged.emit()

    closeToTray = qt_writable(bool, _get_close_to_tray, _set_close_to_tray, notify=closeToTrayChanged)  # noqa: N815
    """Whether the window waits beside the clock when it is closed."""

    @qt_property(str, constant=True)
    def version(self) -> str:
        """What runs."""
        return version_line()

    @qt_property(bool, constant=True)
    def isTestBuild(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether parts of this program are of unproven origin."""
        return this_build().kind is BuildKind.TEST

    @qt_property("QVariantList", constant=True)
    def licences(self) -> list[dict[str, str]]:
        """Libraries of others, with their licences."""
        return licences()

    @qt_property(str, constant=True)
    def changelog(self) -> str:
        """What has changed, as Markdown."""
        return changelog()

    @Slot()
    def refresh(self) -> None:
        """Ask the node for its settings."""
        self._link.call(SettingList, "GET", "/api/settings", on_reply=self._take)

    @Slot(str, "QVariant")
    def change(self, name: str, value: object) -> None:
        """Change one setting of the node."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        body = SettingChanges.model_validate({"changes": {name: value}})
        call = self._link.call
        call(SettingList, "PATCH", "/api/settings", body, on_reply=self._take, on_error=self._refuse)

    @Slot(str)
    def reset(self, name: str) -> None:
        """Give one setting its default back."""
        self.change(name, None)

    @Slot(str, str)
    def copy(self, text: str, told: str) -> None:
        """Put a text on the clipboard and say so."""
        QGuiApplication.clipboard().setText(text)
        self._notices.tell(told)

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") == "lan_changed":  # perhaps from the command line
            self.refresh()

    def _take(self, reply: SettingList) -> None:
        self._values = {one.name: one.model_dump(exclude={"name", "about"}) for one in reply.settings}
        self.valuesChanged.emit()

    def _refuse(self, error: DeAIError) -> None:
        self._notices.show_error(error)
        self.valuesChanged.emit()
