"""Finds models that other programs on this PC already hold; only looks when asked, and only at the heads of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.core.errors import DeAIError
from deai_desktop.models.library.programs import PROGRAMS, Finder
from deai_desktop.models.library.programs.candidate import Candidate
from deai_desktop.models.library.reading import is_later_part, read_model_files
from deai_desktop.models.library.removal import identities
from deai_desktop.models.library.scan import Scan
from deai_desktop.models.model_facts import plain_text
from deai_desktop.system.user_folders import UserFolders


@dataclass(frozen=True)
class FoundModel:
    """Hold a file of another program and what its head says."""

    path: Path
    name: str
    """What its program calls it."""
    program: str
    size: int
    """Bytes of all its files."""
    sha256: str = ""
    """What its program says of the content."""
    architecture: str = ""
    quantization: str = ""
    problem: str = ""
    """Why it can't be used; empty when it can."""


def find_models(
    user: UserFolders, scan: Scan, programs: Mapping[str, Finder] = PROGRAMS
) -> Iterator[FoundModel]:
    """Look at where other programs keep models; a file that two of them share is told once."""
    seen: set[tuple[int, int]] = set()
    for program, finder in programs.items():
        for candidate in finder(user, scan):
            if not scan.may_go_on():
                return
            same = identities([candidate.path])
            if (
                is_later_part(candidate.path.name)
                or (same and same[0] in seen)
                or not _is_text(candidate.path)
            ):
                continue
            seen.update(same)
            yield _looked_at(candidate, program)


def _looked_at(candidate: Candidate, program: str) -> FoundModel:
    name = plain_text(candidate.name) or candidate.path.name
    try:
        facts = read_model_files(candidate.path).facts
    except DeAIError as error:
        return FoundModel(candidate.path, name, program, _size(candidate.path), problem=error.message)
    return FoundModel(
        candidate.path,
        name,
        program,
        facts.size,
        candidate.sha256,
        facts.architecture,
        facts.quantization,
    )


def _is_text(path: Path) -> bool:
    """Say whether the name can be written down and sent; on Linux, a name may be any bytes."""
    try:
        str(path).encode()
    except ValueError:
        return False
    return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
