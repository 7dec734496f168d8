"""Fetches one file over HTTPS, going on where it stopped; nothing but its hash is trusted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from deai_desktop.core.addresses import is_safe_url
from deai_desktop.core.errors import DownloadError, WrongFileError
from deai_desktop.core.units import format_bytes
from deai_desktop.downloads.download_options import DownloadOptions, ProgressReport, Throttle
from deai_desktop.downloads.http_answer import (
    content_length,
    content_range,
    refusal,
    retry_after,
    validator,
)
from deai_desktop.downloads.partial_file import Origin, PartialFile
from deai_desktop.outbound.web import (
    BrokenConnectionError,
    UnreachableServerError,
    UnusableServerError,
    WebAnswer,
    WebSession,
)

RETRIES = 5
"""Failures in a row, without one byte between them, before a source is given up."""
LONGEST_WAIT = 30.0
MOST_REDIRECTS = 5

_SENT = "Which file is wanted and from where on, DeAI's version"
_SENT_WITH_TOKEN = f"{_SENT}, your token for the hub"
_REDIRECTS = (301, 302, 303, 307, 308)


class _BrokenLineError(BrokenConnectionError):
    """Say that trying again may help, after ``wait`` seconds if the server named them."""

    def __init__(self, reason: str, *, cost: int = 1, wait: float | None = None) -> None:
        super().__init__(reason)
        self.cost = cost
        self.wait = wait


def download(url: str, target: Path, *, size: int, sha256: str, options: DownloadOptions) -> None:
    """Fetch a file to ``target``, which exists only when its hash is right.

    Raises `DownloadError` (this source does not do), `WrongFileError` where it is another file, `DiskFullError`
    or `DownloadCancelledError`; with the latter two, and when the line broke too often, what has arrived is kept
    for the next time.
    """
    partial = PartialFile(target, size, sha256)
    try:
        with partial.opened(options.cancellation.check) as origin:
            _Download(url, partial, origin, options).run()
    except _WrongHashError:
        partial.remove()
        raise WrongFileError(
            f"What {url} sends is not the file that was wanted: its SHA-256 is another one.",
            hint="It was deleted. Try again later, or choose another model.",
        ) from None


class _WrongHashError(Exception):
    """Say that everything arrived, from one piece, and is not what was wanted."""


class _Download:
    """Try one address until the file is whole or the patience is at its end."""

    def __init__(self, url: str, partial: PartialFile, origin: Origin, options: DownloadOptions) -> None:
        self._url = url
        self._partial = partial
        self._origin = origin
        self._options = options
        self._cancellation = options.cancellation
        self._throttle = Throttle(options)
        self._report = ProgressReport(options, partial.size)
        self._is_one_piece = False

    def run(self) -> None:
        """Fetch what is missing and put the file in its place."""
        self._report.reached(self._partial.length)
        self._fetch_rest()
        if not self._partial.is_genuine and not self._is_one_piece:
            # Pieces of two different files may have met: only one whole piece proves the source wrong.
            self._partial.restart()
            self._fetch_rest()
        if not self._partial.is_genuine:
            raise _WrongHashError
        self._partial.finish()

    def _fetch_rest(self) -> None:
        failures, best = 0, self._partial.length
        while self._partial.missing:
            self._partial.check_space()
            try:
                self._fetch_once()
            except _BrokenLineError as error:
                self._cancellation.check()
                failures = 0 if self._partial.length > best else failures + error.cost
                best = max(best, self._partial.length)
                if failures > RETRIES:
                    raise self._failed(f"the connection failed again and again ({error})") from error
                pause = self._options.retry_delay * 2 ** max(0, failures - 1)
                self._cancellation.wait(min(pause if error.wait is None else error.wait, LONGEST_WAIT))

    def _fetch_once(self) -> None:
        with (
            WebSession(self._options.journal, self._options.purpose) as session,
            self._answer(session) as answer,
        ):
            self._accept(answer)
            try:
                with self._cancellation.interrupting(answer.interrupt):
                    for data in self._pieces(answer):
                        self._partial.add(data)
                        self._report.reached(self._partial.length)
                        self._throttle.passed(len(data))
            finally:
                # A connection cut by `interrupt` shows up as any error; the wish comes first.
                self._cancellation.check()
            if self._partial.missing:
                raise _BrokenLineError("the file ended too early")

    @contextmanager
    def _answer(self, session: WebSession) -> Iterator[WebAnswer]:
        """Ask for what is missing, following redirects to safe addresses only."""
        url = self._url
        for _ in range(MOST_REDIRECTS + 1):
            self._cancellation.check()
            with self._request(session, url) as answer:
                if answer.status not in _REDIRECTS:
                    yield answer
                    return
                url = urljoin(url, answer.headers.get("Location", ""))
            if not is_safe_url(url):
                raise self._failed("it redirects to an address that is not safe")
        raise self._failed("it redirects in circles")

    @contextmanager
    def _request(self, session: WebSession, url: str) -> Iterator[WebAnswer]:
        headers = {"Accept-Encoding": "identity"}
        if self._partial.length:
            headers["Range"] = f"bytes={self._partial.length}-"
            if self._origin.validator and self._origin.url == self._url:
                headers["If-Range"] = self._origin.validator
        sent = _SENT
        if token := self._options.authorization(url):
            headers["Authorization"] = token
            sent = _SENT_WITH_TOKEN
        timeout = (self._options.connect_timeout, self._options.read_timeout)
        try:
            with session.get(url, headers=headers, sent=sent, timeout=timeout) as answer:
                yield answer
        except UnreachableServerError as error:
            # Without a connection there is little hope: the other sources should not wait long.
            raise _BrokenLineError(error.reason, cost=2) from error
        except UnusableServerError as error:
            raise self._failed(error.reason) from error

    def _accept(self, answer: WebAnswer) -> None:
        """Look at the head of an answer and decide where its bytes belong."""
        status = answer.status
        if status in (408, 425, 429) or status >= 500:
            wait = retry_after(answer.headers)
            if wait and wait > LONGEST_WAIT:
                raise self._failed(f"the server is busy (it answers {status})")
            raise _BrokenLineError(f"the server answers {status}", wait=wait)
        if status == 416:
            self._partial.restart()
            raise _BrokenLineError("the server does not continue the file")
        if status not in (200, 206):
            raise self._failed(refusal(status))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            raise self._failed("it answers with a web page in place of the file")
        start, total = content_range(answer.headers) if status == 206 else (0, content_length(answer.headers))
        if total is not None and total != self._partial.size:
            wanted = format_bytes(self._partial.size)
            raise self._failed(f"the file there has another size, {format_bytes(total)} in place of {wanted}")
        if start != self._partial.length:
            self._partial.restart()
            if start:
                raise _BrokenLineError("the server does not continue the file where it stopped")
        self._is_one_piece = start == 0
        self._origin = Origin(self._partial.sha256, self._url, validator(answer.headers))
        self._partial.remember(self._origin)

    def _pieces(self, answer: WebAnswer) -> Iterator[bytes]:
        """Yield the body as it comes, and not one byte more than was wanted."""
        while True:
            self._cancellation.check()
            try:
                data = answer.read(self._throttle.chunk)
            except BrokenConnectionError as error:
                raise _BrokenLineError(error.reason) from error
            if not data:
                return
            if len(data) > self._partial.missing:
                self._partial.restart()
                raise self._failed("it sends more than the file that was wanted")
            yield data

    def _failed(self, reason: str) -> DownloadError:
        return DownloadError(
            f"{self._url} can't be used: {reason}.",
            hint="Check the connection and try again; nothing is lost.",
        )
