"""Reads the wheels that were installed: which file is in which, and under what licence."""

from __future__ import annotations

import re
import zipfile
from email import message_from_string
from email.message import Message
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from installer import tools
from installer.pins import LLAMA, WINDOWS, read_pins
from installer.sbom.component import Component, Origin

_LICENCE_FILE = re.compile(
    r"(?:\.dist-info/(?:licen[cs]es?/.+|[^/]*(?:licen[cs]e|copying|notice|authors)[^/]*)|"
    r"^[^/]+/(?:LICEN[CS]E|ThirdPartyNotices)(?:\.\w+)?)$",
    re.I,
)
_LONGEST = 120


class Wheel:
    """One wheel and what is in it."""

    def __init__(self, file: Path) -> None:
        self._archive = zipfile.ZipFile(file)
        self._file = file
        self._names = {_installed(name).lower(): name for name in self._archive.namelist()}

    @cached_property
    def component(self) -> Component:
        """The part that it is."""
        about = self._metadata
        name, version = str(about["Name"]), str(about["Version"])
        url = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
        (llama,) = read_pins(LLAMA)
        if name.replace("_", "-") == llama.name:
            return Component(name, version, Origin.PINNED_SOURCE, _licence(about), url, llama.hashes[0])
        return Component(
            name, version, Origin.PINNED_WHEEL, _licence(about), url, tools.sha256_of(self._file)
        )

    @cached_property
    def _metadata(self) -> Message:
        name = next(name for name in self._archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_string(self._archive.read(name).decode("utf-8"))

    @property
    def paths(self) -> set[str]:
        """The paths of its files in site-packages, in small letters."""
        return set(self._names)

    def sha256_of(self, path: str) -> str:
        """Return the hash of one of its files."""
        return sha256(self._archive.read(self._names[path.lower()])).hexdigest()

    def licence_texts(self) -> dict[str, bytes]:
        """Return its licence files by a name of their own."""
        found = {}
        for name in self._archive.namelist():
            if _LICENCE_FILE.search(name) and not name.endswith("/"):
                short = re.sub(r"^.*?\.dist-info/(?:licen[cs]es?/)?", "", name)
                found[short] = self._archive.read(name)
        return found


def installed_wheels(fetched: list[Path], llama: Path) -> list[Wheel]:
    """Open the wheels that were frozen. Each fetched one has a hash that is pinned."""
    pinned = {one for pin in read_pins(WINDOWS) for one in pin.hashes}
    return [Wheel(file) for file in fetched if tools.sha256_of(file) in pinned] + [Wheel(llama)]


def _installed(name: str) -> str:
    """Say where a wheel's file lies once it is installed; uv puts programs into bin."""
    return re.sub(r"^[^/]+\.data/scripts/", "bin/", re.sub(r"^[^/]+\.data/(?:purelib|platlib)/", "", name))


def _licence(about: Message) -> str:
    """Read the licence's short name from where a package keeps it."""
    for field in ("License-Expression", "License"):
        lines = (about.get(field) or "").strip().splitlines()
        if lines and len(lines[0]) <= _LONGEST:
            return str(lines[0])
    named = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier", []) if one.startswith("License ::")
    ]
    return ", ".join(named)
