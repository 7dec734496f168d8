"""Everything that is fetched for the build, pinned by hash: names and hashes, never where an index lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from installer.commands import BuildError

FOLDER = Path(__file__).parent / "pins"
WINDOWS = FOLDER / "windows.txt"
"""The wheels that are frozen, and those that freeze them."""
WINDOWS_TESTS = FOLDER / "windows-tests.txt"
"""The wheels that the tests need on top."""
WINDOWS_PYTHON = FOLDER / "windows-python.txt"
LLAMA = FOLDER / "llama.txt"
UCRTBASE = FOLDER / "ucrtbase.txt"
TOOLS = FOLDER / "tools.txt"
"""The tools of the build on Linux."""

_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<hashes>(?:\s+--hash=sha256:[0-9a-f]{64})+)"
)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """Name one package on the index, and the files of it that are accepted."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def requirement(self) -> str:
        """Write it as pip reads it."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash=sha256:{one}" for one in self.hashes)])


def read_pins(file: Path) -> list[Pin]:
    """Read a file of pins. Raises `BuildError` for a line that pins nothing."""
    pins = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise BuildError(f"{file.name}: this line pins nothing: {line}")
        pins.append(Pin(match["name"], match["version"], tuple(_HASH.findall(match["hashes"]))))
    return pins


def write_pins(file: Path, comment: str, pins: list[Pin]) -> None:
    """Write a file of pins, sorted by name."""
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += [pin.requirement for pin in sorted(pins, key=lambda pin: pin.name.lower())]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
