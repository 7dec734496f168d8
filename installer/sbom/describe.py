"""Says of each file in a frozen folder which part it came from, and gives up where nobody can."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deai_desktop import __version__
from installer import tools
from installer.commands import BuildError
from installer.freeze.contents import FILE as CONTENTS
from installer.places import ROOT
from installer.sbom.component import Component, Origin
from installer.sbom.licences import write_licences
from installer.sbom.wheels import Wheel
from installer.sbom.windows_python import WindowsPython

_MADE = {
    "deai.exe",
    "DeAI Desktop.exe",
    "_internal/base_library.zip",
    "_internal/resources/build.json",
    "_internal/resources/icons/application.png",
}
"""What PyInstaller and we make of our own files and of others' modules, and which is in no archive therefore."""
_ALWAYS = ("pyinstaller",)
"""Its start code is in both programs."""


@dataclass
class Bill:
    """Parts, the files of each, and what the programs were made of."""

    own: Component
    files: dict[str, tuple[str, Component]] = field(default_factory=dict)
    """Path in the folder → sha256 and part."""
    used: dict[str, Component] = field(default_factory=dict)
    """All parts by reference, also those of which only Python modules were taken into the programs."""

    def add(self, path: str, sha256: str, component: Component) -> None:
        """Note one file."""
        self.files[path] = (sha256, component)
        self.used[component.reference] = component


def own_component(commit: str) -> Component:
    """Describe this repository."""
    is_whole = bool(commit) and not commit.endswith("-changed")
    origin = Origin.CHECKOUT if is_whole else Origin.CHANGED_CHECKOUT
    return Component("DeAI Desktop", __version__, origin, "Apache-2.0", f"commit {commit or 'unknown'}")


def describe(folder: Path, work: Path, wheels: list[Wheel], python: WindowsPython, commit: str) -> Bill:
    """Name the origin of each file and prove it by hash; add the licence texts of what is used.

    The folder is as PyInstaller left it. Raises `BuildError` for the first file that has no origin.
    """
    contents = json.loads((work / CONTENTS).read_text(encoding="utf-8"))
    bill = Bill(own_component(commit))
    sources = _Sources(wheels, python, bill.own)
    for path in files_of(folder):
        sha256 = tools.sha256_of(folder / path)
        source = contents["files"].get(path.removeprefix("_internal/"), "")
        bill.add(path, sha256, bill.own if path in _MADE else sources.of(source, path, sha256))
    for component in sources.of_modules(contents["modules"].values()):
        bill.used[component.reference] = component
    for path, component in write_licences(folder, _texts(bill, wheels, python)).items():
        bill.add(path, tools.sha256_of(folder / path), component)
    return bill


def _texts(
    bill: Bill, wheels: list[Wheel], python: WindowsPython
) -> Iterator[tuple[Component, dict[str, bytes]]]:
    yield bill.own, {"LICENSE": (ROOT / "LICENSE").read_bytes()}
    yield python.component, {"LICENSE.txt": python.licence_text}
    for wheel in wheels:
        if wheel.component.reference in bill.used:
            yield wheel.component, wheel.licence_texts()


def files_of(folder: Path) -> list[str]:
    """List all files of a folder by their paths in it."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir())


class _Sources:
    def __init__(self, wheels: list[Wheel], python: WindowsPython, own: Component) -> None:
        self._wheels = {path: wheel for wheel in wheels for path in wheel.paths}
        self._always = [wheel.component for wheel in wheels if wheel.component.name in _ALWAYS]
        self._python = python
        self._own = own

    def of(self, source: str, path: str, sha256: str) -> Component:
        root, _, place = _read(source)
        if root == "packages" and (wheel := self._wheels.get(place.lower())):
            return _same(path, sha256, wheel.sha256_of(place), wheel.component)
        if root == "python" and (expected := self._python.hashes.get(place.lower())):
            return _same(path, sha256, expected, self._python.component)
        if root == "project" and (ROOT / place).is_file():
            return _same(path, sha256, tools.sha256_of(ROOT / place), self._own)
        raise BuildError(
            f"nobody knows where {path} comes from ({source or 'PyInstaller did not put it there'})"
        )

    def of_modules(self, sources: Iterable[str]) -> Iterator[Component]:
        yield from self._always
        for source in sources:
            root, _, place = _read(source)
            if root == "packages" and (wheel := self._wheels.get(place.lower())):
                yield wheel.component
            elif root == "python":
                yield self._python.component
            elif root == "packages":
                raise BuildError(f"the module {place} is in no pinned wheel")


def _read(source: str) -> tuple[str, str, str]:
    """Take a source apart; programs that a wheel brings lie apart in an environment, and in ``bin`` in Wine."""
    root, colon, place = source.partition(":")
    return ("packages", colon, f"bin/{place}") if root == "scripts" else (root, colon, place)


def _same(path: str, sha256: str, expected: str, component: Component) -> Component:
    if sha256 != expected:
        raise BuildError(f"{path} is not the file that {component.reference} brought")
    return component
