"""The program as the setup file installs it in Wine for the person there, with its data in the person's own folders."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.commands import BuildError
from installer.freeze.version_resource import NAME
from installer.places import Places
from installer.program import CONSOLE, Program
from installer.setup.manifest import UNINSTALLER
from installer.wine.programs import at_rest, path_in, run_windows, show_desktop, try_windows
from installer.wine.traces import Snapshot, changes, files_on, registry_of
from installer.wine.windows_shown import wait_until

_START_MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
_UNUSUAL_PATH = r"%USERPROFILE%\bin;;C:\Tools ;"
"""An empty entry, a blank at an end and a semicolon too many: a setup that tidies up would show."""


class Installed(Program):
    """One person's installation, that need not be there."""

    def __init__(self, places: Places, catalogue: Path) -> None:
        self.person = next(one for one in (places.drive / "users").iterdir() if one.name != "Public")
        self.data = self.person / "AppData" / "Local" / "deai-desktop"
        self.shortcut = self.person / _START_MENU / f"{NAME}.lnk"
        folder = self.person / "AppData" / "Local" / "Programs" / NAME
        super().__init__(places, folder, self.data / "Logs", {"DEAI_CATALOGUE": path_in(places, catalogue)})

    def give_unusual_path(self) -> None:
        """Have the person's PATH hold what is easily lost."""
        add = [
            "reg",
            "add",
            r"HKCU\Environment",
            "/v",
            "Path",
            "/t",
            "REG_EXPAND_SZ",
            "/d",
            _UNUSUAL_PATH,
            "/f",
        ]
        run_windows(self.places, add)

    def set_up(self, setup: Path, *options: str) -> None:
        """Run a setup file silently. Raises `BuildError` when it fails."""
        run_windows(self.places, [path_in(self.places, setup), "/S", *options], timeout=300)
        if not (self.folder / CONSOLE).is_file():
            raise BuildError("the setup file ended well and installed nothing")

    def refuses(self, setup: Path, code: int) -> str:
        """Run a setup file that must end with a code and change nothing; return what it said."""
        before = self.traces()
        found, said = try_windows(self.places, [path_in(self.places, setup), "/S"], timeout=300)
        if found != code:
            raise BuildError(f"{setup.name} ended with {found}, not with {code}:\n{said}")
        if changed := changes(before, self.traces()):
            raise BuildError(f"{setup.name} refused, and changed this all the same: {changed[:10]}")
        return said.strip()

    def remove(self, *options: str) -> None:
        """Remove it, as Windows' settings do: the uninstaller goes on as a copy of itself after its own end."""
        run_windows(self.places, [path_in(self.places, self.folder / UNINSTALLER), "/S", *options])
        wait_until(lambda: not self.folder.exists(), f"{self.folder} is still there")

    def version(self) -> str:
        """Return the version that Windows lists; empty where it lists none."""
        key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\DeAI Desktop"
        code, printed = try_windows(self.places, ["reg", "query", key, "/v", "DisplayVersion"])
        return printed.split()[-1] if code == 0 else ""

    def forget_hub_token(self) -> None:
        """Delete the one key that has the same name for everybody, if tests before have left it in Wine's vault."""
        key = r"HKCU\Software\Wine\Credential Manager\Generic: deai-desktop/hub/token"
        try_windows(self.places, ["reg", "delete", key, "/f"])

    def traces(self) -> Snapshot:
        """Return all that is on the disk, in the registry, and in the folders of Linux that Windows links to."""
        at_rest(self.places)
        linked = (entry for entry in self.person.iterdir() if entry.is_symlink())
        outside = {f"{entry.name}: {file.name}": "" for entry in linked for file in entry.glob("[!.]*")}
        found = files_on(self.places.drive) | registry_of(self.places.prefix) | outside
        show_desktop(self.places)
        return found

    def is_data(self, trace: str) -> bool:
        """Say whether a trace is the person's data: chats, models, settings, logs, and keys in the vault."""
        local = rf"C:\users\{self.person.name}\AppData\Local\deai-desktop"
        return trace.startswith((local, r"HKCU\Software\Wine\Credential Manager"))

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Make the folder one that nobody can write to. Raises `PermissionError` where that can't be done."""
        folder = str(self.folder)
        try:
            subprocess.run(["mount", "--bind", folder, folder], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise PermissionError("mounting needs root") from error
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True, capture_output=True)
            yield
        finally:
            at_rest(self.places)
            subprocess.run(["umount", folder], check=True, capture_output=True)
