"""Builds homes in which other programs keep models, in the layouts these programs really have."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from deai_desktop.system.user_folders import UserFolders


def linux_home(home: Path, environment: Mapping[str, str] | None = None) -> UserFolders:
    """Return the folders of a person on Linux."""
    return UserFolders(
        home,
        home / ".config",
        home / ".local/share",
        home / ".cache",
        environment or {},
        (home.parent / "usr-share",),
    )


def windows_home(home: Path, environment: Mapping[str, str] | None = None) -> UserFolders:
    """Return the folders of a person on Windows."""
    local = home / "AppData/Local"
    return UserFolders(home, home / "AppData/Roaming", local, local, environment or {})


def mac_home(home: Path) -> UserFolders:
    """Return the folders of a person on a Mac."""
    support = home / "Library/Application Support"
    return UserFolders(home, support, support, home / "Library/Caches", {})


def put(path: Path, content: bytes | str) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def ollama_model(folder: Path, place: str, content: bytes, *, media: str = "model") -> Path:
    """Add a model to an Ollama folder, with a template beside it, and return its blob."""
    digest = hashlib.sha256(content).hexdigest()
    layers = [
        {
            "mediaType": f"application/vnd.ollama.image.{media}",
            "digest": f"sha256:{digest}",
            "size": len(content),
        },
        {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:" + "0" * 64, "size": 5},
    ]
    put(folder / "blobs" / ("sha256-" + "0" * 64), "hello")
    put(folder / "manifests" / place, json.dumps({"schemaVersion": 2, "config": {}, "layers": layers}))
    return put(folder / "blobs" / f"sha256-{digest}", content)


def cached_file(
    hub: Path, repository: str, revision: str, name: str, content: bytes, *, link: bool = True
) -> Path:
    """Add a file to a Hugging Face cache and return its path in the snapshot."""
    folder = hub / f"models--{repository.replace('/', '--')}"
    path = folder / "snapshots" / revision / name
    if not link:
        return put(path, content)
    blob = put(folder / "blobs" / hashlib.sha256(content).hexdigest(), content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(os.path.relpath(blob, path.parent))
    return path
