"""The name of our program in shortcuts, which gives notifications our name and a pinned program one button."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import pytest

from deai_desktop.system.app_identity import APP_ID
from installer.setup.build import SCRIPT
from installer.setup.shortcut import app_id_block, app_id_of
from tests.installer.setup.conftest import Install
from tests.installer.setup.wine import Windows

_LINK = struct.pack("<I", 76) + bytes(16) + struct.pack("<I", 0x80) + bytes(52)
"""The header of a link that has nothing but blocks."""
_OTHER_BLOCK = struct.pack("<II", 12, 0xA0000003) + bytes(4)
NAMES_KEY = r"Software\Classes\AppUserModelId"
_IN_MEMORY = r"""
Unicode true
!include "LogicLib.nsh"
!define APP_ID "{id}"
!define APP_ID_BLOCK "00"
!include "shortcut.nsh"
OutFile "{target}"
RequestExecutionLevel user
SilentInstall silent
Section
  System::Call 'propsys::PSCreateMemoryPropertyStore(g "${{IID_IPropertyStore}}", *p .r1)'
  !insertmacro ReadAppId $1
  FileOpen $9 "$EXEDIR\told.txt" w
  FileWrite $9 "$3 [$6] "
  !insertmacro StoreAppId $1
  !insertmacro ReadAppId $1
  FileWrite $9 "$3 [$6]"
  FileClose $9
  StrCpy $0 ""
  Call NameShortcut
SectionEnd
"""


def test_what_is_written_is_what_is_read() -> None:
    for text in (APP_ID, "A", "Größe"):
        assert app_id_of(_LINK + app_id_block(text)) == text
        assert app_id_of(_LINK + _OTHER_BLOCK + app_id_block(text)) == text
    assert app_id_of(_LINK + bytes(4)) == ""
    assert app_id_of(_LINK + _OTHER_BLOCK + bytes(4)) == ""


def test_the_block_is_laid_out_as_microsoft_specifies() -> None:
    block = app_id_block("DeAI.Desktop")
    assert len(block) == 85 + 4
    assert struct.unpack_from("<II", block) == (85, 0xA0000009)
    assert struct.unpack_from("<I4s", block, 8) == (73, b"1SPS")
    assert block.endswith("DeAI.Desktop\0".encode("utf-16-le") + bytes(2) + bytes(12))


@pytest.mark.timeout(300)
def test_the_shortcut_and_windows_know_the_program_by_its_name(
    windows: Windows, install: Install, uninstall: Install
) -> None:
    assert install("1.0.0").code == 0
    shortcut = windows.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/DeAI Desktop.lnk"
    assert app_id_of(shortcut.read_bytes()) == APP_ID
    assert windows.value(rf"{NAMES_KEY}\{APP_ID}", "DisplayName") == '"DeAI Desktop"'
    picture = windows.value(rf"{NAMES_KEY}\{APP_ID}", "IconUri") or ""
    assert picture.endswith(r'\\DeAI Desktop\\_internal\\resources\\icons\\application.png"')
    assert uninstall().code == 0
    assert not shortcut.exists()
    assert windows.value(rf"{NAMES_KEY}\{APP_ID}", "DisplayName") is None


@pytest.mark.timeout(300)
def test_a_property_store_takes_the_name(windows: Windows, tmp_path: Path) -> None:
    """Wine's shortcuts have no working store; one in memory shows that what Windows is asked for is right."""
    script = tmp_path / "in memory.nsi"
    target = windows.drive / "in memory.exe"
    script.write_text(_IN_MEMORY.format(id=APP_ID, target=target), encoding="utf-8")
    compiler = ["makensis", "-V2", "-WX", f"-X!addincludedir {SCRIPT.parent}", "-XTarget amd64-unicode"]
    subprocess.run([*compiler, str(script)], check=True, capture_output=True)
    assert windows.run(target).code == 0
    assert (windows.drive / "told.txt").read_text() == f"0 [0] 0 [{APP_ID}]"
