"""The window over two real nodes: it says where it is, and turns from one to the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, QObject

from deai_desktop.api.other_nodes import OtherNodes
from deai_desktop.api.pairing import Pairing
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from tests.gui.desktop_window import DesktopWindow, Open, Wait
from tests.running_node import RunningNode, encrypted_vault

API = 4
FAKE_WSL = Path(__file__).parent.parent / "fakes" / "wsl_exe.py"
pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="Windows starts no scripts, and they stand for wsl.exe"
)


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the window and the nodes a vault: the encrypted file."""
    for name, value in encrypted_vault(tmp_path).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def linux(tmp_path: Path, passphrase: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningNode]:
    """The node in “WSL”, and a wsl.exe that leads to it."""
    running = RunningNode(Paths.below(tmp_path / "linux"))
    running.add_echo_model("echo-in-linux")
    root = tmp_path / "distributions"
    (root / "Debian").mkdir(parents=True)
    (root / "Debian" / "running").touch()
    home, bus = HOME_VARIABLE, "DBUS_SESSION_BUS_ADDRESS"
    lines = [f"{name}={running.environment[name]}" for name in (home, bus)]
    (root / "Debian" / "environment").write_text("\n".join(lines))
    program = tmp_path / "wsl.exe"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FAKE_WSL}" "{root}" "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with running:
        yield running


def test_finds_the_node_in_wsl_uses_it_and_comes_back(
    linux: RunningNode, node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    assert desktop.window.title() == "DeAI"
    nodes = desktop.app.settings.nodes
    _click(desktop.find("lookForNodes"))
    wait_until(lambda: nodes.found == ["Debian"])
    wait_until(lambda: not nodes.isBusy)
    assert not desktop.nameless()
    _click(desktop.find("connectNode"))
    name = _name(linux)
    wait_until(lambda: desktop.app.link.place == name, 60)
    wait_until(lambda: desktop.app.settings.status.address.startswith(linux.client.address))
    wait_until(lambda: nodes.current == 1)
    assert desktop.window.title() == f"DeAI – {name}"
    assert desktop.app.tray is None or name in desktop.app.tray.icon.toolTip()
    assert [key.name for key in linux.client.keys().keys] == ["Windows desktop"]

    wait_until(lambda: [one["id"] for one in desktop.chat.installedModels] == ["echo-in-linux"])
    desktop.chat.send("Hello there")
    wait_until(lambda: desktop.chat.messages.count == 2 and not desktop.chat.isAnswering)
    assert len(linux.client.conversations().conversations) == 1
    assert node.client.conversations().conversations == []
    shown = desktop.chat.messages
    role = next(number for number, one in shown.roleNames().items() if bytes(one.data()) == b"destination")
    assert shown.data(shown.index(1), role) == name

    nodes.choose(0)
    wait_until(lambda: desktop.app.link.state == "ready" and desktop.app.link.place == "")
    wait_until(lambda: desktop.app.settings.status.address.startswith(node.client.address))
    assert desktop.chat.messages.count == 0, "that conversation is the other node's"
    assert nodes.current == 0


def test_a_pairing_code_is_taken_and_the_node_removed_again(
    linux: RunningNode, node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    made = linux.client.create_key("desktop", "full")
    code = Pairing("WSL: Debian", linux.client.address, made.id, made.key).encode()
    desktop = _open_settings(open_desktop, wait_until)
    desktop.find("pairingCode").setProperty("text", code)
    _click(desktop.find("addNode"))
    wait_until(lambda: desktop.app.link.place == "WSL: Debian", 30)
    wait_until(lambda: desktop.find("removeNode").property("visible"))
    desktop.app.settings.nodes.removeChosen()
    wait_until(lambda: desktop.app.link.place == "" and desktop.app.link.state == "ready", 30)
    assert linux.client.keys().keys == []
    assert node.client.status().pid == node.process.pid


def test_a_wrong_code_is_explained_and_changes_nothing(
    passphrase: None, node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    desktop.app.settings.nodes.add("nonsense")
    wait_until(lambda: desktop.app.notices.banners.count == 1)
    assert desktop.app.notices.banners.notices[0].message == "This is no pairing code."
    assert desktop.app.link.state == "ready"


def test_when_the_other_node_is_gone_the_way_back_is_open(
    linux: RunningNode, node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    made = linux.client.create_key("desktop", "full")
    others = OtherNodes(node.paths)
    others.choose(others.add(Pairing("WSL: Debian", linux.client.address, made.id, made.key)).id)
    linux.stop()
    desktop = open_desktop()
    desktop.app.link.open()
    wait_until(lambda: desktop.app.link.state == "unreachable", 30)
    assert "“WSL: Debian”" in desktop.app.link.problem
    assert "deai nodes use this-pc" in desktop.app.link.problem
    wait_until(lambda: desktop.app.settings.nodes.current == 1)
    desktop.app.settings.nodes.choose(0)
    wait_until(lambda: desktop.app.link.state == "ready", 30)
    assert desktop.app.link.place == ""


def test_nothing_is_offered_where_there_is_no_wsl(
    passphrase: None, node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = _open_settings(open_desktop, wait_until)
    assert not desktop.app.settings.nodes.isOffered
    assert not desktop.find("nodeChoice").property("visible")


def test_quitting_leaves_the_other_node_alone(
    linux: RunningNode, node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    made = linux.client.create_key("desktop", "full")
    desktop = _open_settings(open_desktop, wait_until)
    desktop.app.settings.nodes.add(Pairing("WSL: Debian", linux.client.address, made.id, made.key).encode())
    wait_until(lambda: desktop.app.link.place == "WSL: Debian", 30)
    ended: list[bool] = []
    desktop.app.closed.connect(lambda: ended.append(True))
    desktop.app.quit()
    wait_until(lambda: ended)
    assert linux.client.status().pid == linux.process.pid


def _name(linux: RunningNode) -> str:
    """What a node calls itself that is not in WSL: the name of this PC."""
    from deai_desktop.system.network import own_names

    return own_names()[0]


def _open_settings(open_desktop: Open, wait_until: Wait) -> DesktopWindow:
    desktop = open_desktop()
    desktop.app.link.open()
    desktop.app.page = 3
    wait_until(lambda: desktop.app.settings.values and desktop.app.settings.status.address)
    desktop.find("sectionList").setProperty("currentIndex", API)
    wait_until(lambda: desktop.find("sectionLoader").property("item") is not None)
    return desktop


def _click(button: QObject) -> None:
    QMetaObject.invokeMethod(button, "clicked")
