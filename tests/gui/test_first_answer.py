"""From nothing to the first answer and beyond, with the real window, the real node and the real model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt

from deai_desktop.api.node_file import NodeFile
from deai_desktop.core.paths import Paths, resources_folder
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.fakes.file_server import serve_file
from tests.gui.desktop_window import DesktopWindow, Open, Wait
from tests.gui.screens import CONTROL, press_button, settle, shown
from tests.running_node import free_port
from tests.virtual_display import has_virtual_display, virtual_display

_PATIENCE = 60


_LONGEST_ANSWER = 300
"""Tokens: so small a model may not find an end by itself."""


@pytest.fixture
def _catalogue(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The real catalogue, with the starter model on a server of this PC."""
    catalogue = json.loads((resources_folder() / "catalogue.json").read_text())
    with serve_file(starter.read_bytes()) as server:
        catalogue["models"] = [one for one in catalogue["models"] if one.get("starter")]
        (model,) = catalogue["models"]
        model["files"][0]["sources"] = [{"kind": "https", "url": server.url}]
        file = tmp_path / "catalogue.json"
        file.write_text(json.dumps(catalogue))
        monkeypatch.setenv(CATALOGUE_VARIABLE, str(file))
        yield


@pytest.mark.real_model
@pytest.mark.usefixtures("_catalogue")
def test_from_the_first_start_to_the_first_answer_and_back_after_a_crash(
    paths: Paths, open_desktop: Open, wait_until: Wait
) -> None:
    SettingsStore(paths.settings_file).change({"api.port": free_port()})
    desktop = open_desktop()
    desktop.app.link.open()  # starts the node
    wait_until(lambda: desktop.app.firstRun.needed and shown(desktop, "start"), _PATIENCE)
    wait_until(lambda: desktop.window.isActive())
    press_button(desktop, "start")
    wait_until(lambda: not desktop.app.firstRun.needed and shown(desktop, "messageField"), _PATIENCE)
    settle(wait_until)
    desktop.chat.options.setMaxTokens(_LONGEST_ANSWER)

    _ask(desktop, wait_until, "Say hello to me.")
    (question, answer) = desktop.chat.messages.messages
    assert (question.content, answer.status, answer.destination) == (
        "say hello to me.",
        "complete",
        "this-pc",
    )
    assert answer.content.strip()

    settle(wait_until)
    press_button(desktop, "regenerateButton")
    _wait_for_answer(desktop, wait_until)
    assert len(desktop.chat.messages.messages[-1].versions) == 2

    desktop.chat.edit(desktop.chat.messages.messages[0].id, "Name three colours.")
    _wait_for_answer(desktop, wait_until)
    assert desktop.chat.messages.messages[0].content == "Name three colours."
    assert len(desktop.chat.messages.messages[0].versions) == 2

    _write(desktop, "Tell me a very long story about the sea.")
    wait_until(lambda: desktop.chat.liveBlocks.rowCount() > 0, _PATIENCE)
    desktop.press(Qt.Key.Key_Escape)
    _wait_for_answer(desktop, wait_until)
    assert desktop.chat.messages.messages[-1].status == "stopped"
    before = [one.content for one in desktop.chat.messages.messages]
    assert len(before) == 4
    desktop.close()

    again = open_desktop()
    again.app.link.open()
    wait_until(lambda: not again.chat.blockedReason and again.chat.conversations.list.rows, _PATIENCE)
    again.chat.openConversation(again.chat.conversations.list.rows[0].id)
    wait_until(lambda: again.chat.messages.count == 4)
    assert [one.content for one in again.chat.messages.messages] == before

    node = NodeFile.read(paths.node_file)
    assert node is not None
    psutil.Process(node.pid).kill()
    wait_until(lambda: again.app.link.state != "ready")
    wait_until(lambda: again.app.link.state == "ready" and not again.chat.blockedReason, _PATIENCE)
    wait_until(lambda: again.window.isActive())
    _ask(again, wait_until, "Are you back?")
    assert again.chat.messages.messages[-1].status == "complete"

    ended: list[bool] = []
    again.app.closed.connect(lambda: ended.append(True))
    again.press(Qt.Key.Key_Q, CONTROL)
    wait_until(lambda: ended)
    wait_until(lambda: NodeFile.read(paths.node_file) is None, 20)


@pytest.mark.real_model
@pytest.mark.skipif(
    not has_virtual_display(), reason="needs an X server without a screen: apt-get install xvfb"
)
@pytest.mark.skipif(os.environ.get("QT_QPA_PLATFORM") == "xcb", reason="this is the inner run")
def test_the_same_in_a_window_of_a_real_window_system() -> None:
    with virtual_display(1400, 1000) as display:
        environment = os.environ | display
        environment.pop("QT_QPA_PLATFORMTHEME", None)  # it would ask for a desktop's settings
        command = [sys.executable, "-m", "pytest", "-k", "first_start", __file__]
        inner = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=170, check=False
        )
    assert inner.returncode == 0, inner.stdout[-4000:]
    assert "1 passed" in inner.stdout


def _ask(desktop: DesktopWindow, wait_until: Wait, text: str) -> None:
    _write(desktop, text)
    _wait_for_answer(desktop, wait_until)


def _write(desktop: DesktopWindow, text: str) -> None:
    """Type into the message field, in small letters, and press Enter."""
    (field,) = shown(desktop, "messageField")
    field.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for letter in text:
        desktop.press(Qt.Key(ord(letter.upper())))
    desktop.press(Qt.Key.Key_Return)
    assert desktop.chat.isAnswering


def _wait_for_answer(desktop: DesktopWindow, wait_until: Wait) -> None:
    wait_until(lambda: not desktop.chat.isAnswering, _PATIENCE)
