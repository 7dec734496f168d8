"""Searching ends in time, however large or odd a folder is."""

from __future__ import annotations

from pathlib import Path

from deai_desktop.models.library.scan import Scan, is_gguf
from tests.models.library.homes import put


def test_goes_only_so_deep(tmp_path: Path) -> None:
    put(tmp_path / "1/2/near.gguf", "")
    put(tmp_path / "1/2/3/4/far.gguf", "")
    scan = Scan(deepest=3)
    assert [file.name for file in scan.files(tmp_path, is_gguf)] == ["near.gguf"]
    assert scan.is_cut


def test_looks_at_only_so_many(tmp_path: Path) -> None:
    for number in range(20):
        put(tmp_path / f"{number:02}.gguf", "")
    scan = Scan(most_entries=5)
    assert len(list(scan.files(tmp_path, is_gguf))) == 5
    assert scan.is_cut


def test_looks_only_so_long(tmp_path: Path) -> None:
    put(tmp_path / "a.gguf", "")
    put(tmp_path / "b/c.gguf", "")
    times = iter([0.0, 1.0, 2.0, 30.0, 31.0, 32.0])
    scan = Scan(most_seconds=20, clock=lambda: next(times))
    assert [file.name for file in scan.files(tmp_path, is_gguf)] == ["a.gguf"]
    assert scan.is_cut


def test_passes_over_what_is_not_there(tmp_path: Path) -> None:
    scan = Scan()
    assert list(scan.files(tmp_path / "missing", is_gguf)) == []
    assert list(scan.files(Path("zero\0"), is_gguf)) == []
    assert not scan.is_cut


def test_knows_models_by_their_ending() -> None:
    assert is_gguf("A.GGUF")
    assert not is_gguf("a.gguf.partial")
    assert not is_gguf("._a.gguf")  # what macOS puts beside files on foreign disks
