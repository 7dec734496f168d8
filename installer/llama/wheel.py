"""Packs llama-cpp-python's Python files and the DLLs built for it into a wheel."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from email import message_from_string
from pathlib import Path

TAG = "py3-none-win_amd64"
_DEBIAN_DOC = Path("/usr/share/doc")
_COMPILER = {
    "gcc-runtime.txt": "gcc-mingw-w64-x86-64-posix-runtime/copyright",
    "mingw-w64.txt": "mingw-w64-x86-64-dev/copyright",
}
"""The compiler's own libraries are linked into the DLLs."""
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the time of every file, so that the same files make the same wheel


def pack(source: Path, libraries: list[Path], folder: Path, more_licences: Mapping[str, str]) -> Path:
    """Write the wheel into ``folder``; metadata and licences are the source's own, and those of what is linked in.

    ``more_licences`` are names and where Debian has their texts.
    """
    metadata = (source / "PKG-INFO").read_text(encoding="utf-8")
    version = message_from_string(metadata)["Version"]
    about = f"llama_cpp_python-{version}.dist-info"
    files = {
        f"llama_cpp/{file.relative_to(source / 'llama_cpp').as_posix()}": file.read_bytes()
        for file in sorted((source / "llama_cpp").rglob("*"))
        if file.suffix in (".py", ".typed") and "server" not in file.parts
    }
    files |= {f"llama_cpp/lib/{file.name}": file.read_bytes() for file in libraries}
    files |= {
        f"{about}/METADATA": metadata.encode(),
        f"{about}/WHEEL": _wheel_file().encode(),
        f"{about}/licenses/LICENSE.md": (source / "LICENSE.md").read_bytes(),
        f"{about}/licenses/llama.cpp/LICENSE": (source / "vendor" / "llama.cpp" / "LICENSE").read_bytes(),
        **{
            f"{about}/licenses/{name}": (_DEBIAN_DOC / file).read_bytes()
            for name, file in {**_COMPILER, **more_licences}.items()
        },
    }
    packed = folder / f"llama_cpp_python-{version}-{TAG}.whl"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), content, zipfile.ZIP_DEFLATED)
        record = f"{about}/RECORD"
        archive.writestr(zipfile.ZipInfo(record, _OLDEST), _record(files, record), zipfile.ZIP_DEFLATED)
    return packed


def _wheel_file() -> str:
    lines = (
        "Wheel-Version: 1.0",
        "Generator: deai-desktop-installer",
        "Root-Is-Purelib: false",
        f"Tag: {TAG}",
    )
    return "\n".join(lines) + "\n"


def _record(files: dict[str, bytes], record: str) -> str:
    lines = []
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}")
    return "\n".join([*lines, f"{record},,"]) + "\n"
