"""All that is on a Windows' disk and in its registry, and what has changed: what a setup must not leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

Snapshot = dict[str, str]
"""Path, or key and value → what is there."""

_WINDOWS_NOISE = re.compile(
    r"(?i)\\(inetcache|inetcookies|history|recent)(\\|$)|\\temp(\\(?!.*(deai|_mei))|$)"
)
"""What Windows itself scribbles; of what lies in its folders for temporary files, ours counts."""
_REGISTRY_NOISE = re.compile(
    r"(?i)wine(?!\\Credential Manager\\)|MountPoints2|Internet Settings|\\Explorer\\(Shell Folders|FileExts)"
    r"|HKCU\\Console|CurrentControlSet\\(Control\\(Class|DeviceClasses|Video)|Enum|Hardware Profiles)"
)
"""The same in the registry; Wine's Credential Manager lies below Wine's own key."""


def files_on(drive: Path) -> Snapshot:
    """List every file and folder of a C: drive with its size and time, but for what Windows itself scribbles."""
    named = ((f"C:\\{PureWindowsPath(path.relative_to(drive))}", path) for path in drive.rglob("*"))
    return {name: _about(path) for name, path in named if not _WINDOWS_NOISE.search(name)}


def _about(path: Path) -> str:
    about = path.lstat()
    return "folder" if path.is_dir() else f"{about.st_size} {about.st_mtime_ns}"


def registry_of(prefix: Path) -> Snapshot:
    """Read the registry as Wine has written it to disk, value by value; nothing may run meanwhile."""
    found: Snapshot = {}
    for root, name in (("HKLM", "system.reg"), ("HKCU", "user.reg")):
        text = (prefix / name).read_text("utf-8", "surrogateescape")
        found.update(_values(root, text.replace("\\\n", "")))
    return {name: data for name, data in found.items() if not _REGISTRY_NOISE.search(name)}


def _values(root: str, text: str) -> Iterator[tuple[str, str]]:
    key = ""
    for line in text.splitlines():
        if line.startswith("["):
            key = rf"{root}\{line[1:].rpartition(']')[0]}".replace("\\\\", "\\")
            yield key, ""
        elif line.startswith(('"', "@")):
            value, _, data = line.partition("=")
            yield f"{key} : {value}", data


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """List what is new, gone or different."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
