"""Looks for a newer version, fetches it and starts its setup: each step only when the person wants it."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from deai_desktop.core.addresses import is_safe_url
from deai_desktop.core.build import BuildKind
from deai_desktop.core.errors import (
    ConflictError,
    DeAIError,
    DownloadCancelledError,
    UpdateError,
    UpdateRefusedError,
    WrongFileError,
)
from deai_desktop.core.events import EventBus
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.download import download
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.downloads.partial_file import sha256_of
from deai_desktop.outbound.journal import Journal
from deai_desktop.system.setup_program import can_start_setup, start_setup
from deai_desktop.updates.channel import Channel
from deai_desktop.updates.events import UpdateChanged
from deai_desktop.updates.offer import Offer

log = logging.getLogger(__name__)


class UpdateState(StrEnum):
    """Say how far it is."""

    NOT_SET_UP = "not_set_up"
    IDLE = "idle"
    CHECKING = "checking"
    CURRENT = "current"
    AVAILABLE = "available"
    DOWNLOADING = "downloading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class UpdateStatus:
    """Show how things are now."""

    state: UpdateState
    offer: Offer | None = None
    done: int = 0
    error: DeAIError | None = None
    checked_at: float | None = None
    file: Path | None = None
    """The verified package, once it is there."""


Find = Callable[[Channel, str, Path, Journal], Offer | None]


def _find(channel: Channel, address: str, folder: Path, journal: Journal) -> Offer | None:
    """Load python-tuf and cryptography now: most runs of the node never look for an update."""
    from deai_desktop.updates.fetcher import JournalledFetcher
    from deai_desktop.updates.repository import find_newer

    return find_newer(channel, address, folder, JournalledFetcher(journal))


class Updates:
    """Take one step at a time. ``memory`` is a folder that is kept, ``staging`` one that may be emptied."""

    def __init__(
        self,
        channel: Channel,
        address: Callable[[], str],
        memory: Path,
        staging: Path,
        events: EventBus,
        options: DownloadOptions,
        *,
        find: Find = _find,
    ) -> None:
        self._channel = channel
        self._address = address
        self._memory = memory / channel.kind.value
        self._staging = staging
        self._events = events
        self._options = options
        self._find = find
        self._lock = threading.Lock()
        self._status = UpdateStatus(UpdateState.IDLE)
        self._cancellation = Cancellation()
        self._worker: threading.Thread | None = None

    @property
    def channel(self) -> Channel:
        """What this program takes."""
        return self._channel

    @property
    def status(self) -> UpdateStatus:
        """How things are now."""
        return replace(self._status, state=UpdateState.NOT_SET_UP) if self.reason_off else self._status

    @property
    def reason_off(self) -> str:
        """Why there can be no updates at all; empty when there can."""
        if self._channel.kind is BuildKind.SOURCE:
            return "This DeAI runs from source: update it the way it was installed, with git and pip."
        if not self._channel.root:
            return "Updates are not set up in this build: it came without keys to check them by."
        if not self._address():
            return "There is no address to look for updates yet (the setting updates.address)."
        return ""

    def check(self) -> UpdateStatus:
        """Ask the server now; raises what `find_newer` raises, and `ConflictError` while something goes on."""
        if reason := self.reason_off:
            raise ConflictError(reason, hint="Newer versions have to be fetched by hand.")
        address = self._address().rstrip("/")
        if not is_safe_url(address):
            raise UpdateError("updates.address must begin with https://.", hint="Mend that setting.")
        self._begin(UpdateState.CHECKING)
        try:
            offer = self._find(self._channel, address, self._memory, self._options.journal)
        except Exception as error:
            known = (
                error if isinstance(error, DeAIError) else UpdateError("A fault of ours; the log has more.")
            )
            self._set(UpdateStatus(UpdateState.FAILED, error=known, checked_at=time.time()))
            raise
        state = UpdateState.AVAILABLE if offer else UpdateState.CURRENT
        self._set(UpdateStatus(state, offer, checked_at=time.time()))
        return self.status

    def start_download(self) -> UpdateStatus:
        """Fetch what was offered, in the background, going on where an earlier try stopped."""
        offer = self._status.offer
        if offer is None:
            raise ConflictError(
                "There is no newer version to fetch.", hint="Look for one: deai update --check"
            )
        if self._status.state is UpdateState.READY:
            return self.status
        self._begin(UpdateState.DOWNLOADING)
        self._worker = threading.Thread(target=self._work, args=(offer,), name="update", daemon=True)
        self._worker.start()
        return self.status

    def cancel_download(self) -> UpdateStatus:
        """Stop a download, which goes on there the next time; without one, nothing happens."""
        self._stop_download()
        return self.status

    def close(self) -> None:
        """Stop a download; what has arrived is kept."""
        self._stop_download()

    def _stop_download(self) -> None:
        self._cancellation.cancel()
        if self._worker is not None:
            self._worker.join(5)

    def apply(self, *, silent: bool) -> Path:
        """Check the package once more, then start its setup where there is one; return the package.

        Raises `UpdateRefusedError` when the file is no longer the one that was checked.
        """
        offer, file = self._status.offer, self._status.file
        if self._status.state is not UpdateState.READY or offer is None or file is None:
            raise ConflictError("No update is ready.", hint="Fetch it first: deai update")
        if not _is_genuine(file, offer):
            file.unlink(missing_ok=True)
            self._set(replace(self._status, state=UpdateState.AVAILABLE, file=None, done=0))
            raise UpdateRefusedError(
                "The file has changed since it was checked.", hint="It was removed. Fetch it again."
            )
        if can_start_setup():
            log.info("starting the setup of %s", offer.version)
            start_setup(file, self._staging / "setup.log", silent=silent)
        return file

    def _begin(self, state: UpdateState) -> None:
        with self._lock:
            if self._status.state in (UpdateState.CHECKING, UpdateState.DOWNLOADING):
                raise ConflictError("DeAI is busy with an update already.", hint="Wait a moment.")
            self._status = replace(self._status, state=state, error=None)
            self._cancellation = Cancellation()
        self._publish()

    def _set(self, status: UpdateStatus) -> None:
        self._status = status
        self._publish()

    def _publish(self) -> None:
        offer = self._status.offer
        self._events.publish(UpdateChanged(self._status.state.value, offer.version if offer else ""))

    def _work(self, offer: Offer) -> None:
        try:
            file = self._fetch(offer)
        except DownloadCancelledError:
            self._set(replace(self._status, state=UpdateState.AVAILABLE))
        except DeAIError as error:
            log.warning("the update could not be fetched: %s", error)
            self._set(replace(self._status, state=UpdateState.FAILED, error=error))
        except Exception:
            log.exception("the update could not be fetched")
            fault = UpdateError("A fault of ours; the log has more.")
            self._set(replace(self._status, state=UpdateState.FAILED, error=fault))
        else:
            self._set(replace(self._status, state=UpdateState.READY, file=file, done=offer.size))

    def _fetch(self, offer: Offer) -> Path:
        folder = self._staging / offer.sha256[:16]
        file = folder / offer.file_name
        if self._staging.is_dir():
            for older in self._staging.iterdir():
                if older.is_dir() and older != folder:
                    shutil.rmtree(older, ignore_errors=True)
        if not _is_genuine(file, offer):
            options = replace(
                self._options,
                purpose=f"Download of DeAI Desktop {offer.version}",
                cancellation=self._cancellation,
                progress=self._note,
            )
            try:
                download(offer.url, file, size=offer.size, sha256=offer.sha256, options=options)
            except WrongFileError as error:
                raise UpdateRefusedError(
                    "What the server sends is not what the signed list names.",
                    hint="It was deleted. Nothing was changed.",
                ) from error
        return file

    def _note(self, done: int, total: int) -> None:
        del total
        self._set(replace(self._status, done=done))


def _is_genuine(file: Path, offer: Offer) -> bool:
    try:
        return file.stat().st_size == offer.size and sha256_of(file) == offer.sha256
    except OSError:
        return False
