"""Makes HTTP requests to other computers; no other module does, so that each of them is written down."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import requests
import urllib3
from requests.utils import get_environ_proxies, select_proxy

from deai_desktop import __version__
from deai_desktop.core.addresses import is_loopback
from deai_desktop.outbound.journal import Contact, Journal, OutboundError, Recording, recorded
from deai_desktop.system.sockets import end_reading

_BROKEN = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError)
_PORTS = {"http": 80, "https": 443}


class UnusableServerError(OutboundError):
    """Say that a server could not prove who it is, or that its answer makes no sense."""


class UnreachableServerError(OutboundError):
    """Say that no connection came about."""


class BrokenConnectionError(OutboundError):
    """Say that a connection ended before everything had come."""


class WebAnswer:
    """Hold the answer to one request; its body is read piece by piece, without decompression."""

    def __init__(self, response: requests.Response, recording: Recording) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._recording = recording

    def read(self, most: int) -> bytes:
        """Return the next bytes, nothing at the end; raises `BrokenConnectionError`."""
        try:
            data: bytes = self._response.raw.read1(most, decode_content=False)
        except _BROKEN as error:
            raise BrokenConnectionError(_reason_of(error)) from error
        self._recording.received += len(data)
        return data

    def interrupt(self) -> None:
        """Wake another thread that waits for the next bytes; it sees a broken connection."""
        with suppress(OSError, ValueError, RuntimeError):
            shut: Any = self._response.raw._sock_shutdown  # urllib3 has no public way to the socket itself
            if shut is not None:
                end_reading(shut.__self__)


class WebSession:
    """Ask web servers for one purpose, which is written down with each request.

    Sends no credentials: no netrc, no cookies. Redirects are answers like any other, so that the next server
    is written down as well.
    """

    def __init__(self, journal: Journal, purpose: str) -> None:
        self._journal = journal
        self._purpose = purpose
        self._session = requests.Session()
        self._session.auth = _NoCredentials()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._session.headers["User-Agent"] = f"DeAI-Desktop/{__version__}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    @contextmanager
    def get(
        self, url: str, *, headers: Mapping[str, str], sent: str, timeout: tuple[float, float]
    ) -> Iterator[WebAnswer]:
        """Ask for an address. ``sent`` says what the server gets to know, ``timeout`` how long to wait.

        Raises `UnusableServerError` or `UnreachableServerError`, and `StorageError` when the request could not be
        written down first: then it is not made.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        self._session.trust_env = not is_loopback(host)
        via = _proxy_of(url) if self._session.trust_env else ""
        contact = Contact(host, parts.port or _PORTS.get(parts.scheme), self._purpose, sent, via)
        with recorded(self._journal, contact) as recording, self._send(url, headers, timeout) as response:
            if response.status_code >= 400:
                recording.problem = f"the server answers {response.status_code}"
            yield WebAnswer(response, recording)

    def _send(self, url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> requests.Response:
        try:
            return self._session.get(
                url, headers=headers, stream=True, allow_redirects=False, timeout=timeout
            )
        except requests.exceptions.SSLError as error:
            raise UnusableServerError("its certificate could not be verified") from error
        except (requests.exceptions.ConnectionError, requests.exceptions.Timeout) as error:
            raise UnreachableServerError(_reason_of(error)) from error
        except (*_BROKEN, ValueError) as error:
            raise UnusableServerError(_reason_of(error)) from error


class _NoCredentials(requests.auth.AuthBase):
    """Keep `requests` from looking for a password in the user's netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def _proxy_of(url: str) -> str:
    """Name the proxy that the system wants for an address, without the password it may have."""
    with suppress(ValueError):
        proxy = select_proxy(url, get_environ_proxies(url, no_proxy=None))
        host = urlsplit(proxy if "://" in proxy else f"//{proxy}").hostname if proxy else None
        return f"proxy {host}" if host else ""
    return ""


def _reason_of(error: Exception) -> str:
    """Say in plain words why a connection failed."""
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError):
        return "the server does not answer in time"
    inner = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(inner, urllib3.exceptions.NameResolutionError):
        return "the server's name can't be found, perhaps this PC is offline"
    if isinstance(inner, urllib3.exceptions.NewConnectionError):
        return "nobody answers there"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy of this network refuses the connection"
    return "the connection broke off"
