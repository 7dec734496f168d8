"""Keeps the token that opens gated and private models of a hub: in the vault, and for that hub alone."""

from __future__ import annotations

import json
import logging
import re
import threading
import time
from collections.abc import Callable

from deai_desktop.core.errors import InvalidInputError, VaultError
from deai_desktop.models.hub.address import HubAddress
from deai_desktop.vault.secrets import SecretStore

log = logging.getLogger(__name__)

NAME = "hub/token"
_TOKEN = re.compile(r"[!-~]{8,500}", re.ASCII)
_LOOK_AGAIN_AFTER = 60.0


class HubToken:
    """Hold the token of one hub. It is bound to the server it was given for: another one never sees it."""

    def __init__(self, vault: SecretStore, hub: Callable[[], HubAddress]) -> None:
        self._vault = vault
        self._hub = hub
        self._lock = threading.Lock()
        self._known: tuple[str, str] | None = None
        """Address and token; None until the vault was asked."""
        self._look_again_at = 0.0

    @property
    def is_set(self) -> bool:
        """Whether there is one for the present hub; raises `VaultError`."""
        with self._lock:
            self._known = self._read()
            return bool(self._matching(self._hub().base))

    def set(self, token: str) -> None:
        """Keep a token for the present hub, in place of an older one. Raises `InvalidInputError`, `VaultError`."""
        token = token.strip()
        if not _TOKEN.fullmatch(token):
            raise InvalidInputError(
                "A hub's token is one word of 8 to 500 letters, digits and signs.",
                hint="Copy it again from the hub's web page.",
                param="token",
            )
        base = self._hub().base
        with self._lock:
            self._vault.set(NAME, json.dumps([base, token]))
            self._known = (base, token)

    def remove(self) -> bool:
        """Forget the token, whichever hub it is for; return whether there was one. Raises `VaultError`."""
        with self._lock:
            was_there = self._vault.delete(NAME)
            self._known = ("", "")
            return was_there

    def authorization(self, url: str) -> str:
        """Return the header for an address: empty unless it leads to the server that the token is for."""
        if not self._hub().is_origin_of(url):
            return ""
        with self._lock:
            if self._known is None and time.monotonic() >= self._look_again_at:
                try:
                    self._known = self._read()
                except VaultError as error:
                    log.info("the hub is asked without a token: %s", error)
                    self._look_again_at = time.monotonic() + _LOOK_AGAIN_AFTER
            token = self._matching(url)
        return f"Bearer {token}" if token else ""

    def _matching(self, url: str) -> str:
        base, token = self._known or ("", "")
        return token if base and HubAddress(base).is_origin_of(url) else ""

    def _read(self) -> tuple[str, str]:
        text = self._vault.get(NAME)
        try:
            base, token = json.loads(text) if text else ("", "")
        except (ValueError, TypeError):
            return "", ""
        return (base, token) if isinstance(base, str) and isinstance(token, str) else ("", "")
