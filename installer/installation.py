"""Tries the setup file out in Wine: install, use, upgrade while it runs, go back, remove; and looks at what is left."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from deai_desktop import __version__
from deai_desktop.system.app_identity import APP_ID
from installer import debian
from installer.commands import BuildError, run, say, step
from installer.installed import Installed
from installer.places import ROOT, Places
from installer.program import WINDOW
from installer.sbom.check import problems_of
from installer.setup.manifest import NAME as MANIFEST
from installer.setup.manifest import UNINSTALLER
from installer.setup.shortcut import app_id_of
from installer.starter import served_starter
from installer.tryout import write_port
from installer.wine.programs import path_in, run_windows
from installer.wine.traces import changes
from installer.wine.windows_shown import minimise, shown_windows, wait_until

SETUP_FILE = ROOT / "build" / "DeAI Desktop Setup.exe"
GOAL = 90.0
"""Megabytes of the setup file, without a model."""
OLDER = "0.0.1"
_ONLY_IN_OLDER = "_internal/only in the older version.txt"
_REFUSED = 12
_OWN_COPY = r'HKLM\System\CurrentControlSet\Control\Session Manager : "PendingFileRenameOperations"'
"""Windows is asked to delete the copy that the uninstaller works from at its next start."""
_QUESTION = "Name three colours."


def try_installation(places: Places, folder: Path) -> None:
    """Build the setup file from the frozen folder and try it out. Raises `BuildError`."""
    debian.need(places, debian.SETUP)
    with step("build the setup file"):
        _build_setup(places, folder)
    with step("pack the same as an older version"):
        older = _build_older(places, folder)
    with served_starter(places.folder("tryout")) as (catalogue, _):
        _Installation(Installed(places, catalogue), older).run()


def _build_setup(places: Places, folder: Path) -> None:
    SETUP_FILE.parent.mkdir(exist_ok=True)
    _pack(places, folder, SETUP_FILE)
    size = SETUP_FILE.stat().st_size / 1e6
    say(f"setup file: {size:.1f} MB (goal ≤ {GOAL:.0f} MB)")
    if size > GOAL:
        raise BuildError("the setup file is too large")


def _build_older(places: Places, folder: Path) -> Path:
    """Make an older version: the same program, with one more file that the upgrade has to take away."""
    older = places.folder("older") / "program"
    shutil.rmtree(older, ignore_errors=True)
    shutil.copytree(folder, older, copy_function=os.link)
    (older / _ONLY_IN_OLDER).write_text("old", encoding="utf-8")
    target = older.with_name("older setup.exe")
    _pack(places, older, target, "--version", OLDER, "--quick")
    shutil.rmtree(older)
    return target


def _pack(places: Places, folder: Path, target: Path, *options: str) -> None:
    command: list[str | Path] = [sys.executable, "-m", "installer.setup", folder, target, *options]
    run(command, places.logs / "setup.log", folder=ROOT)


class _Installation:
    """What a person goes through with one PC."""

    def __init__(self, installed: Installed, older: Path) -> None:
        self._installed = installed
        self._older = older
        self._places = installed.places

    def run(self) -> None:
        installed = self._installed
        if installed.folder.exists() or installed.data.exists():  # of a run that was broken off
            shutil.rmtree(installed.folder, ignore_errors=True)
            shutil.rmtree(installed.data, ignore_errors=True)
        installed.forget_hub_token()
        installed.give_unusual_path()
        before = installed.traces()
        for part in (
            self.installs,
            self.chats,
            self.has_one_window,
            self.upgrades_while_it_runs,
            self.refuses_to_go_back,
            self.leaves_its_folder_alone,
        ):
            with step(part.__name__.replace("_", " ")):
                part()
        with step("remove it and keep the data"):
            installed.remove()
            self._expect_nothing_left(before, keeps_data=True)
        with step("install again and remove all"):
            installed.set_up(SETUP_FILE, "/PATH=1")
            if len(installed.ask("keys", "list")["keys"]) != 1:
                raise BuildError("the key is not there any more")
            installed.remove("/REMOVEDATA=1")
            self._expect_nothing_left(before, keeps_data=False)

    def installs(self) -> None:
        self._installed.set_up(self._older, "/PATH=1", "/OPENWITH=0")
        if self._installed.version() != f"{OLDER}+test":
            raise BuildError(f"Windows lists version {self._installed.version()!r}")
        if app_id_of(self._installed.shortcut.read_bytes()) != APP_ID:
            raise BuildError("the shortcut does not name the program")

    def chats(self) -> None:
        """Download the model and talk to it; leave a setting and a key as a person would."""
        write_port(self._installed.data)
        say(self._installed.chat(_QUESTION))
        self._installed.deai("settings", "set", "engine.context_length", "2048")
        self._installed.deai("keys", "create", "the lane's own")

    def has_one_window(self) -> None:
        """Open the window from the Start menu; later starts, files and links reach that one."""
        say(
            f"window after {self._installed.open_window(path_in(self._places, self._installed.shortcut)):.1f} s"
        )
        wait_until(lambda: self._installed.ask("status")["running"], "the window started no node")
        (window,) = shown_windows(self._places)
        for what in ("", "deai:open", self._copy_of_model()):
            minimise(self._places, window)
            arguments = [what] if what else []
            run_windows(
                self._places, [path_in(self._places, self._installed.folder / WINDOW), *arguments], timeout=60
            )
            wait_until(lambda: shown_windows(self._places), f"a start with {what!r} did not show the window")
            if shown_windows(self._places) != [window]:
                raise BuildError("a second start opened a second window")
        wait_until(lambda: len(self._models()) == 2, "the window did not add the model file")
        self._installed.expect_silence()

    def _copy_of_model(self) -> str:
        """Put a model file where a person may have one, under a name with blanks and umlauts."""
        from tests.starter import starter_model_path

        copy = self._installed.data / "eigene Dateien" / "Größeres Modell.gguf"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(starter_model_path().read_bytes())
        return path_in(self._places, copy)

    def _models(self) -> list[str]:
        return sorted(
            one["id"] for one in self._installed.ask("models", "list")["models"] if one["installed"]
        )

    def upgrades_while_it_runs(self) -> None:
        """Upgrade under an open window and a loaded model: both end politely, and all that was there stays."""
        before = self._kept()
        self._installed.chat("--continue", "And three more?")
        conversations = self._installed.ask("conversations", "list")
        if not shown_windows(self._places):
            raise BuildError("the window is gone before the upgrade")
        started = time.monotonic()
        self._installed.set_up(SETUP_FILE)
        say(f"upgraded under an open window in {time.monotonic() - started:.1f} s")
        if shown_windows(self._places):
            raise BuildError("the window of the older version is still open")
        self._installed.expect_silence()
        if self._installed.version() != f"{__version__}+test":
            raise BuildError(f"Windows lists version {self._installed.version()!r}")
        if (self._installed.folder / _ONLY_IN_OLDER).exists():
            raise BuildError("a file of the older version is still there")
        if self._kept() != before or self._installed.ask("conversations", "list") != conversations:
            raise BuildError("the upgrade did not keep all data")
        self._installed.chat("--continue", "Which is the best?")
        self._installed.deai("quit")

    def _kept(self) -> Any:
        settings = (self._installed.data / "settings.json").read_bytes()
        return settings, self._models(), self._installed.ask("keys", "list")

    def refuses_to_go_back(self) -> None:
        say(self._installed.refuses(self._older, _REFUSED))

    def leaves_its_folder_alone(self) -> None:
        """After all that, the folder is as it was frozen; and where nobody can write to it, a chat works as well."""
        self._expect_untouched()
        try:
            with self._installed.read_only():
                self._installed.chat(_QUESTION)
                self._installed.deai("stop")
        except PermissionError as error:
            say(f"not tried with a folder that can't be written to: {error}")
        self._expect_untouched()

    def _expect_untouched(self) -> None:
        own = (f"{MANIFEST}: ", f"{UNINSTALLER}: ")
        problems = [one for one in problems_of(self._installed.folder) if not one.startswith(own)]
        if problems:
            raise BuildError("the installed folder is not what was frozen:\n  " + "\n  ".join(problems))

    def _expect_nothing_left(self, before: dict[str, str], *, keeps_data: bool) -> None:
        left = changes(before, self._installed.traces())
        strange = [
            one for one in left if one != _OWN_COPY and not (keeps_data and self._installed.is_data(one))
        ]
        if strange:
            raise BuildError("this is left behind:\n  " + "\n  ".join(strange[:40]))
        if keeps_data and not any(one.endswith("deai.sqlite3") for one in left):
            raise BuildError("the data is gone, too")
