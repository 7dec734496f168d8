"""Autostart on Linux desktops: an entry as the Desktop Application Autostart Specification has it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deai_desktop.system.autostart_state import AutostartState

_OFF = ("hidden=true", "x-gnome-autostart-enabled=false")
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")


class AutostartEntry:
    """Be one of the programs that a desktop starts when the person signs in."""

    how_to_allow = "the list of startup programs in the system's settings"

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command, self._file = command, folder / "deai-desktop.desktop"

    @property
    def state(self) -> AutostartState:
        """How it stands now."""
        try:
            lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return AutostartState.OFF
        is_off = any(line.replace(" ", "").lower() in _OFF for line in lines)
        return AutostartState.BLOCKED if is_off else AutostartState.ON

    def switch(self, on: bool) -> None:
        """Write or delete our entry; one that the system's settings switched off stays so until it is deleted."""
        if not on:
            self._file.unlink(missing_ok=True)
        elif self.state is AutostartState.OFF:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._file.with_name(self._file.name + ".new")
            fresh.write_text(self._text(), encoding="utf-8")
            fresh.replace(self._file)

    def _text(self) -> str:
        command = " ".join(_quoted(one) for one in self._command)
        return f"[Desktop Entry]\nType=Application\nName=DeAI Desktop\nExec={command}\nTerminal=false\n"


def _quoted(argument: str) -> str:
    """Quote one argument of an ``Exec`` line, which is unescaped twice: as a string and as an argument."""
    text = argument.replace("%", "%%")
    if not _RESERVED & set(text):
        return text
    for sign in '\\"`$':
        text = text.replace(sign, "\\" + sign)
    return '"' + text.replace("\\", "\\\\") + '"'
