"""The keys of who founded a pool, and what they sign: the pool's charter and its members' certificates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deai_desktop.pool.hubs.hub_encryption import make_hub_key
from deai_desktop.pool.identity.certificates import sign_certificate
from deai_desktop.pool.identity.charter import INVITED_AS
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.roles import Role, log_keeper_rights, scope
from deai_desktop.pool.ledger.log_head import LogHead

MEMBERSHIP_SECONDS = 24 * 3600.0
"""How long a member's certificate counts; it is renewed when three quarters of that are over."""

_UNLIMITED = -1
_WATCHERS_SUBSCRIPTIONS = 10
_MOST_MEMBERS = 5000
_MOST_SUBSCRIPTIONS = 500_000


@dataclass(frozen=True)
class FounderKeys:
    """Hold all keys that a pool is founded with.

    Only ``pool`` can change who may sign for it; with the key of a role, members of that role are admitted.
    """

    pool: KeyPair
    account: KeyPair
    system: KeyPair
    """For the hubs themselves: with it they are told of a new charter."""
    roles: Mapping[Role, KeyPair]
    authority: str = field(repr=False)
    """The private key (PEM) that signs the hubs' certificates for TLS."""

    @classmethod
    def generate(cls) -> FounderKeys:
        """Make the keys of a new pool."""
        return cls(
            KeyPair.generate(KeyKind.POOL),
            KeyPair.generate(KeyKind.ACCOUNT),
            KeyPair.generate(KeyKind.ACCOUNT),
            {role: KeyPair.generate(KeyKind.ACCOUNT) for role in Role},
            make_hub_key(),
        )


class Founder:
    """Sign in a pool's name."""

    def __init__(self, keys: FounderKeys, name: str) -> None:
        self._keys = keys
        self._name = name

    @property
    def pool(self) -> PublicKey:
        """What the pool is known by."""
        return self._keys.pool.public

    def hub_certificate(self, now: float) -> str:
        """Return what a hub is told first: whose pool it serves (NATS: operator)."""
        says = {"type": "operator", "system_account": self._keys.system.public.text}
        return sign_certificate(self._keys.pool, self.pool, says, name=self._name, now=now)

    def system_certificate(self, now: float) -> str:
        """Return the account that hubs use among themselves."""
        says = {"type": "account", "limits": _limits(disk=0), **_NOTHING_MORE}
        return sign_certificate(self._keys.pool, self._keys.system.public, says, name="SYS", now=now)

    def charter(self, now: float, removed: Mapping[str, int] | None = None) -> str:
        """Return who may sign for the pool, and who was removed when: device keys with seconds since 1970."""
        says: dict[str, Any] = {
            "type": "account",
            "limits": _limits(disk=_UNLIMITED),
            "signing_keys": [
                {"kind": "user_scope", "key": key.public.text, "role": role.value, "template": scope(role)}
                for role, key in self._keys.roles.items()
            ],
            **_NOTHING_MORE,
        }
        if removed:
            says["revocations"] = dict(removed)
        return sign_certificate(self._keys.pool, self._keys.account.public, says, name=self._name, now=now)

    def admit(
        self, device: PublicKey, name: str, role: Role, now: float, lifetime: float = MEMBERSHIP_SECONDS
    ) -> str:
        """Return a device's certificate; what it may do stands in the charter, beside the key of its role."""
        says = {"type": "user", "issuer_account": self._keys.account.public.text}
        return sign_certificate(self._keys.roles[role], device, says, name=name, now=now, lifetime=lifetime)

    def invite(self, guest: PublicKey, role: Role, now: float, lifetime: float) -> str:
        """Return the certificate of an invite: whoever holds the guest's key may join with that role, once."""
        says = {
            "type": "user",
            "issuer_account": self._keys.account.public.text,
            "tags": [f"{INVITED_AS}{role}"],
        }
        key = self._keys.roles[Role.GUEST]
        return sign_certificate(key, guest, says, name="guest", now=now, lifetime=lifetime)

    def admit_to_hubs(self, device: PublicKey, now: float, lifetime: float = 3600.0) -> str:
        """Return a certificate for telling hubs of a new charter."""
        says = {"type": "user", "subs": _UNLIMITED, "data": _UNLIMITED, "payload": _UNLIMITED}
        return sign_certificate(self._keys.system, device, says, name="founder", now=now, lifetime=lifetime)

    def admit_to_streams(self, device: PublicKey, now: float, lifetime: float = 3600.0) -> str:
        """Return a certificate for carrying streams from one hub to others, or putting the log back into one."""
        says = {
            "type": "user",
            "pub": {"allow": ["$JS.API.>", "$JS.SNAPSHOT.>", "log.append.*"]},
            "sub": {"allow": [f"to.{device.text}.>"]},
            "subs": _WATCHERS_SUBSCRIPTIONS,
            "data": _UNLIMITED,
            "payload": _UNLIMITED,
        }
        return sign_certificate(self._keys.account, device, says, name="founder", now=now, lifetime=lifetime)

    def watch_hubs(self, device: PublicKey, now: float, lifetime: float) -> str:
        """Return a hub's certificate for asking how it is, and for having its settings read again."""
        allowed = ["$SYS.REQ.SERVER.PING.VARZ", "$SYS.REQ.SERVER.*.RELOAD"]
        says = {
            "type": "user",
            "pub": {"allow": allowed},
            "sub": {"allow": [f"to.{device.text}.>"]},
            "subs": _WATCHERS_SUBSCRIPTIONS,
            "data": _UNLIMITED,
            "payload": _UNLIMITED,
        }
        return sign_certificate(self._keys.system, device, says, name="hub", now=now, lifetime=lifetime)

    def hub_list(self, says: Mapping[str, Any], now: float) -> str:
        """Sign which hubs the pool has; `HubRegister` knows what to say."""
        return sign_certificate(self._keys.pool, self.pool, says, name=self._name, now=now)

    def admit_to_log(self, device: PublicKey, now: float, lifetime: float = MEMBERSHIP_SECONDS) -> str:
        """Return a certificate for keeping the pool's log on its hubs; it makes nobody a member."""
        says = {"type": "user", **log_keeper_rights(device.text)}
        return sign_certificate(
            self._keys.account, device, says, name="log keeper", now=now, lifetime=lifetime
        )

    def sign_log(self, size: int, root: bytes, now: float) -> LogHead:
        """Sign the log's head. Whoever signs two that don't fit together is found out."""
        return LogHead.sign(self._keys.pool, size, root, now)


_NOTHING_MORE: dict[str, Any] = {"default_permissions": {"pub": {}, "sub": {}}}


def _limits(*, disk: int) -> dict[str, Any]:
    return {
        "subs": _MOST_SUBSCRIPTIONS,
        "data": _UNLIMITED,
        "payload": _UNLIMITED,
        "imports": 0,
        "exports": 0,
        "wildcards": True,
        "conn": _MOST_MEMBERS,
        "leaf": 0,
        "mem_storage": disk,
        "disk_storage": disk,
        "streams": _UNLIMITED if disk else 0,
        "consumer": _UNLIMITED if disk else 0,
    }
