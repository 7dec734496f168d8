"""Renews the pins of the wheels for Windows: what pyproject.toml asks for, resolved for the Python that is frozen."""

from __future__ import annotations

import re
import tarfile
import tomllib
from email import message_from_string
from pathlib import Path
from typing import Any

from installer import tools
from installer.commands import BuildError, run, say
from installer.pins import LLAMA, WINDOWS, WINDOWS_TESTS, Pin, read_pins, write_pins
from installer.places import ROOT, Places

EXTRAS = ("desktop", "lan", "pool", "update")
"""The optional parts of the program that the Windows one always has."""
_LLAMA = "llama-cpp-python"
_FROZEN = "What is frozen into the Windows program, and what freezes it. Renewed by: python -m installer pins"
_TESTED = "What the tests need on top under Windows. Renewed by: python -m installer pins"


def renew(places: Places) -> None:
    """Resolve, fetch and write down the hash of each wheel that was chosen."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    frozen = _pins(places, _frozen_requirements(places, project), "frozen")
    tests = _pins(
        places, [*(f"{pin.name}=={pin.version}" for pin in frozen), *_test_requirements(project)], "tests"
    )
    names = {pin.name for pin in frozen}
    write_pins(WINDOWS, _FROZEN, frozen)
    write_pins(WINDOWS_TESTS, _TESTED, [pin for pin in tests if pin.name not in names])
    say(f"{len(frozen)} wheels to freeze, {len(tests) - len(frozen)} more for the tests")


def _frozen_requirements(places: Places, project: dict[str, Any]) -> list[str]:
    asked = list(project["project"]["dependencies"])
    extras = project["project"]["optional-dependencies"]
    for name in EXTRAS:
        asked += extras.get(name, [])
    asked += project["dependency-groups"]["freeze"]
    asked = [one for one in asked if not one.startswith(_LLAMA)]  # built here, from a pinned source
    return asked + _needs_of_llama(places)


def _needs_of_llama(places: Places) -> list[str]:
    (pin,) = read_pins(LLAMA)
    with tarfile.open(tools.fetch_source(places, pin)) as archive:
        about = next(one for one in archive.getmembers() if one.name.endswith("/PKG-INFO"))
        file = archive.extractfile(about)
        assert file is not None
        metadata = message_from_string(file.read().decode("utf-8"))
    return [one for one in metadata.get_all("Requires-Dist", []) if "extra ==" not in one]


def _test_requirements(project: dict[str, Any]) -> list[str]:
    asked = [one for one in project["dependency-groups"]["test"] if not one.startswith("deai-desktop")]
    return [*asked, "pip"]  # which any Python but the one in Wine has


def _pins(places: Places, requirements: list[str], name: str) -> list[Pin]:
    asked = places.logs / f"{name}.in"
    solved = places.logs / f"{name}.txt"
    asked.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    uv: list[str | Path] = [
        tools.uv(places),
        "pip",
        "compile",
        "-q",
        asked,
        "-o",
        solved,
        "--upgrade",
        "--no-header",
        "--no-annotate",
    ]
    uv += [
        "--python-platform",
        "x86_64-pc-windows-msvc",
        "--python-version",
        "3.11",
        "--only-binary",
        ":all:",
    ]
    run(uv, places.logs / f"{name}.log")
    chosen = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", solved.read_text(encoding="utf-8"), re.M)
    folder = places.folder("wheels")
    versions = [f"{name}=={version}" for name, version in chosen]
    tools.download(places, folder, [*tools.WINDOWS_WHEELS, *versions])
    return [
        Pin(name, version, (tools.sha256_of(_wheel_of(folder, name, version)),)) for name, version in chosen
    ]


def _wheel_of(folder: Path, name: str, version: str) -> Path:
    start = re.sub(r"[-_.]+", "_", name).lower()
    found = [
        file
        for file in folder.glob("*.whl")
        if re.sub(r"[-_.]+", "_", file.name.split("-")[0]).lower() == start
        and file.name.split("-")[1] == version
    ]
    if len(found) != 1:
        raise BuildError(f"{len(found)} wheels of {name} {version} in {folder}")
    return found[0]
