"""A Windows that nobody has used, and setup programs of three versions of a stand-in for the program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from installer.setup.build import build
from tests.installer.setup.wine import COMPILER, Ran, Windows, copied, missing
from tests.virtual_display import virtual_display

_SOURCE = Path(__file__).parent / "stand_in.c"
_BULK = 12 * 1024 * 1024
"""Bytes that can't be packed: unpacking them takes long enough to be interrupted."""


@pytest.fixture(scope="session")
def wine() -> None:
    """Skip where the real setup can't be run."""
    if reason := missing():
        pytest.skip(reason)


@pytest.fixture(scope="session")
def fresh_windows(wine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A prefix that is made once and only copied."""
    with virtual_display(1280, 800) as environment:
        template = Windows(tmp_path_factory.mktemp("wine") / "template", environment["DISPLAY"])
        template.boot()
        yield template


@pytest.fixture
def windows(fresh_windows: Windows, tmp_path: Path) -> Iterator[Windows]:
    """A PC of one person on which nothing was installed yet."""
    with copied(fresh_windows, tmp_path) as made:
        yield made


class Setups:
    """Make setup programs of the stand-in, each once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bulk = os.urandom(_BULK)

    def __call__(self, version: str, *, is_small: bool = False) -> Path:
        """Return the setup program of a version; a small one is done in no time."""
        target = self._folder / f"DeAI Desktop {version}{' small' if is_small else ''}.exe"
        if not target.exists():
            program = self.program(version)
            if is_small:
                (program / "_internal" / "für später" / "größe.dat").unlink()
            build(program, target, version)
        return target

    def program(self, version: str) -> Path:
        """Make what is packaged: two programs, a file that only this version has, and much that can't be packed."""
        folder = self._folder / version
        (folder / "_internal" / "für später").mkdir(parents=True, exist_ok=True)
        compile_stand_in(folder, version)
        (folder / "_internal" / f"only in {version}.txt").write_text(version)
        (folder / "_internal" / "für später" / "größe.dat").write_bytes(self._bulk)
        (folder / "_internal" / f"folder of {version}").mkdir(exist_ok=True)
        return folder


def compile_stand_in(folder: Path, version: str) -> None:
    """Compile the stand-in twice, as the setup expects the program."""
    options = ["-O1", "-s", "-static", "-municode", f'-DVERSION="{version}"', str(_SOURCE)]
    libraries = ["-lshell32", "-lole32"]
    for name, more in (("deai.exe", []), ("DeAI Desktop.exe", ["-mwindows", "-DWINDOW"])):
        subprocess.run([COMPILER, "-o", str(folder / name), *options, *more, *libraries], check=True)


@pytest.fixture(scope="session")
def setups(wine: None, tmp_path_factory: pytest.TempPathFactory) -> Setups:
    """The setup programs."""
    return Setups(tmp_path_factory.mktemp("setups"))


@pytest.fixture
def setup_of_programs(wine: None, tmp_path: Path) -> Path:
    """A small folder with real programs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    compile_stand_in(folder, "1.0.0")
    return folder


Install = Callable[..., Ran]


@pytest.fixture
def install(windows: Windows, setups: Setups) -> Install:
    """Run a setup silently."""

    def run(version: str, *options: str, **variables: str) -> Ran:
        return windows.run(setups(version), "/S", *options, **variables)

    return run


@pytest.fixture
def uninstall(windows: Windows) -> Install:
    """Run the uninstaller silently, and wait for it: it works from a copy of itself."""

    def run(*options: str, folder: Path | None = None, **variables: str) -> Ran:
        place = folder or windows.program
        uninstaller = place / "Uninstall DeAI Desktop.exe"
        own_copy = windows.drive / "uninstall.exe"
        own_copy.write_bytes(uninstaller.read_bytes())
        ran = windows.run(own_copy, "/S", *options, *windows.folder_option("_?", place), **variables)
        own_copy.unlink()
        return ran

    return run
