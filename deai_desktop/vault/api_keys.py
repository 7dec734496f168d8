"""The keys with which other programs may call the local API."""

from __future__ import annotations

import logging
import secrets as random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest

from deai_desktop.core.errors import ConflictError, DeAIError, InvalidInputError, NotFoundError, VaultError
from deai_desktop.storage.database import Database
from deai_desktop.vault.secrets import SecretStore

log = logging.getLogger(__name__)

ENVIRONMENT_KEY = "environment"
"""Id and name of the key that came in DEAI_API_KEY."""

_PREFIX = "deai-"
_SHORTEST_ENVIRONMENT_KEY = 16
_LONGEST_KEY = 1000
_LONGEST_NAME = 100
_WRITE_USE_EVERY = 60.0
_LOOK_AGAIN_AFTER = 60.0


class Scope(StrEnum):
    """Say what a key may do."""

    INFERENCE = "inference"
    """Call /v1 only."""
    FULL = "full"
    """Do everything."""


@dataclass(frozen=True)
class ApiKey:
    """Describe a key; the key itself is never part of it."""

    id: str
    name: str
    scope: Scope
    created_at: float
    last_used_at: float | None
    usable: bool
    """False when its secret is missing from the vault: it will never match."""


class ApiKeys:
    """Make, list, revoke and check keys; the keys lie in the vault, only their digests in memory."""

    def __init__(
        self,
        database: Database,
        secrets: SecretStore,
        environment_key: str | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._clock = clock
        self._lock = threading.Lock()
        self._digests: dict[str, bytes] = {}
        self._records: dict[str, ApiKey] = {}
        self._is_loaded = False
        self._look_again_at = 0.0
        self._has_warned = False
        self._environment: tuple[ApiKey, bytes] | None = None
        if environment_key is not None:
            self._environment = (_environment_record(environment_key, clock()), _digest(environment_key))

    def create(self, name: str, scope: Scope) -> tuple[ApiKey, str]:
        """Make a key; return its record and the key itself, which can't be shown again.

        Raises `VaultError` when there is no vault, and then leaves nothing behind.
        """
        name = _checked_name(name)
        key = _PREFIX + random.token_urlsafe(32)
        record = ApiKey(random.token_hex(8), name, scope, self._clock(), None, usable=True)
        # The row comes first: a crash in between leaves a row that is listed and can be revoked, while a
        # secret without a row would stay in the vault unseen.
        self._insert(record)
        try:
            self._secrets.set(_entry(record.id), key)
        except BaseException:
            self._undo(record.id)
            raise
        with self._lock:
            self._remember(record, _digest(key))
        return record, key

    def list(self) -> tuple[ApiKey, ...]:
        """List the keys, oldest first; the one from the environment, if any, comes last."""
        self._load(look_now=True)
        with self._lock:
            stored = tuple(sorted(self._records.values(), key=lambda record: record.created_at))
        return stored if self._environment is None else (*stored, self._environment[0])

    def revoke(self, which: str) -> ApiKey:
        """Take back the key of this name, id or unique beginning of an id; it stops working at once."""
        record = self._find(which)
        if record.id == ENVIRONMENT_KEY:
            raise ConflictError(
                "This key comes from the environment variable DEAI_API_KEY.",
                hint="Unset the variable and start DeAI again.",
            )
        with self._database.write() as connection:
            connection.execute("DELETE FROM api_keys WHERE id = ?", (record.id,))
        with self._lock:
            self._forget(record.id)
        try:
            self._secrets.delete(_entry(record.id))
        except VaultError as error:
            log.warning("a revoked key, now without effect, stays in the vault: %s", error)
        return replace(record, usable=False)

    def check(self, presented: str) -> ApiKey | None:
        """Return the key that was presented if it is valid, in a time that tells nothing about any key.

        Asks the vault only the first time. Without a vault no stored key is valid; it is looked for again
        at most once a minute.
        """
        if len(presented) > _LONGEST_KEY:
            return None
        digest = _digest(presented)
        # Before the vault is asked, which may make the person unlock it first.
        if self._environment is not None and compare_digest(digest, self._environment[1]):
            return self._environment[0]
        self._load(look_now=False)
        found: ApiKey | None = None
        with self._lock:
            for key_id, known in self._digests.items():
                if compare_digest(digest, known):
                    found = self._records[key_id]
        return None if found is None else self._note_use(found)

    def digest_of(self, key_id: str) -> bytes | None:
        """Return the SHA-256 of a stored key, by which we can show that we know it; see `api.node_proof`."""
        self._load(look_now=False)
        with self._lock:
            return self._digests.get(key_id)

    def _load(self, *, look_now: bool) -> None:
        """Read all keys from the vault into memory, unless that has been done."""
        with self._lock:
            if self._is_loaded or (not look_now and self._clock() < self._look_again_at):
                return
            missing = [record for record in self._stored() if record.id not in self._digests]
            self._records.update({record.id: record for record in missing})
            try:
                for record in missing:
                    key = self._secrets.get(_entry(record.id))
                    if key is not None:
                        self._remember(record, _digest(key))
            except VaultError as error:
                self._look_again_at = self._clock() + _LOOK_AGAIN_AFTER
                self._warn_once(error)
                return
            self._is_loaded = True

    def _stored(self) -> Sequence[ApiKey]:
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM api_keys ORDER BY created_at, rowid").fetchall()
        return [
            ApiKey(
                id=row["id"],
                name=row["name"],
                scope=Scope(row["scope"]),
                created_at=row["created_at"],
                last_used_at=row["last_used_at"],
                usable=False,
            )
            for row in rows
        ]

    def _remember(self, record: ApiKey, digest: bytes) -> None:
        self._records[record.id] = replace(record, usable=True)
        self._digests[record.id] = digest

    def _forget(self, key_id: str) -> None:
        self._records.pop(key_id, None)
        self._digests.pop(key_id, None)

    def _warn_once(self, error: VaultError) -> None:
        if not self._has_warned:
            self._has_warned = True
            log.warning("no stored key of the local API is valid for now: %s", error)

    def _insert(self, record: ApiKey) -> None:
        with self._database.write() as connection:
            if connection.execute("SELECT 1 FROM api_keys WHERE name = ?", (record.name,)).fetchone():
                raise ConflictError(
                    f"There is already a key named “{record.name}”.",
                    hint="Choose another name, or revoke that key first.",
                    param="name",
                )
            connection.execute(
                "INSERT INTO api_keys (id, name, scope, created_at) VALUES (?, ?, ?, ?)",
                (record.id, record.name, record.scope.value, record.created_at),
            )

    def _undo(self, key_id: str) -> None:
        """Remove both halves of a key that could not be made; the reason is about to be raised."""
        with suppress(DeAIError), self._database.write() as connection:
            connection.execute("DELETE FROM api_keys WHERE id = ?", (key_id,))
        with suppress(DeAIError):
            self._secrets.delete(_entry(key_id))
        with self._lock:
            self._forget(key_id)

    def _find(self, which: str) -> ApiKey:
        keys = [*self._stored(), *([self._environment[0]] if self._environment else [])]
        exact = next((key for key in keys if which in (key.id, key.name)), None)
        if exact is not None:
            return exact
        begun = [key for key in keys if which and key.id.startswith(which)]
        if len(begun) > 1:
            raise ConflictError(
                f"{len(begun)} keys have an id that begins like this.", hint="Give more of the id."
            )
        if not begun:
            raise NotFoundError("There is no key of that name or id.", hint="List them with: deai keys list")
        return begun[0]

    def _note_use(self, record: ApiKey) -> ApiKey:
        """Write down when a key was last used, at most once a minute; failing at that refuses nobody."""
        now = self._clock()
        if record.last_used_at is not None and 0 <= now - record.last_used_at < _WRITE_USE_EVERY:
            return record
        used = replace(record, last_used_at=now)
        with self._lock:
            if record.id in self._records:
                self._records[record.id] = used
        try:
            with self._database.write() as connection:
                connection.execute("UPDATE api_keys SET last_used_at = ? WHERE id = ?", (now, record.id))
        except DeAIError as error:
            log.warning("the last use of a key could not be written down: %s", error)
        return used


def _entry(key_id: str) -> str:
    return f"api-key/{key_id}"


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()


def _checked_name(name: str) -> str:
    line = " ".join(name.split())
    if not line or len(line) > _LONGEST_NAME or not line.isprintable():
        raise InvalidInputError(
            f"A key's name is one line of 1 to {_LONGEST_NAME} characters.",
            hint="Name it after the program that will use it.",
            param="name",
        )
    if line.lower() == ENVIRONMENT_KEY:
        raise InvalidInputError(
            "This name stands for the key in DEAI_API_KEY.", hint="Choose another.", param="name"
        )
    return line


def _environment_record(key: str, now: float) -> ApiKey:
    if not (_SHORTEST_ENVIRONMENT_KEY <= len(key) <= _LONGEST_KEY) or not all(
        "!" <= sign <= "~" for sign in key
    ):
        raise InvalidInputError(
            f"The key in DEAI_API_KEY must have {_SHORTEST_ENVIRONMENT_KEY} to {_LONGEST_KEY} characters:"
            " plain letters, digits and signs, no spaces.",
            hint="Make one with: openssl rand -hex 32",
            param="DEAI_API_KEY",
        )
    return ApiKey(ENVIRONMENT_KEY, ENVIRONMENT_KEY, Scope.INFERENCE, now, None, usable=True)
