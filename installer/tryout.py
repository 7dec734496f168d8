"""Tries the frozen Windows program out in Wine as a person would: chat with a real model, look at the window."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

from installer.commands import BuildError, say
from installer.places import Places
from installer.program import Program
from installer.starter import served_starter
from installer.wine.programs import windows_path
from installer.wine.windows_shown import take_picture

_HOME = "Jörg Müller"
"""Blanks and umlauts, as in many people's folders."""
_QUESTION = "Name three colours."
_BASELINE = "ggml-cpu-x64"
_FILL_SECONDS = 10.0
"""In which the node starts and the page fills."""


def write_port(settings: Path) -> None:
    """Have a program's local API answer at a port of its own, whatever else runs here."""
    from tests.running_node import free_port

    settings.mkdir(parents=True, exist_ok=True)
    port = {"format": 1, "api": {"port": free_port()}}
    (settings / "settings.json").write_text(json.dumps(port), encoding="utf-8")


class TryOut(Program):
    """A frozen program with a home of its own."""

    def __init__(self, places: Places, folder: Path) -> None:
        self.home = places.folder("tryout") / _HOME
        shutil.rmtree(self.home, ignore_errors=True)
        write_port(self.home / "settings")
        super().__init__(places, folder, self.home / "logs", {"DEAI_HOME": windows_path(self.home)})

    def tells_its_version(self) -> None:
        """Say what it is: what is built here is a test build."""
        version = self.deai("--version").strip()
        if not version.endswith("+test"):
            raise BuildError(f"a test build calls itself {version}")
        say(version)

    def checks_itself(self) -> None:
        """Run the program's own check of its parts."""
        code, printed = self.try_deai("selftest", timeout=300)
        if code != 0:
            raise BuildError(f"deai selftest failed ({code}):\n{printed}")
        say(printed.strip())

    def chats(self) -> None:
        """Fetch the starter model with the program's own download, and talk to it."""
        with served_starter(self.home) as (catalogue, asked):
            self.environment["DEAI_CATALOGUE"] = windows_path(catalogue)
            answer = self.chat(_QUESTION)
            if not asked:
                raise BuildError("the program did not fetch the starter model")
        say(answer)
        say(self.deai("status").strip())
        self.deai("stop")

    def chats_without_avx2(self) -> None:
        """Talk to the model with no code for processors but that which any 64-bit one runs. Comes after `chats`."""
        whole = self.folder
        self.folder = self.home.parent / "old processor"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(whole, self.folder, copy_function=os.link)
        try:
            for library in self.folder.rglob("ggml-cpu-*.dll"):
                if library.stem != _BASELINE:
                    library.unlink()
            answer = self.chat(_QUESTION)
            say(answer)
            self.deai("stop")
        finally:
            shutil.rmtree(self.folder)
            self.folder = whole

    def shows_its_window(self, picture: Path) -> None:
        """Open the window and keep a picture of it."""
        try:
            say(f"window after {self.open_window():.1f} s")
            time.sleep(_FILL_SECONDS)
            take_picture(self.places, picture)
            self.expect_silence()
        finally:
            self.deai("quit")
        say(f"picture: {picture}")
