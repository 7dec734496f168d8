"""The cache that Hugging Face's libraries share: ``models--OWNER--NAME/snapshots/REVISION/FILE``.

A snapshot's files are links to ``blobs/HASH``, or the files themselves where links are not allowed (Windows). See
https://huggingface.co/docs/huggingface_hub/guides/manage-cache.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deai_desktop.models.library.programs.candidate import Candidate, distinct, folder_named
from deai_desktop.models.library.scan import Scan, is_gguf
from deai_desktop.system.user_folders import UserFolders

_DEEPEST = 4
"""Folders inside a snapshot, for repositories that sort their quantizations into some."""


def hugging_face_files(user: UserFolders, scan: Scan) -> Iterator[Candidate]:
    """Find the models in the cache; the same content in two revisions once."""
    named = user.environment
    hubs = [folder_named(named.get(name)) for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")]
    homes = [folder_named(named.get("HF_HOME")), user.cache / "huggingface", user.home / ".cache/huggingface"]
    for hub in distinct([*hubs, *(home / "hub" for home in homes if home)]):
        for repository in scan.entries(hub):
            if repository.name.startswith("models--") and repository.is_dir(follow_symlinks=False):
                yield from _in_repository(Path(repository.path), scan)


def _in_repository(repository: Path, scan: Scan) -> Iterator[Candidate]:
    name = repository.name.removeprefix("models--").replace("--", "/", 1)
    seen = set()
    for revision in scan.entries(repository / "snapshots"):
        if not revision.is_dir(follow_symlinks=False):
            continue
        snapshot = Path(revision.path)
        for path in _files(snapshot, scan):
            content = path.resolve()
            if content not in seen:
                seen.add(content)
                yield Candidate(path, f"{name}/{path.relative_to(snapshot).as_posix()}", _hash(content))


def _files(folder: Path, scan: Scan, depth: int = 1) -> Iterator[Path]:
    """Find GGUF files; a link only if it leads to this repository's own blobs."""
    for entry in scan.entries(folder):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST:
                yield from _files(path, scan, depth + 1)
        elif is_gguf(entry.name) and (not entry.is_symlink() or _leads_to_blob(path)):
            yield path


def _leads_to_blob(link: Path) -> bool:
    repository = next(one for one in link.parents if one.name == "snapshots").parent
    try:
        content = link.resolve(strict=True)
        return content.parent == repository.resolve() / "blobs" and content.is_file()
    except (OSError, RuntimeError):
        return False


def _hash(content: Path) -> str:
    """Return the SHA-256 by which large files are named there; small ones have shorter names."""
    return content.name if re.fullmatch("[0-9a-f]{64}", content.name) else ""
