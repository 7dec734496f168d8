"""What a screen reader needs: each control of each screen has a name and a role, and so has each picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from deai_desktop.core.paths import Paths
from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.gui.screens import lived_in_node, settle, shown, visit_all, visit_overlays
from tests.running_node import RunningNode
from tests.screenshots.content import write_catalogue

_USEFUL = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Document,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.ListItem,
    QAccessible.Role.MenuItem,
    QAccessible.Role.PageTab,
    QAccessible.Role.PopupMenu,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Slider,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Switch,
}


def test_every_control_and_picture_can_be_read_out(
    paths: Paths, tmp_path: Path, open_desktop: Open, wait_until: Wait
) -> None:
    faults = []
    with lived_in_node(paths, tmp_path):
        desktop = open_desktop()
        desktop.app.link.open()
        wait_until(lambda: not desktop.chat.blockedReason)
        for visit in (visit_all, visit_overlays):
            for screen in visit(desktop, wait_until):
                faults += _faults(desktop, screen)
        desktop.close()
    assert not faults


def test_the_first_run_can_be_read_out(
    paths: Paths, tmp_path: Path, open_desktop: Open, wait_until: Wait
) -> None:
    with RunningNode(paths, write_catalogue(tmp_path, "http://127.0.0.1:9/model.gguf", many=False)):
        desktop = open_desktop()
        desktop.app.link.open()
        wait_until(lambda: desktop.app.firstRun.needed and shown(desktop, "start"))
        settle(wait_until)
        assert not _faults(desktop, "first run")
        desktop.close()


def _faults(desktop: DesktopWindow, screen: str) -> list[str]:
    assert len(desktop.focusable()) > 1, screen
    return [f"{screen}: {fault}" for item in desktop.items() for fault in _faults_of(item)]


def _faults_of(item: QQuickItem) -> list[str]:
    kind = item.metaObject().className()
    if item.activeFocusOnTab() and item.isEnabled():
        interface = QAccessible.queryAccessibleInterface(item)
        if not accessible_name(item):
            return [f"{kind} {item.objectName()} has no name"]
        if interface.role() not in _USEFUL:
            return [f"{kind} {accessible_name(item)} is a {interface.role().name}"]
    if item.inherits("QQuickImage") and not _is_explained(item):
        return [f"a picture has no name: {item.property('source').toString()}"]
    return []


def _is_explained(image: QQuickItem) -> bool:
    """Tell whether an image has a name, or lies within something that has one and says the same."""
    item: QQuickItem | None = image
    while item is not None:
        if accessible_name(item):
            return True
        item = item.parentItem()
    return False
