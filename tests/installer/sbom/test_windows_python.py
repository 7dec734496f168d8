"""What release.ps1 writes down of a Python that was signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from installer.commands import BuildError
from installer.sbom.component import Origin
from installer.sbom.windows_python import read_record

PSF = "CN=Python Software Foundation, O=Python Software Foundation, L=Beaverton, S=Oregon, C=US"


MICROSOFT = {"signer": "CN=Microsoft Corporation, O=Microsoft Corporation"}
SIGNED = {"sha256": "A" * 64, "status": "Valid", "signer": PSF, "thumbprint": "B" * 40}


def record(folder: Path, changes: Mapping[str, str] = {}, setup: Mapping[str, str] = {}) -> Path:
    (folder / "LICENSE.txt").write_text("PSF", encoding="utf-8")
    entry = {"path": "DLLs\\_ssl.pyd"} | SIGNED | dict(changes)
    file = folder / "windows-python.json"
    about: dict[str, Any] = {"version": "3.11.9", "folder": str(folder), "files": [entry]}
    about["setup"] = SIGNED | dict(setup)
    file.write_text(json.dumps(about), encoding="utf-8-sig")  # as PowerShell writes it
    return file


def test_a_signed_python_is_proven(tmp_path: Path) -> None:
    python = read_record(record(tmp_path))
    assert python.component.origin is Origin.SIGNED
    assert python.component.sha256 == "a" * 64
    assert python.hashes["dlls/_ssl.pyd"] == "a" * 64


@pytest.mark.parametrize(
    "setup",
    [
        {"status": "NotSigned", "signer": ""},
        MICROSOFT,
        {"thumbprint": ""},
    ],
)
def test_modules_are_proven_by_the_setup_that_they_come_from(tmp_path: Path, setup: dict[str, str]) -> None:
    with pytest.raises(BuildError, match="CPython's setup"):
        read_record(record(tmp_path, setup=setup))


def test_a_record_without_a_setup_proves_no_modules(tmp_path: Path) -> None:
    file = record(tmp_path)
    about = json.loads(file.read_text(encoding="utf-8-sig"))
    del about["setup"]
    file.write_text(json.dumps(about), encoding="utf-8-sig")
    with pytest.raises(BuildError, match="CPython's setup"):
        read_record(file)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "NotSigned", "signer": ""},
        {"status": "HashMismatch"},
        {"status": "UnknownError"},
        {"signer": "CN=Somebody, O=Somebody Else"},
        {"signer": "CN=Python Software Foundation, O=Somebody Else"},
        {"signer": "CN=Somebody, O=Python Software Foundation of Somebody"},
        {"thumbprint": ""},
    ],
)
def test_any_other_signature_is_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    with pytest.raises(BuildError, match=r"_ssl\.pyd"):
        read_record(record(tmp_path, changes))


def test_microsofts_signature_alone_is_no_python(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no file was signed by the Python Software Foundation"):
        read_record(record(tmp_path, MICROSOFT))
