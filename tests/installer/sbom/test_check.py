"""What must not be packaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.core.build import BuildKind
from installer import tools
from installer.commands import BuildError
from installer.sbom.check import problems_of
from installer.sbom.component import Component, Origin
from installer.sbom.cyclonedx import FILE
from installer.wine import standins
from tests.installer.sbom.conftest import OWN, SIGNED, Packaged


def test_a_folder_as_it_was_made_is_fine(packaged: Packaged) -> None:
    assert problems_of(packaged.folder) == []


def test_a_file_that_nobody_named_is_noticed(packaged: Packaged) -> None:
    packaged.write("_internal/extra.dll", b"what is this?")
    assert problems_of(packaged.folder) == ["_internal/extra.dll: the bill of materials doesn't name it"]


def test_a_file_that_was_changed_is_noticed(packaged: Packaged) -> None:
    packaged.write("_internal/one.pyd", b"not the same")
    assert problems_of(packaged.folder) == [
        "_internal/one.pyd: it is not the file that the bill of materials names"
    ]


def test_a_file_that_is_missing_is_noticed(packaged: Packaged) -> None:
    (packaged.folder / "_internal/one.pyd").unlink()
    assert problems_of(packaged.folder) == ["_internal/one.pyd: it is missing"]


@pytest.mark.parametrize(
    "name",
    [
        "ucrtbase.dll",
        "ICUUC.dll",
        "icu.dll",
        "mscms.dll",
        "bcryptprimitives.dll",
        "api-ms-win-core-file-l1.dll",
    ],
)
def test_a_part_of_windows_is_noticed_even_when_it_is_named(packaged: Packaged, name: str) -> None:
    packaged.add(f"_internal/{name}", b"MZ")
    assert problems_of(packaged.folder) == [f"_internal/{name}: it belongs to Windows"]


def test_a_stand_in_under_another_name_is_noticed(packaged: Packaged) -> None:
    packaged.add("_internal/innocent.dll", b"MZ" + standins.MARK + b"\0")
    assert problems_of(packaged.folder) == ["_internal/innocent.dll: it is a stand-in for Wine"]


def test_what_lies_in_the_wine_prefix_is_noticed_by_its_hash(packaged: Packaged, tmp_path: Path) -> None:
    (tmp_path / "ucrtbase.dll").write_bytes(b"MZ of Microsoft's")
    packaged.add("_internal/innocent.dll", b"MZ of Microsoft's")
    assert problems_of(packaged.folder, standins.hashes(tmp_path)) == [
        "_internal/innocent.dll: it is a stand-in for Wine"
    ]


def test_a_wheel_that_is_not_pinned_is_noticed(packaged: Packaged) -> None:
    packaged.parts["_internal/one.pyd"] = Component(
        "one", "1", Origin.PINNED_WHEEL, "MIT", "pkg:pypi/one@1", "0" * 64
    )
    packaged.sign_off()
    assert problems_of(packaged.folder) == ["one@1: it is not the one that is pinned"]


def test_a_part_without_a_licence_is_noticed(tmp_path: Path) -> None:
    own = Component(OWN.name, OWN.version, OWN.origin, "", OWN.source)
    packaged = Packaged(tmp_path / "DeAI Desktop", own=own)
    assert problems_of(packaged.folder) == ["DeAI Desktop@0.1.0: it has no licence"]


def test_a_folder_without_a_bill_is_refused(packaged: Packaged) -> None:
    (packaged.folder / FILE).unlink()
    with pytest.raises(BuildError, match="can't be read"):
        problems_of(packaged.folder)


def test_a_test_build_that_calls_itself_a_release_is_refused(packaged: Packaged) -> None:
    packaged.call_it(BuildKind.RELEASE)
    assert problems_of(packaged.folder) == [
        "it calls itself a release, but the origin of this is not proven: CPython@3.11.9"
    ]


def test_a_bill_that_calls_a_test_build_a_release_is_refused(packaged: Packaged) -> None:
    bill = packaged.folder / FILE
    bill.write_text(
        bill.read_text(encoding="utf-8").replace('"value": "test"', '"value": "release"'), encoding="utf-8"
    )
    (problem,) = problems_of(packaged.folder)
    assert problem.startswith("it calls itself a release")


def test_a_build_of_changes_that_no_commit_holds_is_no_release(tmp_path: Path) -> None:
    changed = Component(OWN.name, OWN.version, Origin.CHANGED_CHECKOUT, OWN.licence, OWN.source)
    packaged = Packaged(tmp_path / "DeAI Desktop", own=changed, python=SIGNED)
    packaged.call_it(BuildKind.RELEASE)
    (problem,) = problems_of(packaged.folder)
    assert problem.startswith("it calls itself a release")


def test_a_build_of_proven_parts_is_a_release(tmp_path: Path) -> None:
    packaged = Packaged(tmp_path / "DeAI Desktop", python=SIGNED)
    assert '"release"' in (packaged.folder / "_internal/resources/build.json").read_text(encoding="utf-8")
    assert problems_of(packaged.folder) == []


def test_hashes_are_those_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert (
        tools.sha256_of(tmp_path / "empty")
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
