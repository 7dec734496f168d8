"""What release.ps1 writes down of a Python that was signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from installer.commands import BuildError
from installer.sbom.component import Origin
from installer.sbom.windows_python import read_record

PSF = "CN=Python Software Foundation, O=Python Software Foundation, L=Beaverton, S=Oregon, C=US"


def record(folder: Path, **changes: str) -> Path:
    (folder / "LICENSE.txt").write_text("PSF", encoding="utf-8")
    entry: dict[str, Any] = {
        "path": "DLLs\\_ssl.pyd",
        "sha256": "A" * 64,
        "status": "Valid",
        "signer": PSF,
        "thumbprint": "B" * 40,
    }
    file = folder / "windows-python.json"
    about = {"version": "3.11.9", "folder": str(folder), "files": [entry | changes]}
    file.write_text(json.dumps(about), encoding="utf-8-sig")  # as PowerShell writes it
    return file


def test_a_signed_python_is_proven(tmp_path: Path) -> None:
    python = read_record(record(tmp_path))
    assert python.component.origin is Origin.SIGNED
    assert python.hashes["dlls/_ssl.pyd"] == "a" * 64


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
        read_record(record(tmp_path, **changes))


def test_microsofts_signature_alone_is_no_python(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no file was signed by the Python Software Foundation"):
        read_record(record(tmp_path, signer="CN=Microsoft Corporation, O=Microsoft Corporation"))
