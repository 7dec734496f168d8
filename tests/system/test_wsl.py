"""WSL: are we in it, and what does ``wsl.exe`` say."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from deai_desktop.system.wsl import Wsl, WslFromWindows, path_here, this_wsl

FAKE = Path(__file__).parent.parent / "fakes" / "wsl_exe.py"


@pytest.mark.parametrize(
    ("release", "version"),
    [
        ("4.4.0-19041-Microsoft\n", 1),
        ("5.15.90.1-microsoft-standard-WSL2\n", 2),
        ("6.6.36.6-microsoft-standard-WSL2+\n", 2),
        ("6.1.0-25-amd64\n", None),
        ("", None),
    ],
)
def test_the_kernel_tells_which_wsl_it_is(tmp_path: Path, release: str, version: int | None) -> None:
    kernel = tmp_path / "osrelease"
    kernel.write_text(release)
    here = this_wsl({"WSL_DISTRO_NAME": "Debian"}, kernel)
    assert here == (None if version is None else Wsl(version, "Debian"))


def test_where_there_is_no_such_file_it_is_not_wsl(tmp_path: Path) -> None:
    assert this_wsl({}, tmp_path / "nothing") is None


@pytest.mark.skipif(os.name != "posix", reason="Windows starts no scripts")
def test_a_service_reads_its_distribution_from_the_path_of_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = tmp_path / "osrelease"
    kernel.write_text("5.15.90.1-microsoft-standard-WSL2")
    program = tmp_path / "wslpath"
    program.write_text("#!/bin/sh\nprintf '%s\\n' '\\\\wsl.localhost\\Ubuntu-24.04\\'\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert this_wsl({}, kernel) == Wsl(2, "Ubuntu-24.04")


@pytest.mark.skipif(os.name != "posix", reason="Windows starts no scripts")
def test_a_path_of_windows_is_found_from_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "wslpath"
    program.write_text('#!/bin/sh\n[ "$1" = -u ] && printf \'%s\\n\' "/mnt/c/from $2"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    here = Wsl(2, "Debian")
    assert path_here(r"C:\Users\Jörg M\a.gguf", here) == r"/mnt/c/from C:\Users\Jörg M\a.gguf"
    assert path_here("D:/models/a.gguf", here).startswith("/mnt/c/from D:/")
    assert path_here("/home/a.gguf", here) == "/home/a.gguf"
    program.unlink()
    assert path_here(r"C:\a.gguf", here) == r"C:\a.gguf"


@pytest.mark.skipif(os.name != "posix", reason="Windows starts no scripts")
class TestFromWindows:
    @pytest.fixture
    def wsl(self, tmp_path: Path) -> WslFromWindows:
        root = tmp_path / "distributions"
        root.mkdir()
        program = tmp_path / "wsl.exe"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FAKE}" "{root}" "$@"\n')
        program.chmod(0o700)
        return WslFromWindows(str(program))

    def _install(self, tmp_path: Path, *names: str) -> None:
        for name in names:
            folder = tmp_path / "distributions" / name
            folder.mkdir()
            (folder / "environment").write_text(f"WHO={name}\n")

    def test_reads_its_utf_16(self, wsl: WslFromWindows, tmp_path: Path) -> None:
        self._install(tmp_path, "Debian", "Ubuntu-24.04", "Grüße", "docker-desktop")
        assert set(wsl.distributions()) == {"Debian", "Ubuntu-24.04", "Grüße"}

    def test_none_is_installed_or_runs(self, wsl: WslFromWindows, tmp_path: Path) -> None:
        assert wsl.distributions() == ()
        self._install(tmp_path, "Debian")
        assert wsl.running() == ()

    def test_looking_starts_none(self, wsl: WslFromWindows, tmp_path: Path) -> None:
        self._install(tmp_path, "Debian", "Ubuntu")
        (tmp_path / "distributions" / "Ubuntu" / "running").touch()
        assert wsl.running() == ("Ubuntu",)
        assert "-d" not in (tmp_path / "distributions" / "asked.txt").read_text().split()

    def test_runs_a_command_in_one(self, wsl: WslFromWindows, tmp_path: Path) -> None:
        self._install(tmp_path, "Debian")
        assert wsl.run("Debian", ["sh", "-c", 'echo "$WHO"'], 20) == "Debian\n"
        with pytest.raises(OSError, match="failed in Debian"):
            wsl.run("Debian", ["sh", "-c", "exit 3"], 20)
        with pytest.raises(OSError, match="within 1 seconds"):
            wsl.run("Debian", ["sleep", "20"], 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one")
def test_without_wsl_exe_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert WslFromWindows().distributions() == ()
    with pytest.raises(OSError, match="not there"):
        WslFromWindows().run("Debian", ["true"], 1)


@pytest.mark.skipif(sys.platform != "win32", reason="the registry is Windows'")
def test_the_registry_is_read_without_an_error() -> None:
    assert isinstance(WslFromWindows().distributions(), tuple)
