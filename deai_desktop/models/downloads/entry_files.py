"""Fetches all files of one model into its folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deai_desktop.core.errors import DiskFullError, DownloadError
from deai_desktop.core.units import format_bytes
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.downloads.partial_file import PartialFile
from deai_desktop.models.catalogue_entry import CatalogueEntry, CatalogueFile
from deai_desktop.models.sources import fetch_file

_LARGEST_UNVERIFIED = 20_000_000
"""Hubs know no hash of small text files; anything larger always has one."""
_WEIGHTS = (".gguf", ".onnx", ".data", ".bin", ".safetensors")


def fetch_files(entry: CatalogueEntry, folder: Path, options: DownloadOptions) -> str:
    """Fetch what is missing of a model and return which source gave the first file that was missing.

    Raises `DownloadError`, `DiskFullError` before the first byte if there is no room for all, or
    `DownloadCancelledError`.
    """
    for file in entry.files:
        _refuse_unknown(file)
    _check_space(entry, folder)
    before, sources = 0, []
    for file in entry.files:
        told = replace(options, progress=_shifted(options.progress, before, entry.size))
        sources.append(fetch_file(file, folder, told))
        before += file.size
    return next(filter(None, sources), "")


def is_verifiable(entry: CatalogueEntry) -> bool:
    """Tell whether the hash of every file is known, or still to be told by the hub."""
    return all(file.sha256 or not file.size for file in entry.files)


def _shifted(tell: Callable[[int, int], None], before: int, total: int) -> Callable[[int, int], None]:
    return lambda done, _: tell(before + done, total)


def _refuse_unknown(file: CatalogueFile) -> None:
    is_small = file.size <= _LARGEST_UNVERIFIED and not file.name.lower().endswith(_WEIGHTS)
    if not file.size or not (file.sha256 or is_small):
        raise DownloadError(
            f"Nobody says what {file.name} has to be like: its size or its SHA-256 is not known.",
            hint="Try again when this PC is online, or choose another version of this model.",
        )


def _check_space(entry: CatalogueEntry, folder: Path) -> None:
    missing = sum(file.size - _have(folder / file.name, file) for file in entry.files)
    place = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(place).free
    if free < missing:
        raise DiskFullError(
            f"{format_bytes(missing)} are still to come, and the disk has {format_bytes(free)} left.",
            hint="Make room and start the download again: it goes on where it stopped.",
        )


def _have(target: Path, file: CatalogueFile) -> int:
    if target.is_file() and target.stat().st_size == file.size:
        return file.size
    return PartialFile(target, file.size, file.sha256).length_on_disk
