"""The real setup program in a fresh Windows (Wine): fresh, upgrade, downgrade, interrupted, and gone again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.wine.traces import changes
from tests.installer.setup.conftest import Install, Setups
from tests.installer.setup.wine import Windows, wait_for

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
ENTRY_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\DeAI Desktop"
OF_EVERY_WINDOWS = {rf"HKCU\{key}" for key in (r"Software\Classes", ENTRY_KEY.rpartition("\\")[0])}
"""Keys that a bare prefix lacks."""
PATH = r"HKCU\Environment : "
TOO_OLD, NEWER, IN_USE, FOLDER = 10, 12, 14, 15

pytestmark = pytest.mark.timeout(300)


def version_of(windows: Windows, folder: Path | None = None) -> str:
    """Ask the installed program; empty where it does not run."""
    program = (folder or windows.program) / "deai.exe"
    return windows.run(program, "--version").output.strip() if program.exists() else ""


def names(folder: Path) -> set[str]:
    """List a folder."""
    return {one.name for one in folder.iterdir()}


def start_menu(windows: Windows) -> Path:
    """Return our entry in the Start menu."""
    return windows.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/DeAI Desktop.lnk"


def started_with(windows: Windows) -> str:
    """Wait until the window runs, read what it was started with, and have it quit."""
    started = windows.local / "deai-desktop" / "started.txt"
    wait_for(lambda: started.exists() and started.stat().st_size)
    text = started.read_text("utf-8-sig")
    assert windows.run(windows.program / "deai.exe", "quit").code == 0
    started.unlink()
    return text


def test_installs_below_the_person_and_nowhere_else(windows: Windows, install: Install) -> None:
    files, registry = windows.files(), windows.registry()
    ran = install("1.0.0")
    assert ran.code == 0, ran
    assert version_of(windows) == "1.0.0"
    assert names(windows.program) == {
        "DeAI Desktop.exe",
        "deai.exe",
        "_internal",
        "Uninstall DeAI Desktop.exe",
        "installed-files.txt",
    }
    assert (windows.program / "_internal" / "für später" / "größe.dat").stat().st_size > 10_000_000
    windows.rest()
    home = windows.path(windows.home)
    outside = [name for name in changes(files, windows.files()) if not name.startswith(home)]
    assert outside == []
    changed = changes(registry, windows.registry())
    assert [name for name in changed if not name.startswith("HKCU\\")] == []
    assert windows.value(RUN_KEY, "DeAI Desktop") is None
    assert not any(name.startswith(PATH) for name in changed)


def test_windows_lists_the_program(windows: Windows, install: Install) -> None:
    install("1.0.0")
    assert windows.value(ENTRY_KEY, "DisplayName") == '"DeAI Desktop 1.0.0+test (test build)"'
    assert windows.value(ENTRY_KEY, "DisplayVersion") == '"1.0.0+test"'
    assert windows.value(ENTRY_KEY, "Publisher") == '"DeAI Desktop contributors"'
    assert "Uninstall DeAI Desktop.exe" in (windows.value(ENTRY_KEY, "QuietUninstallString") or "")
    size = windows.value(ENTRY_KEY, "EstimatedSize")
    assert size is not None
    assert int(size.removeprefix("dword:"), 16) > 10_000
    assert start_menu(windows).is_file()


def test_leaves_nothing_behind_but_the_persons_data(
    windows: Windows, install: Install, uninstall: Install
) -> None:
    windows.set_value("Environment", "Path", r"%USERPROFILE%\bin;C:\Tools", "REG_EXPAND_SZ")
    windows.rest()
    files, registry = windows.files(), windows.registry()
    assert install("1.0.0", "/AUTOSTART=1", "/PATH=1").code == 0
    assert windows.value(RUN_KEY, "DeAI Desktop") is not None
    data = windows.local / "deai-desktop" / "models" / "model.gguf"
    data.parent.mkdir(parents=True)
    data.write_text("a model")
    assert uninstall().code == 0
    windows.rest()
    left = changes(files, windows.files())
    assert {name.removeprefix(windows.path(windows.local)) for name in left} == {
        r"\deai-desktop",
        r"\deai-desktop\models",
        r"\deai-desktop\models\model.gguf",
    }
    assert set(changes(registry, windows.registry())) <= OF_EVERY_WINDOWS


def test_removes_data_when_told_to(windows: Windows, install: Install, uninstall: Install) -> None:
    files = windows.files()
    install("1.0.0")
    (windows.local / "deai-desktop" / "models").mkdir(parents=True)
    assert uninstall("/REMOVEDATA=1").code == 0
    windows.rest()
    assert changes(files, windows.files()) == []


def test_the_uninstaller_works_from_its_own_copy_as_windows_starts_it(
    windows: Windows, install: Install
) -> None:
    install("1.0.0")
    assert windows.run(windows.program / "Uninstall DeAI Desktop.exe", "/S").code == 0
    wait_for(lambda: not windows.program.exists())


def test_keeps_what_others_have_put_into_its_folder(
    windows: Windows, install: Install, uninstall: Install
) -> None:
    install("1.0.0")
    own = [windows.program / "notes.txt", windows.program / "_internal" / "mine" / "notes.txt"]
    own.append(windows.program / "_internal" / "folder of 1.0.0" / "notes.txt")
    for file in own:
        file.parent.mkdir(exist_ok=True)
        file.write_text("mine")
    assert install("1.1.0").code == 0
    assert version_of(windows) == "1.1.0"
    assert [file.read_text() for file in own] == ["mine"] * 3
    assert uninstall().code == 0
    assert [file.read_text() for file in own] == ["mine"] * 3
    assert not (windows.program / "deai.exe").exists()


def test_keeps_somebody_elses_file_whose_name_the_new_version_takes(
    windows: Windows, install: Install
) -> None:
    install("1.0.0")
    taken = windows.program / "_internal" / "only in 1.1.0.txt"
    taken.write_text("mine")
    assert install("1.1.0").code == 0
    assert taken.read_text() == "1.1.0"
    assert (windows.program / "kept files 1" / "_internal" / "only in 1.1.0.txt").read_text() == "mine"
    assert install("1.1.0").code == 0
    assert "setup-in-progress" not in names(windows.program)


def test_upgrades_a_running_program(windows: Windows, install: Install) -> None:
    install("1.0.0", "/PATH=1", "/AUTOSTART=1", "/OPENWITH=0")
    data = windows.local / "deai-desktop" / "settings.json"
    window = windows.start(windows.program / "DeAI Desktop.exe")
    wait_for((windows.local / "deai-desktop" / "started.txt").exists)
    data.write_text("{}")
    ran = install("1.1.0")
    assert ran.code == 0, ran
    assert window.wait(10) == 0  # it was asked, not killed
    assert version_of(windows) == "1.1.0"
    internal = names(windows.program / "_internal")
    assert "only in 1.1.0.txt" in internal
    assert not {"only in 1.0.0.txt", "folder of 1.0.0"} & internal
    assert "setup-in-progress" not in names(windows.program)
    assert data.read_text() == "{}"
    assert windows.value(ENTRY_KEY, "DisplayVersion") == '"1.1.0+test"'
    assert windows.value(RUN_KEY, "DeAI Desktop") is not None  # what was chosen stays chosen
    assert windows.value("Environment", "Path") is not None
    assert windows.value(r"Software\Classes\DeAIDesktop.gguf", "") is None


def test_a_program_that_does_not_end_is_not_replaced(
    windows: Windows, install: Install, setups: Setups
) -> None:
    install("1.0.0")
    before = windows.files()
    window = windows.start(windows.program / "DeAI Desktop.exe")
    started = windows.local / "deai-desktop" / "started.txt"
    wait_for(started.exists)
    ran = windows.run(setups("1.1.0"), "/S", DEAI_STUBBORN="1")
    assert ran.code == IN_USE
    assert "DeAI Desktop.exe" in ran.output
    assert "Nothing was changed" in ran.output
    assert window.poll() is None  # nobody killed it
    assert version_of(windows) == "1.0.0"
    ours = windows.path(windows.program)
    assert [name for name in changes(before, windows.files()) if name.startswith(ours)] == []
    assert windows.run(windows.program / "deai.exe", "quit").code == 0
    window.wait(10)


def test_a_program_that_does_not_end_is_not_removed(
    windows: Windows, install: Install, uninstall: Install
) -> None:
    install("1.0.0", "/PATH=1")
    windows.start(windows.program / "DeAI Desktop.exe")
    wait_for((windows.local / "deai-desktop" / "started.txt").exists)
    before = names(windows.program), names(windows.program / "_internal")
    ran = uninstall("/REMOVEDATA=1", DEAI_STUBBORN="1")
    assert ran.code == IN_USE
    assert "is in use: DeAI Desktop.exe" in ran.output
    assert (names(windows.program), names(windows.program / "_internal")) == before
    assert (windows.local / "deai-desktop").exists()
    assert start_menu(windows).exists()
    assert started_with(windows) == "1.0.0"


def test_an_older_version_is_refused(windows: Windows, install: Install) -> None:
    install("1.1.0")
    windows.rest()
    files, registry = windows.files(), windows.registry()
    for older in ("1.0.0", "1.1.0rc1"):
        ran = install(older)
        assert ran.code == NEWER
        assert "A newer version, 1.1.0+test, is installed" in ran.output
    assert changes(files, windows.files()) == []
    assert changes(registry, windows.registry()) == []


def test_the_same_version_mends_a_broken_one(windows: Windows, install: Install) -> None:
    install("1.0.0")
    (windows.program / "deai.exe").unlink()
    shutil.rmtree(windows.program / "_internal")
    assert install("1.0.0").code == 0
    assert version_of(windows) == "1.0.0"
    assert "only in 1.0.0.txt" in names(windows.program / "_internal")


@pytest.mark.parametrize("old", [["win81"], ["win10", "17763"]], ids=["8.1", "10-1809"])
def test_an_older_windows_is_refused(windows: Windows, install: Install, old: list[str]) -> None:
    windows.run("winecfg", "-v", old[0])
    if old[1:]:
        key = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion"
        for name in ("CurrentBuild", "CurrentBuildNumber"):
            windows.run("reg", "add", key, "/v", name, "/d", old[1], "/f")
    ran = install("1.0.0")
    assert ran.code == TOO_OLD, ran
    assert "needs Windows 10, version 1903" in ran.output
    assert not windows.program.exists()


def test_ended_while_unpacking_the_old_version_goes_on(
    windows: Windows, install: Install, setups: Setups
) -> None:
    install("1.0.0")
    setup = windows.start(setups("1.1.0"), "/S")
    wait_for((windows.program / "setup-in-progress" / "new" / "_internal" / "für später").exists)
    setup.kill()
    setup.wait()
    windows.end()
    assert version_of(windows) == "1.0.0"
    assert "only in 1.0.0.txt" in names(windows.program / "_internal")
    assert install("1.1.0").code == 0
    assert version_of(windows) == "1.1.0"
    assert "setup-in-progress" not in names(windows.program)


def test_ended_while_swapping_the_next_setup_mends_it(
    windows: Windows, install: Install, setups: Setups
) -> None:
    install("1.0.0")
    holder = _hold_manifest(windows)
    setup = windows.start(setups("1.1.0"), "/S")
    wait_for((windows.program / "setup-in-progress" / "old" / "_internal").exists)
    setup.kill()  # all of the old version is away, nothing of the new one is there
    setup.wait()
    assert "deai.exe" not in names(windows.program)
    holder.kill()
    windows.end()
    assert install("1.1.0").code == 0
    assert version_of(windows) == "1.1.0"
    assert {"only in 1.1.0.txt", "für später", "folder of 1.1.0"} == names(windows.program / "_internal")
    assert "setup-in-progress" not in names(windows.program)


def test_a_swap_that_fails_is_undone(windows: Windows, install: Install, setups: Setups) -> None:
    install("1.0.0")
    windows.rest()
    before = windows.files()
    holder = _hold_manifest(windows)
    ran = windows.run(setups("1.1.0"), "/S")
    holder.kill()
    assert ran.code == IN_USE, ran
    ours = windows.path(windows.program)
    assert [name for name in changes(before, windows.files()) if name.startswith(ours)] == []
    assert version_of(windows) == "1.0.0"


def test_a_first_setup_that_was_ended_is_mended_by_the_next(
    windows: Windows, install: Install, setups: Setups
) -> None:
    setup = windows.start(setups("1.0.0"), "/S")
    wait_for((windows.program / "setup-in-progress" / "new" / "_internal").exists)
    setup.kill()
    setup.wait()
    windows.end()
    assert install("1.0.0").code == 0
    assert version_of(windows) == "1.0.0"
    assert "setup-in-progress" not in names(windows.program)


def test_takes_a_folder_with_spaces_and_umlauts(
    windows: Windows, install: Install, uninstall: Install
) -> None:
    files = windows.files()
    folder = windows.home / "Meine Programme" / "Künstliche Intelligenz"
    assert install("1.0.0", "/PATH=1", *windows.folder_option("/D", folder)).code == 0
    assert version_of(windows, folder) == "1.0.0"
    assert install("1.1.0").code == 0  # it finds the folder by itself
    assert version_of(windows, folder) == "1.1.0"
    elsewhere = install("1.1.0", *windows.folder_option("/D", windows.home / "elsewhere"))
    assert elsewhere.code == FOLDER
    assert "installed in another folder" in elsewhere.output
    assert uninstall(folder=folder).code == 0
    windows.rest()
    assert changes(files, windows.files()) == [windows.path(folder.parent)]


def test_a_folder_that_holds_something_else_is_left_alone(windows: Windows, install: Install) -> None:
    folder = windows.home / "Tools"
    folder.mkdir()
    (folder / "deai.exe").write_text("somebody else's")
    ran = install("1.0.0", *windows.folder_option("/D", folder))
    assert ran.code == FOLDER
    assert names(folder) == {"deai.exe"}
    assert (folder / "deai.exe").read_text() == "somebody else's"


def test_links_and_model_files_reach_the_window(
    windows: Windows, install: Install, uninstall: Install
) -> None:
    windows.set_value(r"Software\Classes\.gguf", "OtherValue", "of another program")
    install("1.0.0")
    assert windows.value(r"Software\Classes\.gguf", "") is None  # what opens them by default stays
    assert windows.value(r"Software\Classes\.gguf\OpenWithProgids", "DeAIDesktop.gguf") is not None
    # Wine 8 looks for classes below HKEY_LOCAL_MACHINE only: read what Windows would run, and run that.
    for kind, given in (
        ("deai", "deai:invite/a?b=c&d"),
        ("DeAIDesktop.gguf", r"C:\Große Modelle\Ein Modell.gguf"),
    ):
        command = windows.value(rf"Software\Classes\{kind}\shell\open\command", "")
        assert command is not None
        assert command.endswith(r'\\DeAI Desktop\\DeAI Desktop.exe\" \"%1\""')
        windows.start(windows.program / "DeAI Desktop.exe", given)
        assert started_with(windows) == f"1.0.0|{given}"
    windows.start("start", "/unix", str(start_menu(windows)))
    assert started_with(windows) == "1.0.0"
    assert uninstall().code == 0
    assert windows.value(r"Software\Classes\.gguf", "OtherValue") is not None
    assert windows.value(r"Software\Classes\deai\shell\open\command", "") is None


def _hold_manifest(windows: Windows) -> subprocess.Popen[bytes]:
    """Have a program keep the manifest open, so that it can be read but not renamed."""
    copy = windows.drive / "holder.exe"
    shutil.copy(windows.program / "deai.exe", copy)
    holder = windows.start(copy, "hold", windows.path(windows.program / "installed-files.txt"))
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    return holder
