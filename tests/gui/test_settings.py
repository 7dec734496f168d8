"""The settings page: what is chosen there is kept, by the node or by the window."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from deai_desktop.core.build import Build, BuildKind
from deai_desktop.core.paths import Paths
from deai_desktop.gui.settings import autostart_setting, settings_view_model
from deai_desktop.gui.settings.about import changelog, licences
from deai_desktop.system.autostart_entry import AutostartEntry
from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.running_node import RunningNode

ENGINE, API, ABOUT = 3, 4, 7


@pytest.fixture
def vault_node(paths: Paths, keyring_environment: dict[str, str]) -> Iterator[RunningNode]:
    """A node with a real vault."""
    with RunningNode(paths, keyring_environment) as running:
        yield running


def test_sections_are_walked_by_arrows(node: RunningNode, open_desktop: Open, wait_until: Wait) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    sections = desktop.find("sectionList")
    assert isinstance(sections, QQuickItem)
    sections.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Down)
    wait_until(lambda: sections.property("currentIndex") == 1)
    desktop.press(Qt.Key.Key_Tab)
    assert desktop.window.activeFocusItem() is not sections


def test_a_number_goes_to_the_node_and_back_to_its_default(
    node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    _show(desktop, ENGINE, wait_until)
    box = desktop.find("engine.threads")
    assert isinstance(box, QQuickItem)
    assert box.property("displayText") == "Automatic"
    box.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Up)
    wait_until(lambda: _value(node, "engine.threads") == 1)
    wait_until(lambda: _is_named(desktop, "Reset Processor threads"))
    desktop.app.settings.reset("engine.threads")
    wait_until(lambda: _value(node, "engine.threads") == 0)
    wait_until(lambda: box.property("displayText") == "Automatic")


def test_a_refused_value_goes_back_with_a_banner(
    node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    desktop.app.settings.change("engine.context_length", 1)
    wait_until(lambda: desktop.app.notices.banners.count == 1)
    assert "from 256" in desktop.app.notices.banners.notices[0].message
    assert desktop.app.settings.values["engine.context_length"]["value"] == 4096


def test_appearance_is_kept_by_the_window(open_desktop: Open) -> None:
    first = open_desktop()
    first.shell.appearance.scheme = "dark"
    first.shell.appearance.textSize = 200
    first.app.settings.closeToTray = False
    first.close()
    second = open_desktop()
    assert second.shell.appearance.scheme == "dark"
    assert second.shell.appearance.textSize == 200
    assert second.app.settings.closeToTray is False
    second.shell.appearance.scheme = "system"
    second.shell.appearance.textSize = 100
    QApplication.processEvents()


@pytest.mark.parametrize("wrong", [{"color_scheme": "pink", "text_size": "huge"}, {"text_size": 9000}, []])
def test_a_spoilt_state_file_does_no_harm(paths: Paths, open_desktop: Open, wrong: object) -> None:
    paths.create()
    (paths.settings / "window.json").write_text(json.dumps(wrong))
    desktop = open_desktop()
    assert desktop.shell.appearance.scheme == "system"
    assert 100 <= desktop.shell.appearance.textSize <= 200
    desktop.shell.appearance.textSize = 100
    QApplication.processEvents()


def test_a_key_is_made_shown_once_and_revoked(
    vault_node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    _show(desktop, API, wait_until)
    desktop.find("keyName").setProperty("text", "my editor")
    _click(desktop.find("createKey"))
    shown = desktop.find("newKeyDialog")
    wait_until(lambda: shown.property("opened"))
    secret = desktop.find("newKey").property("text")
    assert secret.startswith("deai-")
    assert not desktop.nameless()
    desktop.press(Qt.Key.Key_Escape)
    wait_until(lambda: not shown.property("visible"))
    assert desktop.app.settings.keys.created == ""

    (row,) = desktop.app.settings.keys.keys
    assert row["name"] == "my editor"
    assert row["about"].startswith("Models only")
    _click(desktop.find("revokeKey"))
    asked = desktop.find("revokeDialog")
    wait_until(lambda: asked.property("opened"))
    assert len(vault_node.client.keys().keys) == 1  # not before the person has agreed
    QMetaObject.invokeMethod(asked, "accept")
    wait_until(lambda: not desktop.app.settings.keys.keys)
    assert vault_node.client.keys().keys == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a vault")
def test_a_missing_vault_is_explained(node: RunningNode, open_desktop: Open, wait_until: Wait) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    _show(desktop, API, wait_until)
    wait_until(lambda: not desktop.app.settings.status.hasVault)
    wait_until(lambda: desktop.find("vaultMissing").property("visible"))
    assert "never in plain text" in desktop.find("vaultMissing").property("about")


def test_the_models_folder_opens_in_the_file_manager(
    node: RunningNode, open_desktop: Open, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    desktop = _open_settings(open_desktop, wait_until)
    wait_until(lambda: desktop.app.settings.library.folder)
    desktop.app.settings.library.openFolder()
    assert Path(opened[0]).is_dir()
    assert node.paths.models.is_relative_to(opened[0])


def test_about_names_licences_and_changes() -> None:
    named = {one["name"].lower().replace("_", "-"): one["licence"] for one in licences()}
    assert "LGPL" in named["pyside6-essentials"]
    assert all(named.values())
    assert "Unreleased" in changelog()


@pytest.mark.parametrize("kind", [BuildKind.SOURCE, BuildKind.TEST])
def test_about_says_when_this_is_a_test_build(
    node: RunningNode,
    open_desktop: Open,
    wait_until: Wait,
    monkeypatch: pytest.MonkeyPatch,
    kind: BuildKind,
) -> None:
    monkeypatch.setattr(settings_view_model, "this_build", lambda: Build(kind, "0.1.0+test"))
    desktop = _open_settings(open_desktop, wait_until)
    _show(desktop, ABOUT, wait_until)
    notice = desktop.find("testBuild")
    assert notice.property("visible") is (kind is BuildKind.TEST)
    assert notice.property("title") == "This is a test build"


def _open_settings(open_desktop: Open, wait_until: Wait) -> DesktopWindow:
    desktop = open_desktop()
    desktop.app.link.open()
    desktop.app.page = 3
    wait_until(lambda: desktop.app.settings.values and desktop.app.settings.status.address)
    return desktop


def _show(desktop: DesktopWindow, section: int, wait_until: Wait) -> None:
    desktop.find("sectionList").setProperty("currentIndex", section)
    wait_until(lambda: desktop.find("sectionLoader").property("item") is not None)
    QApplication.processEvents()


def _click(button: QObject) -> None:
    QMetaObject.invokeMethod(button, "clicked")


def _value(node: RunningNode, name: str) -> object:
    return next(one.value for one in node.client.settings().settings if one.name == name)


def _is_named(desktop: DesktopWindow, name: str) -> bool:
    return name in [accessible_name(item) for item in desktop.focusable()]


def test_starting_with_the_session_is_switched_and_the_systems_own_switch_is_told(
    node: RunningNode, open_desktop: Open, wait_until: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = AutostartEntry(["deai"], tmp_path)
    monkeypatch.setattr(autostart_setting, "own_autostart", lambda: entry)
    desktop = _open_settings(open_desktop, wait_until)
    switch = desktop.find("autostart")
    assert isinstance(switch, QQuickItem)
    assert switch.property("checked") is False
    switch.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Space)
    file = tmp_path / "deai-desktop.desktop"
    assert file.exists()
    assert switch.property("checked") is True
    file.write_text(file.read_text("utf-8") + "Hidden=true\n", "utf-8")
    desktop.app.settings.autostart.refresh()
    assert "switched off" in desktop.app.settings.autostart.blocked
    desktop.press(Qt.Key.Key_Space)
    assert not file.exists()
    assert desktop.app.settings.autostart.blocked == ""
    file.mkdir()
    desktop.app.settings.autostart.on = False
    wait_until(lambda: desktop.app.notices.banners.count == 1)
