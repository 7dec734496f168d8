"""Starting with the session: off until chosen, and the system's own switch counts."""

from __future__ import annotations

import configparser
import shlex
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.system.autostart import Autostart
from deai_desktop.system.autostart_entry import AutostartEntry
from deai_desktop.system.autostart_run_key import is_switched_off
from deai_desktop.system.autostart_state import AutostartState

COMMAND = ["/opt/DeAI für alle/deai", "desktop", '--like="this"', "50%\\"]


@pytest.fixture
def entry(tmp_path: Path) -> AutostartEntry:
    """An entry in a folder that isn't there yet."""
    return AutostartEntry(COMMAND, tmp_path / "neu" / "autostart")


def _now(entry: Autostart) -> AutostartState:
    return entry.state


def _file(tmp_path: Path) -> Path:
    return tmp_path / "neu" / "autostart" / "deai-desktop.desktop"


def test_a_desktop_entry_is_off_until_chosen_and_gone_after(entry: AutostartEntry, tmp_path: Path) -> None:
    assert _now(entry) is AutostartState.OFF
    entry.switch(True)
    assert _now(entry) is AutostartState.ON
    entry.switch(False)
    assert _now(entry) is AutostartState.OFF
    assert list(_file(tmp_path).parent.iterdir()) == []


def test_a_desktop_entry_names_the_command_with_its_spaces_and_signs(
    entry: AutostartEntry, tmp_path: Path
) -> None:
    entry.switch(True)
    read = configparser.RawConfigParser()
    read.read(_file(tmp_path), encoding="utf-8")
    line = read["Desktop Entry"]["Exec"]
    unescaped = line.replace("\\\\", "\\").replace("%%", "%")  # as a string, then as a field code
    assert shlex.split(unescaped) == COMMAND


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden = True"])
def test_a_desktop_entry_that_the_system_switched_off_stays_off(
    entry: AutostartEntry, tmp_path: Path, line: str
) -> None:
    entry.switch(True)
    file = _file(tmp_path)
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    assert _now(entry) is AutostartState.BLOCKED
    entry.switch(True)
    assert _now(entry) is AutostartState.BLOCKED


@pytest.mark.parametrize(
    ("approval", "is_off"),
    [
        (b"", False),
        (bytes([2]) + bytes(11), False),
        (bytes([3]) + bytes(11), True),
        (bytes([6]) + bytes(11), False),
        (bytes([7]) + bytes(11), True),
    ],
)
def test_task_managers_switch_is_read(approval: bytes, is_off: bool) -> None:
    assert is_switched_off(approval) is is_off


if sys.platform == "win32":
    import winreg

    from deai_desktop.system.autostart_run_key import APPROVED, RUN, AutostartRunKey

    @pytest.fixture
    def name() -> Iterator[str]:
        """A name of our own in the real registry, gone afterwards."""
        name = f"DeAI test {uuid.uuid4()}"
        yield name
        for path in (RUN, APPROVED):
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as key:
                try:
                    winreg.DeleteValue(key, name)
                except FileNotFoundError:
                    continue

    def test_a_run_key_is_off_until_chosen_and_gone_after(name: str) -> None:
        entry = AutostartRunKey([r"C:\Programme für alle\DeAI Desktop.exe", "--hidden"], name)
        assert _now(entry) is AutostartState.OFF
        entry.switch(True)
        assert _now(entry) is AutostartState.ON
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN) as key:
            written = winreg.QueryValueEx(key, name)
        assert written == ('"C:\\Programme für alle\\DeAI Desktop.exe" --hidden', winreg.REG_SZ)
        entry.switch(False)
        entry.switch(False)
        assert _now(entry) is AutostartState.OFF

    def test_a_run_key_that_task_manager_switched_off_stays_off(name: str) -> None:
        entry = AutostartRunKey(["deai"], name)
        entry.switch(True)
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, APPROVED) as key:
            winreg.SetValueEx(key, name, 0, winreg.REG_BINARY, bytes([3]) + bytes(11))
        assert _now(entry) is AutostartState.BLOCKED
        entry.switch(True)
        assert _now(entry) is AutostartState.BLOCKED
