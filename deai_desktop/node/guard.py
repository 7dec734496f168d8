"""Lets only this person's programs in: checks Host, Origin, key and size before any route sees a request."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deai_desktop.api.schemas.errors import error_body, status_of
from deai_desktop.core.addresses import LOOPBACK, is_loopback
from deai_desktop.core.errors import AuthenticationError, DeAIError, ForbiddenError, InvalidInputError
from deai_desktop.vault.api_keys import ApiKey, ApiKeys
from deai_desktop.vault.api_keys import Scope as KeyScope

LARGEST_BODY = 64 * 1024 * 1024
_HEALTH = "/health"


@dataclass(frozen=True)
class Caller:
    """Who sent a request: the person's own front end, or a program with one of their keys."""

    name: str
    is_owner: bool


class Guard:
    """ASGI middleware in front of the whole API.

    Host must be loopback, because a web page can point its own name at 127.0.0.1 (DNS rebinding). A request
    from a web page carries an Origin, which must be ours or one that the person allowed. Only the health probe
    answers without a key; a key of scope *inference* opens /v1 only.

    Another computer of the network, where the person lets them in, must call this PC by an address or a name
    that is its own. There, no key opens more than /v1, since it could be read on its way, and the session token
    is worth nothing.
    """

    def __init__(
        self,
        app: ASGIApp,
        port: Callable[[], int],
        token: str,
        keys: ApiKeys,
        origins: Callable[[], tuple[str, ...]],
        lan_hosts: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self._app = app
        self._port = port
        self._token = token.encode()
        self._keys = keys
        self._origins = origins
        self._lan_hosts = lan_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request and pass it on, or answer with what is wrong."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        is_local = _is_local(scope)
        state = scope.setdefault("state", {})
        state["is_local"] = is_local
        try:
            self._check_host(headers.getlist("host"), is_local)
            self._check_origin(origin)
            if origin and scope["method"] == "OPTIONS":
                await _reply(send, 204, b"", _cors(origin) | _PREFLIGHT)
                return
            if scope["path"] != _HEALTH:
                state["caller"] = await self._authenticate(headers, scope["path"], is_local)
            _check_length(headers.get("content-length"))
        except DeAIError as error:
            body = json.dumps(error_body(error).model_dump()).encode()
            await _reply(send, status_of(error), body, {"content-type": "application/json"})
            return
        await self._app(scope, _bounded(receive), _with_cors(send, origin) if origin else send)

    def _check_host(self, hosts: list[str], is_local: bool) -> None:
        port = self._port()
        if not is_local:
            if len(hosts) != 1 or hosts[0].lower() not in self._lan_hosts():
                raise ForbiddenError(
                    "This PC does not go by that name.",
                    hint="Call it by its address in your network, which `deai status` tells on it.",
                    param="Host",
                )
            return
        allowed = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        if len(hosts) != 1 or hosts[0].lower() not in allowed:
            raise ForbiddenError(
                "This API answers on this PC only.", hint=f"Call it as http://127.0.0.1:{port}.", param="Host"
            )

    def _check_origin(self, origin: str | None) -> None:
        if origin is None or origin in self._origins():
            return
        try:
            parts = urlsplit(origin)
            own = (
                parts.scheme == "http"
                and parts.port == self._port()
                and parts.hostname in ("127.0.0.1", "localhost")
            )
        except ValueError:
            own = False
        if not own:
            raise ForbiddenError(
                "Web pages may not use this API unless you allow it.",
                hint=f"If you trust the page: deai settings set api.allowed_origins {origin[:200]}",
                param="Origin",
            )

    async def _authenticate(self, headers: Headers, path: str, is_local: bool) -> Caller:
        kind, _, key = headers.get("authorization", "").partition(" ")
        key = key.strip()
        if kind.lower() == "bearer" and key:
            if is_local and hmac.compare_digest(key.encode("utf-8", "replace"), self._token):
                return Caller("owner", is_owner=True)
            if found := await asyncio.to_thread(self._keys.check, key):
                return _caller(found, path, is_local)
        raise AuthenticationError(
            "The key is missing, wrong or revoked." if key else "This API needs a key.",
            hint="Make one with: deai keys create NAME, and send it as “Authorization: Bearer KEY”.",
        )


def _is_local(scope: Scope) -> bool:
    """Tell whether a program on this PC called: it came in at loopback, which no other computer reaches.

    In doubt it did not. The address called decides, so that this PC calling its own network address is treated
    as another computer.
    """
    server, client = scope.get("server"), scope.get("client")
    if not server or not client:
        return False
    return server[0] == LOOPBACK and is_loopback(client[0])


def _caller(key: ApiKey, path: str, is_local: bool) -> Caller:
    is_inference = path == "/v1" or path.startswith("/v1/")
    if not is_local and not is_inference:
        raise ForbiddenError(
            "From another computer, /v1 is all that can be called.", hint="Do this on the PC itself."
        )
    if key.scope is not KeyScope.FULL and not is_inference:
        raise ForbiddenError(
            "This key may call /v1 only.",
            hint="Make one that may do everything: deai keys create NAME --scope full",
        )
    return Caller(f"key {key.id}", is_owner=False)


def _too_large() -> InvalidInputError:
    return InvalidInputError(
        f"The request is larger than {LARGEST_BODY // 2**20} MB.", hint="Send less at once."
    )


def _check_length(length: str | None) -> None:
    if length is not None and length.isdigit() and int(length) > LARGEST_BODY:
        raise _too_large()


def _bounded(receive: Receive) -> Receive:
    """Stop reading a body that grows too large without having said so."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise _too_large()
        return message

    return bounded


_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers": "authorization, content-type, x-stainless-os, x-stainless-lang, "
    "x-stainless-arch, x-stainless-runtime, x-stainless-runtime-version, x-stainless-package-version, "
    "x-stainless-retry-count, x-stainless-timeout, x-stainless-helper-method",
    "access-control-max-age": "600",
}


def _cors(origin: str) -> dict[str, str]:
    return {"access-control-allow-origin": origin, "vary": "Origin"}


def _with_cors(send: Send, origin: str) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_cors(origin))
        await send(message)

    return sender


async def _reply(send: Send, status: int, body: bytes, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
