"""Fetches one file over HTTPS, going on where it stopped; nothing but its hash is trusted."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from deai_desktop.core.errors import WrongFileError
from deai_desktop.downloads.crew import Crew
from deai_desktop.downloads.download_options import DownloadOptions, ProgressReport
from deai_desktop.downloads.partial_file import PartialFile
from deai_desktop.downloads.quarantine import Quarantine
from deai_desktop.downloads.transfer import Transfer

log = logging.getLogger(__name__)


def download(url: str, target: Path, *, size: int, sha256: str, options: DownloadOptions) -> None:
    """Fetch a file to ``target``, which exists only when its hash is right.

    Raises `DownloadError` (this source does not do), `WrongFileError` where it is another file, `DiskFullError`
    or `DownloadCancelledError`; with the latter two, and when the line broke too often, what has arrived is kept
    for the next time.
    """
    options.using(urlsplit(url).hostname or "")
    partial = PartialFile(target, size, sha256)
    try:
        _fetch(url, partial, options)
    except _WrongHashError:
        raise _put_aside(url, partial, options) from None


class _WrongHashError(Exception):
    """Say that everything arrived, from one piece, and is not what was wanted."""


def _fetch(url: str, partial: PartialFile, options: DownloadOptions) -> None:
    check = options.cancellation.check
    with partial.opened() as origin:
        check()
        transfer = Transfer(url, partial, origin, options)
        report = ProgressReport(options, partial.size)
        report.reached(partial.length)
        Crew(transfer, report).run()
        is_genuine = partial.check_hash(check)
        if not is_genuine and not transfer.is_one_piece:
            # Pieces of two different files may have met: only one whole piece proves the source wrong.
            partial.restart()
            transfer.options = replace(options, parallel_parts=lambda: 1)
            Crew(transfer, report).run()
            is_genuine = partial.check_hash(check)
        if not is_genuine:
            raise _WrongHashError
        partial.finish()


def _put_aside(url: str, partial: PartialFile, options: DownloadOptions) -> WrongFileError:
    """Take the wrong file out of the way and say where it came from."""
    kept = False
    if options.quarantine is not None:
        try:
            Quarantine(options.quarantine).take(
                partial.path, partial.target.name, url, partial.sha256, partial.found_sha256
            )
            kept = True
        except OSError as error:
            log.warning("%s could not be put into quarantine: %s", partial.path.name, error)
    partial.remove()
    return WrongFileError(
        f"What {url} sends is not the file that was wanted: its SHA-256 is another one.",
        hint="It is in quarantine and is not used. Try again later, or choose another model."
        if kept
        else "It was deleted. Try again later, or choose another model.",
    )
