"""Ollama: manifests, one a name and tag, and the files they speak of as ``blobs/sha256-…`` without an ending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deai_desktop.models.library.programs.candidate import Candidate, distinct, folder_named, read_json
from deai_desktop.models.library.scan import Scan
from deai_desktop.system.user_folders import UserFolders

_DIGEST = re.compile(r"sha256[:-]([0-9a-f]{64})")
_MODEL = "application/vnd.ollama.image.model"
_OWN_HOST, _OWN_NAMESPACE = "registry.ollama.ai", "library"


def ollama_files(user: UserFolders, scan: Scan) -> Iterator[Candidate]:
    """Find its models, of this person and of a service for everybody; each blob once."""
    seen = set()
    services = [home / "ollama/.ollama/models" for home in user.of_all]
    chosen = folder_named(user.environment.get("OLLAMA_MODELS"))
    for folder in distinct([chosen, user.home / ".ollama/models", *services]):
        manifests = folder / "manifests"
        for manifest in scan.files(manifests, lambda _: True):
            name = _name(manifest.relative_to(manifests))
            for digest in _models_in(manifest):
                blob = folder / "blobs" / f"sha256-{digest}"
                if blob not in seen and blob.is_file() and not blob.is_symlink():
                    seen.add(blob)
                    yield Candidate(blob, name, digest)


def _name(place: Path) -> str:
    """Turn ``registry.ollama.ai/library/llama3.2/1b`` into ``llama3.2:1b``, the name Ollama shows."""
    parts = list(place.parts)
    if parts[:1] == [_OWN_HOST]:
        parts = parts[1:]
        if parts[:1] == [_OWN_NAMESPACE]:
            parts = parts[1:]
    return "/".join(parts[:-1]) + ":" + parts[-1] if len(parts) > 1 else place.as_posix()


def _models_in(manifest: Path) -> Iterator[str]:
    layers = read_json(manifest).get("layers")
    for layer in layers if isinstance(layers, list) else ():
        if isinstance(layer, dict) and layer.get("mediaType") == _MODEL:
            match = _DIGEST.fullmatch(str(layer.get("digest")))
            if match:
                yield match[1]
