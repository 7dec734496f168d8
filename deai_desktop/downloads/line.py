"""Fetches parts of a file over one connection, patiently."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from deai_desktop.core.addresses import is_safe_url
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.partial_file import Write
from deai_desktop.downloads.parts import Part
from deai_desktop.downloads.transfer import LONGEST_WAIT, BrokenLineError, Transfer
from deai_desktop.outbound.web import (
    BrokenConnectionError,
    UnreachableServerError,
    UnusableServerError,
    WebAnswer,
    WebSession,
)

RETRIES = 5
"""Failures in a row, without one byte between them, before a source is given up."""
MOST_REDIRECTS = 5

_SENT = "Which file is wanted and from where on, DeAI's version"
_SENT_WITH_TOKEN = f"{_SENT}, your token for the hub"
_REDIRECTS = (301, 302, 303, 307, 308)


class Line:
    """Ask one address for one part after another."""

    def __init__(
        self, transfer: Transfer, session: WebSession, write: Write, cancellation: Cancellation
    ) -> None:
        self._transfer = transfer
        self._session = session
        self._write = write
        self._cancellation = cancellation

    def fetch(self, part: Part) -> None:
        """Fetch what a part lacks.

        Raises `DownloadError` when the patience is at its end, and what `Transfer.accept` raises.
        """
        failures, best = 0, part.position
        while part.position < part.end:
            self._transfer.partial.check_space()
            try:
                self._fetch_once(part)
            except BrokenLineError as error:
                self._cancellation.check()
                failures = 0 if part.position > best else failures + error.cost
                best = max(best, part.position)
                if failures > RETRIES:
                    raise self._transfer.failed(f"the connection failed again and again ({error})") from error
                pause = self._transfer.options.retry_delay * 2 ** max(0, failures - 1)
                self._cancellation.wait(min(pause if error.wait is None else error.wait, LONGEST_WAIT))

    def _fetch_once(self, part: Part) -> None:
        with self._answer(part) as answer:
            self._transfer.accept(part, answer)
            try:
                with self._cancellation.interrupting(answer.interrupt):
                    self._take(part, answer)
            finally:
                # A connection cut by `interrupt` shows up as any error; the wish comes first.
                self._cancellation.check()
            if part.position < part.end:
                raise BrokenLineError("the file ended too early")

    def _take(self, part: Part, answer: WebAnswer) -> None:
        """Write the body as it comes, and not one byte more than was wanted."""
        size, throttle = self._transfer.partial.size, self._transfer.throttle
        while True:
            self._cancellation.check()
            try:
                data = answer.read(throttle.chunk)
            except BrokenConnectionError as error:
                raise BrokenLineError(error.reason) from error
            missing = part.end - part.position
            if len(data) > missing and part.end == size:
                raise self._transfer.sent_too_much()
            if data and missing:
                self._write(part, data[:missing] if len(data) > missing else data)
                throttle.passed(len(data), self._cancellation)
            # At the end of the file one more look tells whether there is more; elsewhere there always is.
            if not data or (part.position >= part.end and part.end < size):
                return

    @contextmanager
    def _answer(self, part: Part) -> Iterator[WebAnswer]:
        """Ask for what is missing, following redirects to safe addresses only."""
        url = self._transfer.url
        for _ in range(MOST_REDIRECTS + 1):
            self._cancellation.check()
            with self._request(part, url) as answer:
                if answer.status not in _REDIRECTS:
                    yield answer
                    return
                url = urljoin(url, answer.headers.get("Location", ""))
            if not is_safe_url(url):
                raise self._transfer.failed("it redirects to an address that is not safe")
        raise self._transfer.failed("it redirects in circles")

    @contextmanager
    def _request(self, part: Part, url: str) -> Iterator[WebAnswer]:
        options = self._transfer.options
        timeout = (options.connect_timeout, options.read_timeout)
        headers = self._transfer.headers(part, url)
        try:
            sent = _SENT_WITH_TOKEN if "Authorization" in headers else _SENT
            with self._session.get(url, headers=headers, sent=sent, timeout=timeout) as answer:
                yield answer
        except UnreachableServerError as error:
            # Without a connection there is little hope: the other sources should not wait long.
            raise BrokenLineError(error.reason, cost=2) from error
        except UnusableServerError as error:
            raise self._transfer.failed(error.reason) from error
