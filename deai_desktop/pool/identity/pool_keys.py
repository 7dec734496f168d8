"""The private keys of pools, which lie in the vault: this PC's own, and those of the pools that it founded."""

from __future__ import annotations

import json
from typing import Protocol

from deai_desktop.pool.errors import BadKeyError
from deai_desktop.pool.hubs.hub_encryption import make_hub_key
from deai_desktop.pool.identity.founding import FounderKeys
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from deai_desktop.pool.identity.roles import Role

_DEVICE = "pool/device"


class Vault(Protocol):
    """Keep secrets by name; every method raises `VaultError` when that can't be done."""

    def get(self, name: str) -> str | None:
        """Return a secret, or nothing when there is none of that name."""

    def set(self, name: str, value: str) -> None:
        """Keep a secret, in place of an older one of that name."""

    def delete(self, name: str) -> bool:
        """Remove a secret; return whether there was one."""


class PoolKeys:
    """Make, keep and find keys. Vaults take their time: call it in a thread."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def device(self) -> KeyPair:
        """Return this PC's key, made when there is none. Raises `VaultError`, or `BadKeyError` for a damaged one."""
        return self._made(_DEVICE)

    def keep(self, founder: FounderKeys) -> None:
        """Keep what a pool was founded with. Raises `VaultError`."""
        seeds = {name: key.seed for name, key in _named(founder).items()}
        seeds["authority"] = founder.authority
        self._vault.set(_founder(founder.pool.public.text), json.dumps(seeds, separators=(",", ":")))

    def founder(self, pool: str) -> FounderKeys:
        """Return what a pool was founded with, on this PC. Raises `VaultError` or `BadKeyError`."""
        kept = self._vault.get(_founder(pool))
        if not kept:
            raise BadKeyError(
                "The keys of the pool's founder are not in the vault any more.",
                hint="Restore the vault, or found a new pool.",
            )
        try:
            seeds = {str(name): str(seed) for name, seed in json.loads(kept).items()}
            return FounderKeys(
                KeyPair.from_seed(seeds["pool"], KeyKind.POOL),
                KeyPair.from_seed(seeds["account"], KeyKind.ACCOUNT),
                KeyPair.from_seed(seeds["system"], KeyKind.ACCOUNT),
                {role: KeyPair.from_seed(seeds[role.value], KeyKind.ACCOUNT) for role in Role},
                seeds["authority"],
            )
        except (ValueError, KeyError, AttributeError):
            raise BadKeyError(
                "The keys of the pool's founder are damaged.", hint="Restore the vault."
            ) from None

    def hub(self, pool: str) -> KeyPair:
        """Return the key of the pool's hub on this PC, made when there is none. Raises as `device` does."""
        return self._made(_hub(pool))

    def hub_encryption(self, pool: str) -> str:
        """Return the private key (PEM) of that hub's TLS, made when there is none. Raises `VaultError`."""
        if kept := self._vault.get(_hub_encryption(pool)):
            return kept
        made = make_hub_key()
        self._vault.set(_hub_encryption(pool), made)
        return made

    def forget_hub(self, pool: str) -> None:
        """Remove the keys of the pool's hub on this PC. Raises `VaultError`."""
        self._vault.delete(_hub(pool))
        self._vault.delete(_hub_encryption(pool))

    def forget(self, pool: str) -> None:
        """Remove what a pool was founded with, and its hub's key, for good. Raises `VaultError`."""
        self._vault.delete(_founder(pool))
        self.forget_hub(pool)

    def _made(self, name: str) -> KeyPair:
        if seed := self._vault.get(name):
            return KeyPair.from_seed(seed, KeyKind.DEVICE)
        made = KeyPair.generate(KeyKind.DEVICE)
        self._vault.set(name, made.seed)
        return made


def _named(keys: FounderKeys) -> dict[str, KeyPair]:
    named = {"pool": keys.pool, "account": keys.account, "system": keys.system}
    return named | {role.value: key for role, key in keys.roles.items()}


def _founder(pool: str) -> str:
    return f"pool/{pool.lower()}/founder"


def _hub(pool: str) -> str:
    return f"pool/{pool.lower()}/hub"


def _hub_encryption(pool: str) -> str:
    return f"{_hub(pool)}-tls"
