"""What the download tests share: content, its hash, and options without long waits."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.core.errors import DownloadCancelledError
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.download import download
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.models.catalogue_entry import CatalogueEntry, CatalogueFile
from tests.fakes.file_server import FileServer
from tests.fakes.journal import FakeJournal


def noise(length: int, seed: int = 1) -> bytes:
    """Return bytes that are the same in every run."""
    return random.Random(seed).randbytes(length)


def sha256(content: bytes) -> str:
    """Hash content as the catalogue does."""
    return hashlib.sha256(content).hexdigest()


def quick(**changes: Any) -> DownloadOptions:
    """Return options for tests: retries at once and short timeouts."""
    usual: dict[str, Any] = {
        "journal": FakeJournal(),
        "retry_delay": 0.001,
        "connect_timeout": 2.0,
        "read_timeout": 2.0,
    }
    return DownloadOptions(**(usual | changes))


def fetch(url: str, target: Path, content: bytes, **changes: Any) -> None:
    """Download, wanting exactly this content."""
    download(url, target, size=len(content), sha256=sha256(content), options=quick(**changes))


def fetch_some(server: FileServer, target: Path, content: bytes, count: int) -> None:
    """Download, and cancel when exactly so many more bytes have arrived."""
    cancellation = Cancellation()
    server.stalls, server.cuts = [count], []
    wanted = size_of(partial_of(target)) + count

    def cancel() -> None:
        server.wait_until_stalled()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and size_of(partial_of(target)) != wanted:
            time.sleep(0.002)
        cancellation.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    with pytest.raises(DownloadCancelledError):
        fetch(server.url, target, content, cancellation=cancellation)
    thread.join(5)
    assert size_of(partial_of(target)) == wanted


def size_of(file: Path) -> int:
    """Return a file's size, 0 if there is none."""
    return file.stat().st_size if file.exists() else 0


def partial_of(target: Path) -> Path:
    """Return where the unfinished file lies."""
    return target.with_name(target.name + ".partial")


def leftovers(folder: Path) -> list[str]:
    """Return the names of all files below a folder."""
    return sorted(file.name for file in folder.rglob("*"))


def catalogue_file(content: bytes, *sources: dict[str, str], name: str = "model.gguf") -> CatalogueFile:
    """Describe content as the catalogue would."""
    return CatalogueFile.model_validate(
        {"name": name, "size": len(content), "sha256": sha256(content), "sources": list(sources)}
    )


def catalogue_entry(content: bytes, *sources: dict[str, str], model_id: str = "tiny") -> CatalogueEntry:
    """Make an entry of the catalogue whose one file has this content."""
    return CatalogueEntry.model_validate(
        {
            "id": model_id,
            "name": "Tiny",
            "family": "Test",
            "description": "A model for tests.",
            "parameters": 160,
            "licence": "Apache-2.0",
            "engine": "llama.cpp",
            "quantization": "Q4_1",
            "context_length": 2048,
            "kind": "chat",
            "files": [catalogue_file(content, *sources, name=f"{model_id}.gguf").model_dump(mode="json")],
        }
    )
