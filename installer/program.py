"""A frozen program in Wine: its command line, and its window."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from installer.commands import BuildError
from installer.places import Places
from installer.wine.programs import path_in, run_windows, try_windows
from installer.wine.windows_shown import shown_windows, wait_until

WINDOW = "DeAI Desktop.exe"
CONSOLE = "deai.exe"
_FEWEST_WORDS = 10


class Program:
    """Run the two programs of a folder."""

    def __init__(self, places: Places, folder: Path, logs: Path, environment: Mapping[str, str]) -> None:
        self.places = places
        self.folder = folder
        self._logs = logs
        self.environment = {"WINEQT_QUICK_BACKEND": "software", **environment}

    def deai(self, *arguments: str, timeout: float = 120) -> str:
        """Run a command of the command line and return what it printed. Raises `BuildError`."""
        code, printed = self.try_deai(*arguments, timeout=timeout)
        if code != 0:
            raise BuildError(f"deai {' '.join(arguments)} failed ({code}):\n{printed}{self._last_words()}")
        return printed

    def try_deai(self, *arguments: str, timeout: float = 120) -> tuple[int, str]:
        """Run a command and return its exit code and what it printed."""
        return try_windows(self.places, self.command(*arguments), extra=self.environment, timeout=timeout)

    def command(self, *arguments: str) -> list[str]:
        """Return the line that runs a command."""
        return [path_in(self.places, self.folder / CONSOLE), *arguments]

    def chat(self, *arguments: str) -> str:
        """Ask the model something and return what was printed; strict and short, for a small model may babble on."""
        answer = self.deai("chat", "--temperature", "0", "--max-tokens", "60", *arguments, timeout=300)
        if "tokens/s" not in answer or len(answer.split()) < _FEWEST_WORDS:
            raise BuildError(f"this is no answer: {answer!r}")
        return answer.strip()

    def ask(self, *arguments: str) -> Any:
        """Run a command that answers in JSON."""
        printed = self.deai(*arguments, "--json")
        return json.loads(printed[printed.index("{") :])  # before it, it may say that it starts the node

    def open_window(self, what: str = "") -> float:
        """Open the window as Explorer does, without any standard handles; return the seconds until it is there.

        ``what`` is a Windows path to start in the program's place: a shortcut that leads to it.
        """
        started = time.monotonic()
        what = what or path_in(self.places, self.folder / WINDOW)
        run_windows(self.places, ["start", what], extra=self.environment)
        try:
            wait_until(lambda: shown_windows(self.places), "the window did not open")
        except BuildError as error:
            raise BuildError(f"{error}:\n{self._last_words()}") from None
        return time.monotonic() - started

    def expect_silence(self) -> None:
        """Raise `BuildError` when the window has printed anything."""
        printed = (self._logs / "window-output.log").read_text(encoding="utf-8")
        if printed.strip():
            raise BuildError(f"the window complained:\n{printed}")

    def _last_words(self) -> str:
        texts = (file.read_text(encoding="utf-8", errors="replace") for file in self._logs.glob("*.log"))
        return "".join(text[-2000:] for text in texts)
