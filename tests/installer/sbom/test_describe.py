"""Where the files of a frozen folder come from."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from installer.commands import BuildError
from installer.places import ROOT
from installer.sbom.describe import Bill, describe
from installer.sbom.wheels import Wheel
from installer.sbom.windows_python import WindowsPython
from tests.installer.sbom.conftest import REPACKAGED

QML = "deai_desktop/gui/Main.qml"
METADATA = "Metadata-Version: 2.4\nName: one\nVersion: 1.0\nLicense-Expression: MIT\n"


class Frozen:
    """A frozen folder with a file of each kind, and what PyInstaller noted about it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "DeAI Desktop"
        self.work = folder
        self.files = {
            "one/one.pyd": "packages:one/one.pyd",
            "python311.dll": "python:python311.dll",
            QML: f"project:{QML}",
        }
        self.modules = {"two": "packages:two/__init__.py", "json": "python:Lib/json/__init__.py"}
        self.write("deai.exe", b"made")
        self.write("_internal/one/one.pyd", b"native")
        self.write("_internal/python311.dll", b"python")
        self.write(f"_internal/{QML}", (ROOT / QML).read_bytes())
        one = self._wheel(
            "one", {"one/one.pyd": b"native", "one-1.0.dist-info/licenses/LICENSE": b"may be used"}
        )
        self.wheels = [one, self._wheel("two", {"two/__init__.py": b""})]
        self.python = WindowsPython(
            REPACKAGED, {"python311.dll": hashlib.sha256(b"python").hexdigest()}, b"PSF"
        )

    def write(self, path: str, content: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(content)

    def _wheel(self, name: str, files: dict[str, bytes]) -> Wheel:
        file = self.work / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(f"{name}-1.0.dist-info/METADATA", METADATA.replace("one", name))
            for path, content in files.items():
                archive.writestr(path, content)
        return Wheel(file)

    def describe(self) -> Bill:
        contents = {"files": self.files, "modules": self.modules}
        (self.work / "contents.json").write_text(json.dumps(contents), encoding="utf-8")
        return describe(self.folder, self.work, self.wheels, self.python, "0123")


@pytest.fixture
def frozen(tmp_path: Path) -> Frozen:
    """A folder in which everything has an origin."""
    return Frozen(tmp_path)


def test_every_file_has_a_part(frozen: Frozen) -> None:
    owners = {path: component.reference for path, (_, component) in frozen.describe().files.items()}
    assert owners["deai.exe"] == owners[f"_internal/{QML}"] == "DeAI Desktop@0.1.0"
    assert owners["_internal/one/one.pyd"] == "one@1.0"
    assert owners["_internal/python311.dll"] == "CPython@3.11.9"


def test_a_part_of_which_only_modules_are_used_is_named_too(frozen: Frozen) -> None:
    assert "two@1.0" in frozen.describe().used


def test_licence_texts_lie_in_the_folder(frozen: Frozen) -> None:
    frozen.describe()
    licences = frozen.folder / "licences"
    assert (licences / "one@1.0" / "LICENSE").read_bytes() == b"may be used"
    assert (licences / "two@1.0" / "LICENCE-NAME.txt").read_bytes() == b"two@1.0: MIT\n"
    assert (licences / "CPython@3.11.9" / "LICENSE.txt").read_bytes() == b"PSF"


def test_a_file_of_unknown_origin_stops_the_build(frozen: Frozen) -> None:
    frozen.write("_internal/strange.dll", b"?")
    with pytest.raises(BuildError, match=r"nobody knows where _internal/strange\.dll comes from"):
        frozen.describe()


def test_a_file_from_elsewhere_on_the_computer_stops_the_build(frozen: Frozen) -> None:
    frozen.write("_internal/MSVCP140.dll", b"?")
    frozen.files["MSVCP140.dll"] = "elsewhere:C:/windows/system32/MSVCP140.dll"
    with pytest.raises(BuildError, match="nobody knows"):
        frozen.describe()


@pytest.mark.parametrize("path", ["one/one.pyd", "python311.dll", QML])
def test_a_file_that_is_not_as_it_came_stops_the_build(frozen: Frozen, path: str) -> None:
    frozen.write(f"_internal/{path}", b"changed")
    with pytest.raises(BuildError, match="is not the file that"):
        frozen.describe()


def test_a_module_that_is_in_no_wheel_stops_the_build(frozen: Frozen) -> None:
    frozen.modules["three"] = "packages:three.py"
    with pytest.raises(BuildError, match=r"three\.py is in no pinned wheel"):
        frozen.describe()
