"""Asks a hub over HTTP: every question is written down, every answer limited, every refusal put into words."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

from deai_desktop.core.addresses import is_safe_url
from deai_desktop.core.errors import HubError, HubUnreachableError, ModelNotFoundError
from deai_desktop.models.hub.address import HubAddress
from deai_desktop.models.hub.answers import DescribedModel, ListedModel, read_list, read_model
from deai_desktop.models.hub.card import cleaned_card
from deai_desktop.models.hub.known import Kind
from deai_desktop.models.hub.refusals import busy, refused, seconds_to_wait
from deai_desktop.outbound.journal import Journal, OutboundError
from deai_desktop.outbound.web import UnusableServerError, WebAnswer, WebSession

_LARGEST_ANSWER = 8_000_000
_LARGEST_CARD = 500_000
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_NEXT = re.compile(r'<([^<>]{1,4000})>\s*;\s*rel="?next"?', re.IGNORECASE)
_CURSOR = re.compile(r"[!-~]{1,2000}", re.ASCII)
_CHECK_ADDRESS = "Check the setting hub.address."
_EXPANDED = ("downloads", "likes", "lastModified", "gated", "tags", "pipeline_tag", "safetensors")


@dataclass(frozen=True)
class Patience:
    """Say how long to wait for a hub; tests wait less."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    """For one answer, however it drips."""


@dataclass(frozen=True)
class _Question:
    """What is asked, and how it is told in the list of connections."""

    url: str
    purpose: str
    sent: str
    repository: str = ""
    largest: int = _LARGEST_ANSWER


class HubClient:
    """Ask the hub at one address. ``authorization`` gives the header for an address, "" for none.

    Every method raises `HubError`, or `ModelNotFoundError` where a model is asked for.
    """

    def __init__(
        self,
        journal: Journal,
        authorization: Callable[[str], str],
        *,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._journal = journal
        self._authorization = authorization
        self._patience = patience or Patience()
        self._clock = clock
        self._busy_until: dict[str, float] = {}

    def search(
        self, hub: HubAddress, query: str, kind: Kind, limit: int, cursor: str
    ) -> tuple[tuple[ListedModel, ...], str]:
        """Return a page of models by number of downloads, and the cursor of the next page, empty on the last."""
        parameters = [("search", query)] if query else []
        parameters += [("filter", kind), ("sort", "downloads"), ("direction", "-1"), ("limit", str(limit))]
        parameters += [("expand[]", one) for one in (*_EXPANDED, "siblings" if kind == "onnx" else "gguf")]
        parameters += [("cursor", cursor)] if cursor else []
        question = _Question(
            hub.search(parameters), "Search for models", "The words searched for, DeAI's version"
        )
        content, headers = self._ask(hub, question)
        return read_list(content), _next_cursor(headers)

    def model(self, hub: HubAddress, repository: str) -> DescribedModel:
        """Describe a model and its files."""
        content, _ = self._ask(hub, _about(hub.model(repository), repository))
        return read_model(content)

    def card(self, hub: HubAddress, repository: str, revision: str) -> str:
        """Return what the makers of a model tell, cleaned; empty when they tell nothing, or not to us."""
        question = _about(hub.card(repository, revision), repository, _LARGEST_CARD)
        try:
            return cleaned_card(self._ask(hub, question, cuts=True)[0])
        except (HubError, ModelNotFoundError):
            return ""

    def check_permission(self, hub: HubAddress, repository: str) -> None:
        """Return when we may fetch the files of a model; raises `GatedModelError` when we may not."""
        self._ask(hub, _about(hub.permission(repository), repository))

    def _ask(
        self, hub: HubAddress, question: _Question, *, cuts: bool = False
    ) -> tuple[bytes, Mapping[str, str]]:
        """Return the body and the head of the answer; ``cuts`` takes the beginning of one that is too large."""
        left = self._busy_until.get(hub.base, 0.0) - self._clock()
        if left > 0:
            raise busy(left)
        try:
            with WebSession(self._journal, question.purpose) as session:
                return self._follow(session, hub, question, cuts=cuts)
        except UnusableServerError as error:
            raise HubError(f"It gives no usable answer: {error.reason}.", hint=_CHECK_ADDRESS) from error
        except OutboundError as error:
            raise HubUnreachableError(
                f"It does not answer: {error.reason}.", hint="Check the connection and try again."
            ) from error

    def _follow(
        self, session: WebSession, hub: HubAddress, question: _Question, *, cuts: bool
    ) -> tuple[bytes, Mapping[str, str]]:
        """Ask, and ask again where a redirect leads; the token goes to the hub's own server only."""
        url = question.url
        timeout = (self._patience.connect, self._patience.read)
        for _ in range(_MOST_REDIRECTS + 1):
            headers = {"Accept": "application/json, text/plain", "Accept-Encoding": "identity"}
            sent = question.sent
            if token := self._authorization(url):
                headers["Authorization"] = token
                sent += ", your token for the hub"
            with session.get(url, headers=headers, sent=sent, timeout=timeout) as answer:
                if answer.status not in _REDIRECTS:
                    self._refuse(hub, question, answer, with_token=bool(token))
                    return self._read(answer, question.largest, cuts=cuts), answer.headers
                url = _next_place(url, answer.headers)
        raise HubError("It redirects in circles.", hint=_CHECK_ADDRESS)

    def _refuse(self, hub: HubAddress, question: _Question, answer: WebAnswer, *, with_token: bool) -> None:
        """Raise what a refusing answer means."""
        if answer.status == 429:
            seconds = seconds_to_wait(answer.headers)
            self._busy_until[hub.base] = self._clock() + seconds
            raise busy(seconds)
        if answer.status >= 500:
            raise HubUnreachableError(
                f"It is out of order (it answers {answer.status}).", hint="Try again later."
            )
        if answer.status != 200:
            page = hub.page(question.repository) if question.repository else ""
            raise refused(answer.status, answer.headers, question.repository, page, with_token=with_token)

    def _read(self, answer: WebAnswer, largest: int, *, cuts: bool) -> bytes:
        deadline = time.monotonic() + self._patience.whole
        content = bytearray()
        while data := answer.read(65_536):
            content += data
            if len(content) > largest:
                if cuts:
                    break
                raise HubError("Its answer is far too large.", hint=_CHECK_ADDRESS)
            if time.monotonic() > deadline:
                raise HubUnreachableError("It is too slow.", hint="Check the connection and try again.")
        return bytes(content[:largest])


def _about(url: str, repository: str, largest: int = _LARGEST_ANSWER) -> _Question:
    sent = "Which model is looked at, DeAI's version"
    return _Question(url, "Description of a model", sent, repository, largest)


def _next_place(url: str, headers: Mapping[str, str]) -> str:
    """Return where a redirect leads: to HTTPS, or from this PC to itself."""
    try:
        place = urljoin(url, headers.get("Location", ""))
    except ValueError:
        place = ""
    if not is_safe_url(place) or (place.startswith("http:") and url.startswith("https:")):
        raise HubError("It redirects to an address that is not safe.", hint=_CHECK_ADDRESS)
    return place


def _next_cursor(headers: Mapping[str, str]) -> str:
    """Take nothing but the cursor from the address of the next page, so that no answer can lead us elsewhere."""
    found = _NEXT.search(headers.get("Link", "")[:8000])
    try:
        cursor = parse_qs(urlsplit(found[1]).query).get("cursor", [""])[0] if found else ""
    except ValueError:
        return ""
    return cursor if _CURSOR.fullmatch(cursor) else ""
