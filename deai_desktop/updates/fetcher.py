"""Fetches TUF's metadata through the one door to other computers, so that each connection is written down."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tuf.api.exceptions import DownloadError, DownloadHTTPError, SlowRetrievalError
from tuf.ngclient import FetcherInterface

from deai_desktop.outbound.journal import Journal, OutboundError
from deai_desktop.outbound.web import WebSession

PURPOSE = "Search for an update"
SENT = "That DeAI asks for updates, and its version"


class JournalledFetcher(FetcherInterface):
    """Follow no redirects, take no longer than ``seconds`` for one file, and give up at once when it fails."""

    def __init__(
        self, journal: Journal, *, connect: float = 10.0, read: float = 15.0, seconds: float = 60.0
    ) -> None:
        self._journal = journal
        self._timeout = (connect, read)
        self._seconds = seconds

    def _fetch(self, url: str) -> Iterator[bytes]:
        deadline = time.monotonic() + self._seconds
        headers = {"Accept-Encoding": "identity"}
        try:
            with (
                WebSession(self._journal, PURPOSE) as session,
                session.get(url, headers=headers, sent=SENT, timeout=self._timeout) as answer,
            ):
                if answer.status != 200:
                    raise DownloadHTTPError(f"the server answers {answer.status}", answer.status)
                while data := answer.read(16_384):
                    if time.monotonic() > deadline:
                        raise SlowRetrievalError("the server is too slow")
                    yield data
        except OutboundError as error:
            raise DownloadError(error.reason) from error
