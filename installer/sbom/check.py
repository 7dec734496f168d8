"""Checks the folder to be packaged against its bill of materials; also run before the setup file is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from deai_desktop.core.build import BUILD_FILE, BuildKind
from installer import tools
from installer.freeze.left_out import is_windows_own
from installer.pins import LLAMA, WINDOWS, WINDOWS_PYTHON, read_pins
from installer.sbom.component import Component, Origin, kind_of
from installer.sbom.cyclonedx import FILE, read_bill
from installer.sbom.describe import files_of
from installer.wine import standins

_BUILD_FILE = f"_internal/resources/{BUILD_FILE}"


def problems_of(folder: Path, stand_in_hashes: frozenset[str] = frozenset()) -> list[str]:
    """List what speaks against packaging the folder; `BuildError` when its bill can't even be read."""
    components, named, kind = read_bill(folder)
    found = {path: tools.sha256_of(folder / path) for path in files_of(folder) if path != FILE}
    return [
        *_differences(named, found),
        *_stand_ins(folder, found, stand_in_hashes),
        *_unpinned(components),
        *_false_kind(folder, components, kind),
    ]


def _differences(named: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    for path in sorted(found.keys() - named.keys()):
        yield f"{path}: the bill of materials doesn't name it"
    for path in sorted(named.keys() - found.keys()):
        yield f"{path}: it is missing"
    for path in sorted(named.keys() & found.keys()):
        if named[path] != found[path]:
            yield f"{path}: it is not the file that the bill of materials names"


def _stand_ins(folder: Path, found: dict[str, str], hashes: frozenset[str]) -> Iterator[str]:
    for path, sha256 in found.items():
        name = PurePosixPath(path).name
        if is_windows_own(name):
            yield f"{path}: it belongs to Windows"
        elif sha256 in hashes or (
            name.lower().endswith(".dll") and standins.MARK in (folder / path).read_bytes()
        ):
            yield f"{path}: it is a stand-in for Wine"


def _unpinned(components: list[Component]) -> Iterator[str]:
    pins = {
        Origin.PINNED_WHEEL: _hashes(WINDOWS),
        Origin.PINNED_SOURCE: _hashes(LLAMA),
        Origin.REPACKAGED: _hashes(WINDOWS_PYTHON),
    }
    for component in components:
        if component.origin in pins and component.sha256 not in pins[component.origin]:
            yield f"{component.reference}: it is not the one that is pinned"
        if not component.licence:
            yield f"{component.reference}: it has no licence"


def _hashes(file: Path) -> set[str]:
    return {one for pin in read_pins(file) for one in pin.hashes}


def _false_kind(folder: Path, components: list[Component], kind: str) -> Iterator[str]:
    proven = kind_of(components)
    try:
        claimed = BuildKind(json.loads((folder / _BUILD_FILE).read_text(encoding="utf-8"))["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{_BUILD_FILE}: it doesn't say what kind of build this is"
        return
    unproven = ", ".join(one.reference for one in components if not one.origin.is_proven)
    if BuildKind.RELEASE in (claimed, kind) and proven is not BuildKind.RELEASE:
        yield f"it calls itself a release, but the origin of this is not proven: {unproven or 'everything'}"
    elif claimed is not proven or kind != proven:
        yield f"it calls itself {claimed.value} and {kind}; its parts make it {proven.value}"
