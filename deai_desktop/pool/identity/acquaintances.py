"""Whom this PC has met in a pool: what members' certificates call them, also those of members who have left since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.identity.roles import Role
from deai_desktop.storage.database import Database


class Certified(Protocol):
    """What a member's certificate says of a device."""

    @property
    def device(self) -> PublicKey: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def expires_at(self) -> int: ...


@dataclass(frozen=True)
class Acquaintance:
    """A device, as its newest certificate that was seen here describes it."""

    device: str
    name: str
    role: Role
    certified_until: float
    """Seconds since 1970."""


class Acquaintances:
    """Remember those of one pool."""

    def __init__(self, database: Database, pool: str) -> None:
        self._database = database
        self._pool = pool
        self._known: dict[str, Acquaintance] | None = None

    @property
    def known(self) -> dict[str, Acquaintance]:
        """All, by device."""
        if self._known is None:
            self._known = self._read()
        return self._known

    def meet(self, *certified: Certified) -> None:
        """Take note of what certificates say that were found good; older ones change nothing."""
        newer: dict[str, Acquaintance] = {}
        for one in certified:
            device = one.device.text
            before = newer.get(device) or self.known.get(device)
            if before is None or one.expires_at > before.certified_until:
                newer[device] = Acquaintance(device, one.name, one.role, one.expires_at)
        if newer:
            self._write(newer.values())
            self.known.update(newer)

    def _read(self) -> dict[str, Acquaintance]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT device, name, role, certified_until FROM pool_acquaintances WHERE pool = ?",
                (self._pool,),
            ).fetchall()
        return {
            row["device"]: Acquaintance(row["device"], row["name"], Role(row["role"]), row["certified_until"])
            for row in rows
        }

    def _write(self, newer: Iterable[Acquaintance]) -> None:
        with self._database.write() as connection:
            connection.executemany(
                "INSERT INTO pool_acquaintances VALUES (?, ?, ?, ?, ?) ON CONFLICT (pool, device) DO UPDATE SET"
                " name = excluded.name, role = excluded.role, certified_until = excluded.certified_until",
                [(self._pool, one.device, one.name, one.role.value, one.certified_until) for one in newer],
            )
