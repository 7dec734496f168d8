"""What all connections to one source of one file share, and what they make of its answers."""

from __future__ import annotations

import threading

from deai_desktop.core.errors import DownloadError
from deai_desktop.core.units import format_bytes
from deai_desktop.downloads.download_options import DownloadOptions, Throttle
from deai_desktop.downloads.http_answer import (
    content_length,
    content_range,
    refusal,
    retry_after,
    validator,
)
from deai_desktop.downloads.partial_file import PartialFile
from deai_desktop.downloads.partial_note import Origin
from deai_desktop.downloads.parts import Part
from deai_desktop.outbound.web import BrokenConnectionError, WebAnswer

LONGEST_WAIT = 30.0


class BrokenLineError(BrokenConnectionError):
    """Say that trying again may help, after ``wait`` seconds if the server named them."""

    def __init__(self, reason: str, *, cost: int = 1, wait: float | None = None) -> None:
        super().__init__(reason)
        self.cost = cost
        self.wait = wait


class OnePartOnlyError(Exception):
    """Say that this source is no good for several parts at once; one part may do."""


class StartAgainError(Exception):
    """Say that pieces of different files would meet: all must begin anew."""


class Transfer:
    """Fetch one file from one address, in one part or several."""

    def __init__(self, url: str, partial: PartialFile, origin: Origin, options: DownloadOptions) -> None:
        self.url = url
        self.partial = partial
        self.options = options
        self.throttle = Throttle(options)
        self.lock = threading.RLock()
        """Held while the number of parts changes, and while one acts because it is alone."""
        self.workers = 0
        self.takes_ranges = False
        """Whether the source has shown or said that it gives parts of the file."""
        self.is_one_piece = False
        """Whether all bytes came in one answer, so that a wrong hash proves the source wrong."""
        self._origin = origin

    def headers(self, part: Part, hop: str) -> dict[str, str]:
        """Ask for what a part lacks; as long as the file is the same one, where the source can tell."""
        headers = {"Accept-Encoding": "identity"}
        if authorization := self.options.authorization(hop):
            headers["Authorization"] = authorization
        if part.position or part.end < self.partial.size:
            last = part.end - 1 if part.end < self.partial.size else ""
            headers["Range"] = f"bytes={part.position}-{last}"
            if self._origin.validator and self._origin.url == self.url:
                headers["If-Range"] = self._origin.validator
        return headers

    def accept(self, part: Part, answer: WebAnswer) -> None:
        """Look at the head of an answer and decide where its bytes belong.

        Raises `DownloadError` when the source does not do, `BrokenLineError`, `OnePartOnlyError` or `StartAgainError`.
        """
        self._refuse(answer)
        with self.lock:
            if answer.status == 416:
                self._restart_alone(part)
                raise BrokenLineError("the server does not continue the file")
            start, total = self._place(answer)
            if total is not None and total != self.partial.size:
                wanted = format_bytes(self.partial.size)
                raise self.failed(
                    f"the file there has another size, {format_bytes(total)} in place of {wanted}"
                )
            origin = Origin(self.partial.sha256, self.url, validator(answer.headers))
            if start and self._is_other_file(origin):
                raise StartAgainError("the file there has changed")
            if start != part.position:
                self._restart_alone(part)
                if start:
                    raise BrokenLineError("the server does not continue the file where it stopped")
            if not self.partial.parts.settle(part):
                raise OnePartOnlyError
            self.takes_ranges |= answer.status == 206 or answer.headers.get("Accept-Ranges") == "bytes"
            self.is_one_piece = start == 0 and part.end == self.partial.size
            if origin != self._origin:
                self._origin = origin
                self.partial.remember(origin)

    def failed(self, reason: str) -> DownloadError:
        """Say that this source does not do."""
        return DownloadError(
            f"{self.url} can't be used: {reason}.",
            hint="Check the connection and try again; nothing is lost.",
        )

    def sent_too_much(self) -> DownloadError:
        """Drop everything, which can't be trusted, and say so."""
        with self.lock:
            if self.workers <= 1:
                self.partial.restart()
        return self.failed("it sends more than the file that was wanted")

    def _refuse(self, answer: WebAnswer) -> None:
        status = answer.status
        if status in (408, 425, 429) or status >= 500:
            wait = retry_after(answer.headers)
            if wait and wait > LONGEST_WAIT:
                raise self.failed(f"the server is busy (it answers {status})")
            raise BrokenLineError(f"the server answers {status}", wait=wait)
        if status not in (200, 206, 416):
            raise self.failed(refusal(status))
        if status != 416 and answer.headers.get("Content-Type", "").startswith("text/html"):
            raise self.failed("it answers with a web page in place of the file")

    def _place(self, answer: WebAnswer) -> tuple[int, int | None]:
        if answer.status == 206:
            return content_range(answer.headers)
        return 0, content_length(answer.headers)

    def _is_other_file(self, now: Origin) -> bool:
        """Tell whether this address gave another file before, as far as it says."""
        then = self._origin
        return then.url == now.url and bool(then.validator and now.validator) and then != now

    def _restart_alone(self, part: Part) -> None:
        """Let the only part begin the file anew; one of several must not."""
        if self.workers > 1:
            raise OnePartOnlyError
        self.partial.restart(part)
