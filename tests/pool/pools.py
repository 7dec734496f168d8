"""Pools for tests: a founder, devices and their certificates."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from deai_desktop.pool.hubs.hub_encryption import PoolAuthority, make_pool_authority
from deai_desktop.pool.hubs.hub_files import HubCharter
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.founding import Founder, FounderKeys
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from deai_desktop.pool.identity.roles import Role


def new_device() -> KeyPair:
    """Make the key of a PC."""
    return KeyPair.generate(KeyKind.DEVICE)


@dataclass
class Pool:
    """A pool as its founder knows it."""

    keys: FounderKeys = field(default_factory=FounderKeys.generate)
    authority: PoolAuthority = field(default_factory=lambda: make_pool_authority(time.time()))

    @property
    def founder(self) -> Founder:
        """Who signs for it."""
        return Founder(self.keys, "Friends")

    def hub_charter(self, removed: dict[str, int] | None = None) -> HubCharter:
        """What a hub of it is told."""
        now = time.time()
        return HubCharter(
            self.founder.hub_certificate(now),
            self.keys.system.public.text,
            self.founder.system_certificate(now),
            self.keys.account.public.text,
            self.founder.charter(now, removed),
        )

    def charter(self, removed: dict[str, int] | None = None) -> Charter:
        """What a member of it knows."""
        now = time.time()
        return Charter(self.founder.pool, self.founder.charter(now, removed), now)

    def admit(
        self, device: KeyPair, role: Role = Role.BOTH, *, ago: float = 0, lifetime: float = 86400
    ) -> str:
        """A member's certificate, given some seconds ago."""
        return self.founder.admit(device.public, "Ada's PC", role, time.time() - ago, lifetime)
