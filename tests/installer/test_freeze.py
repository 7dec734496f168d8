"""What goes into the frozen program."""

from __future__ import annotations

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from installer.freeze.icon import SIZES, make_icon
from installer.freeze.left_out import is_for_developers, is_left_to_the_system, is_windows_own
from installer.freeze.qt_files import is_used
from installer.places import ROOT


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt6Quick.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/qml/QtQuick/Controls/FluentWinUI3/Button.qml",
        "PySide6/qml/QtQuick/Controls/FluentWinUI3/dark/images/switch.png",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "numpy/_core/_multiarray_umath.pyd",
    ],
)
def test_what_the_window_needs_stays(path: str) -> None:
    assert is_used(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt6WebEngineCore.dll",
        "PySide6/Qt6Sql.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/plugins/sqldrivers/qsqlite.dll",
        "PySide6/qml/QtQuick/Controls/Material/Button.qml",
        "PySide6/qml/QtQuick/plugins.qmltypes",
        "PySide6/translations/qtbase_fr.qm",
        "libQt6Sql.so.6/PySide6/Qt/lib/libQt6Sql.so.6",
    ],
)
def test_the_rest_of_qt_is_left_out(path: str) -> None:
    assert not is_used(path)


def test_windows_own_parts_are_left_to_windows() -> None:
    assert is_windows_own("C:\\windows\\system32\\icuuc.dll")
    assert is_left_to_the_system("UCRTBASE.dll")
    assert not is_windows_own("python311.dll")
    assert not is_windows_own("msvcp140.dll")


def test_a_wheel_keeps_its_own_libraries_and_leaves_the_desktops_to_linux() -> None:
    assert is_left_to_the_system("libgtk-3.so.0")
    assert not is_left_to_the_system("numpy.libs/libgfortran.so.5")


def test_of_the_metadata_only_what_the_program_reads_is_taken() -> None:
    assert is_for_developers("keyring-25.7.0.dist-info/RECORD")
    assert is_for_developers("keyring-25.7.0.dist-info/licenses/LICENSE")
    assert not is_for_developers("keyring-25.7.0.dist-info/METADATA")
    assert not is_for_developers("keyring-25.7.0.dist-info/entry_points.txt")


def test_the_icon_has_every_size_that_windows_asks_for(tmp_path: Path) -> None:
    icon = make_icon(ROOT / "resources" / "icons" / "application.svg", tmp_path / "deai.ico").read_bytes()
    assert struct.unpack_from("<HHH", icon) == (0, 1, len(SIZES))
    for place, size in enumerate(SIZES):
        length, offset = struct.unpack_from("<II", icon, 6 + 16 * place + 8)
        picture = QImage.fromData(icon[offset : offset + length])
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(size // 2, size // 8).alpha() > 0


def test_the_manifest_asks_for_long_paths_sharp_text_and_no_administrator() -> None:
    manifest = ElementTree.parse(ROOT / "installer" / "freeze" / "program.manifest")
    texts = {element.tag.rpartition("}")[2]: element for element in manifest.iter()}
    assert texts["longPathAware"].text == "true"
    assert texts["dpiAwareness"].text == "PerMonitorV2"
    assert texts["activeCodePage"].text == "UTF-8"
    assert texts["requestedExecutionLevel"].get("level") == "asInvoker"
