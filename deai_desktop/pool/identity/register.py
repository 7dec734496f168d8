"""A founder's register of one pool: who was invited, who came, and who was removed."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from deai_desktop.core.errors import NotFoundError
from deai_desktop.pool.identity.roles import Role
from deai_desktop.storage.database import Database

_REMOVED_SECONDS = 2 * 24 * 3600.0


@dataclass(frozen=True)
class RegisteredMember:
    """Hold what the register says of a device."""

    device: str
    name: str
    role: Role
    admitted_at: float


@dataclass(frozen=True)
class OpenInvite:
    """Hold what the register says of an invite that nobody has used yet."""

    guest: str
    """Its public key."""
    role: Role
    made_at: float
    expires_at: float


class MemberRegister:
    """Keep the register of a pool."""

    def __init__(self, database: Database, pool: str, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._pool = pool
        self._clock = clock

    def note_invite(self, guest: str, role: Role, expires_at: float) -> None:
        """Write down that an invite was made."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO pool_invites (guest, pool, role, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                (guest, self._pool, role.value, self._clock(), expires_at),
            )

    def invites(self) -> tuple[OpenInvite, ...]:
        """Return the invites that can still be used, the oldest at the beginning."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM pool_invites WHERE pool = ? AND used_by = '' AND expires_at > ? ORDER BY made_at",
                (self._pool, self._clock()),
            ).fetchall()
        return tuple(
            OpenInvite(row["guest"], Role(row["role"]), row["made_at"], row["expires_at"]) for row in rows
        )

    def take_back(self, guest: str) -> bool:
        """Forget an invite, so that it can't be used any more; False when there is none, or it was used."""
        with self._database.write() as connection:
            return (
                connection.execute(
                    "DELETE FROM pool_invites WHERE pool = ? AND guest = ? AND used_by = ''",
                    (self._pool, guest),
                ).rowcount
                > 0
            )

    def admit(self, guest: str, device: str, name: str, role: Role) -> Role | None:
        """Use an invite for a device and write down the member, both or neither; return as what it is admitted.

        None when that is not allowed. A member's ticket has the device's own key in place of a guest's, and the role
        is what it was made since.
        """
        with self._database.write() as connection:
            if guest == device:
                changed = connection.execute(
                    "UPDATE pool_members SET name = ? WHERE pool = ? AND device = ? AND removed_at IS NULL",
                    (name, self._pool, device),
                )
                return self._role_of(connection, device) if changed.rowcount else None
            used = connection.execute(
                "UPDATE pool_invites SET used_by = ? WHERE pool = ? AND guest = ? AND used_by IN ('', ?)",
                (device, self._pool, guest, device),
            )
            if not used.rowcount:
                return None
            connection.execute(
                "INSERT INTO pool_members (pool, device, name, role, admitted_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (pool, device) DO UPDATE SET name = excluded.name, role = excluded.role,"
                " admitted_at = excluded.admitted_at, removed_at = NULL",
                (self._pool, device, name, role.value, self._clock()),
            )
            return role

    def found(self, device: str, name: str) -> None:
        """Write down the founder's own PC, which nobody had to invite."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO pool_members (pool, device, name, role, admitted_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (pool, device) DO UPDATE SET name = excluded.name",
                (self._pool, device, name, Role.ADMIN.value, self._clock()),
            )

    def change_role(self, device: str, role: Role) -> None:
        """Write down what a member is in the pool for from now on. Raises `NotFoundError`."""
        with self._database.write() as connection:
            changed = connection.execute(
                "UPDATE pool_members SET role = ? WHERE pool = ? AND device = ? AND removed_at IS NULL",
                (role.value, self._pool, device),
            )
            if not changed.rowcount:
                raise _no_such_member()

    def leave(self, device: str) -> None:
        """Forget a member that has left by itself."""
        with self._database.write() as connection:
            connection.execute(
                "DELETE FROM pool_members WHERE pool = ? AND device = ? AND removed_at IS NULL",
                (self._pool, device),
            )

    def members(self) -> tuple[RegisteredMember, ...]:
        """Return who belongs to the pool, who came first at the beginning."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM pool_members WHERE pool = ? AND removed_at IS NULL ORDER BY admitted_at, device",
                (self._pool,),
            ).fetchall()
        return tuple(
            RegisteredMember(row["device"], row["name"], Role(row["role"]), row["admitted_at"])
            for row in rows
        )

    def remove(self, device: str) -> None:
        """Write down that a member was removed. Raises `NotFoundError`."""
        now = math.floor(self._clock())
        with self._database.write() as connection:
            removed = connection.execute(
                "UPDATE pool_members SET removed_at = ? WHERE pool = ? AND device = ? AND removed_at IS NULL",
                (now, self._pool, device),
            )
            if not removed.rowcount:
                raise _no_such_member()

    def removed(self) -> dict[str, int]:
        """Return whose certificates don't count, by device: those given until then, in seconds since 1970.

        After two days the last of them have expired, and nobody has to be told any more.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT device, removed_at FROM pool_members WHERE pool = ? AND removed_at > ?",
                (self._pool, self._clock() - _REMOVED_SECONDS),
            ).fetchall()
        return {row["device"]: int(row["removed_at"]) for row in rows}

    def _role_of(self, connection: sqlite3.Connection, device: str) -> Role:
        row = connection.execute(
            "SELECT role FROM pool_members WHERE pool = ? AND device = ?", (self._pool, device)
        ).fetchone()
        return Role(row["role"])


def _no_such_member() -> NotFoundError:
    return NotFoundError("The pool has no such member.", hint="See who there is: deai pool members")
