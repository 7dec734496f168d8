"""The setup's and the uninstaller's pages, walked through by keys in both languages; their pictures are kept.

``DEAI_TEST_ARTEFACTS`` names the folder for the pictures: look at them after a change of texts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installer.setup.conftest import Setups
from tests.installer.setup.wine import Windows, copied, wait_for

_TOOLS = {"openbox": "openbox", "xdotool": "xdotool", "import": "imagemagick"}
_SETTLE_SECONDS = 1.0

pytestmark = pytest.mark.timeout(300)


class Walker:
    """Press keys in the one window that is open, and take its picture."""

    def __init__(self, display: str, folder: Path) -> None:
        self._environment = os.environ | {"DISPLAY": display}
        self._folder = folder
        self.pictures: list[Path] = []

    def wait_for_window(self) -> None:
        """Wait until the window is there and drawn."""
        wait_for(self._windows)
        time.sleep(_SETTLE_SECONDS)

    def page(self, name: str, *keys: str) -> None:
        """Take a picture of the page, then press keys."""
        time.sleep(_SETTLE_SECONDS)
        picture = self._folder / f"{name}.png"
        self._run("import", "-window", self._windows()[-1], str(picture))
        self.pictures.append(picture)
        for key in keys:
            self._run("xdotool", "key", key)

    def _windows(self) -> list[str]:
        found = self._run("xdotool", "search", "--onlyvisible", "--name", "DeAI Desktop", check=False)
        return found.stdout.split()

    def _run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, check=check)


@pytest.fixture
def walker(fresh_windows: Windows, tmp_path: Path) -> Iterator[Walker]:
    """What walks through pages, with a window manager, without which no window would get the keys."""
    if lacking := [package for tool, package in _TOOLS.items() if shutil.which(tool) is None]:
        pytest.skip(f"needs: apt-get install {' '.join(lacking)}")
    folder = Path(os.environ.get("DEAI_TEST_ARTEFACTS") or tmp_path) / "setup pages"
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"DISPLAY": fresh_windows.display}
    with subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL) as manager:
        yield Walker(fresh_windows.display, folder)
        manager.terminate()


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_person_installs_chooses_starts_and_removes(
    fresh_windows: Windows, tmp_path: Path, setups: Setups, walker: Walker, language: str
) -> None:
    with copied(fresh_windows, tmp_path) as windows:
        setup = windows.start(setups("1.0.0", is_small=True), f"/LANGUAGE={language}")
        walker.wait_for_window()
        walker.page(f"{language} 1 welcome", "Return")
        walker.page(f"{language} 2 choices", "Return")
        walker.page(f"{language} 3 folder", "Return")
        wait_for((windows.program / "deai.exe").exists)
        walker.page(f"{language} 4 finished", "Return")
        assert setup.wait(20) == 0
        wait_for((windows.local / "deai-desktop" / "started.txt").exists)
        windows.run(windows.program / "deai.exe", "quit")
        windows.start(windows.program / "Uninstall DeAI Desktop.exe", f"/LANGUAGE={language}")
        walker.wait_for_window()
        walker.page(f"{language} 5 removal", "Return")
        walker.page(f"{language} 6 what to remove", "Return")
        wait_for(lambda: not windows.program.exists())
        walker.page(f"{language} 7 removed", "Return")
        windows.rest()
        assert (windows.local / "deai-desktop" / "started.txt").exists()  # data stays unless it is ticked
    assert len({picture.read_bytes() for picture in walker.pictures}) == 7


def test_a_second_setup_gives_way_to_the_first(windows: Windows, setups: Setups, walker: Walker) -> None:
    first = windows.start(setups("1.0.0", is_small=True))
    walker.wait_for_window()
    second = windows.run(setups("1.0.0", is_small=True), "/S")
    assert second.code == 13
    assert "A setup of DeAI Desktop is running already" in second.output
    assert not windows.program.exists()
    first.kill()


def test_going_back_to_an_older_version_is_explained(
    windows: Windows, setups: Setups, walker: Walker
) -> None:
    assert windows.run(setups("1.1.0", is_small=True), "/S").code == 0
    setup = windows.start(setups("1.0.0", is_small=True), "/LANGUAGE=en")
    walker.wait_for_window()
    walker.page("en 8 older version", "Return")
    assert setup.wait(20) == 12
