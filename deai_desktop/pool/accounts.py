"""What a pool's books say, for people: balances, track records, the state of the log, and who the members are."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from deai_desktop.pool.errors import PoolUnreachableError
from deai_desktop.pool.identity.acquaintances import Acquaintance
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.founding import MEMBERSHIP_SECONDS
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_taking import taken_log
from deai_desktop.pool.ledger.track_record import TrackRecord
from deai_desktop.pool.ledger.work_days import DayOfWork, kept_work, work_days
from deai_desktop.pool.membership import Membership

_GONE_SECONDS = 30 * 24 * 3600.0
"""After which a member of whom nothing was seen is not listed as one any more."""


class KnownBy(StrEnum):
    """Where this PC knows of a member from."""

    ITSELF = "itself"
    REGISTER = "register"
    """The one of who founded the pool, which is whole."""
    CERTIFICATE = "certificate"
    """One that came with a beat, a job or an entry of the log."""


@dataclass(frozen=True)
class KnownMember:
    """A member, as far as this PC knows."""

    device: str
    name: str
    role: Role
    known_by: KnownBy
    admitted_at: float = 0.0
    """In seconds since 1970; 0 where only the register knows."""
    certified_until: float = 0.0
    """By its newest certificate that was seen; 0 in the register."""


@dataclass(frozen=True)
class Account:
    """What the log says of one device."""

    device: str
    name: str
    """Empty where no certificate of it was seen."""
    given: int
    got: int
    record: TrackRecord
    is_suspect: bool
    junk: int
    """Entries it appended that are neither receipt nor verdict."""
    flooding: int
    """Questions for the log that were too many; only the founder's PC counts them."""


@dataclass(frozen=True)
class LogState:
    """How this PC's copy of the log stands."""

    entries: int
    signed_at: float
    """When the newest head was signed that the copy fits; 0 before the first."""
    is_behind: bool
    """Whether somebody knows of a longer log."""
    forks: int
    """How many signed heads prove that the log was rewritten."""
    waiting: int
    """Entries that this PC appended and has not found in the log yet."""
    ignored: dict[str, int]
    """Entries that count for nothing, by the reason."""
    problem: str


@dataclass(frozen=True)
class Accounts:
    """What a pool's books say."""

    accounts: tuple[Account, ...]
    """Who gave most first."""
    log: LogState


async def accounts_of(member: Membership) -> Accounts:
    """Add up a pool's books. Raises `PoolError`."""
    copy = await member.book_keeping.copy()
    names = _names(member)
    ledger, records = copy.replay.ledger, copy.replay.records
    flooding = member.founded.flooding if member.founded else {}
    devices = {*ledger.balances, *records.workers(), *copy.replay.junk, *flooding}
    devices |= {one.device for one in known_members(member)}
    found = [
        Account(
            device,
            names.get(device, ""),
            ledger.given(device),
            ledger.got(device),
            records.of(device),
            member.book_keeping.is_suspect(device),
            copy.replay.junk[device],
            flooding.get(device, 0),
        )
        for device in devices
    ]
    found.sort(key=lambda one: (one.got - one.given, one.name.casefold(), one.device))
    return Accounts(tuple(found), _state_of(member, copy))


def known_members(member: Membership) -> list[KnownMember]:
    """List who belongs to a pool: all of them where this PC has the register, else those that it has met."""
    own = member.own_device
    if member.founded:
        return [
            KnownMember(one.device, one.name, one.role, KnownBy.REGISTER, one.admitted_at)
            for one in member.founded.register.members()
        ]
    met = [
        KnownMember(one.device, one.name, one.role, KnownBy.CERTIFICATE, certified_until=one.certified_until)
        for one in member.book_keeping.acquaintances.known.values()
        if one.device != own and _is_still_one(one, member.charter)
    ]
    known = member.known
    expires_at = member.status.expires_at
    this = KnownMember(
        own, known.device_name, member.status.role, KnownBy.ITSELF, known.joined_at, expires_at
    )
    return [this, *sorted(met, key=lambda one: (one.name.casefold(), one.device))]


async def days_of(member: Membership, days: int) -> list[tuple[DayOfWork, str]]:
    """Return what this PC did on each of so many days, today's first, with the name of who it was for."""
    books, names = member.book_keeping, _names(member)
    since = date.today() - timedelta(days=days - 1)

    def added_up() -> list[DayOfWork]:
        return work_days(kept_work(books.repository, books.charter(), member.own_device), since)

    return [(one, names.get(one.requester, "")) for one in await asyncio.to_thread(added_up)]


async def exported(member: Membership) -> bytes:
    """Return all of the pool's log as signed JSON. Raises `PoolUnreachableError` and `LogError`."""
    if member.client is None:
        raise PoolUnreachableError(member.status.reason or "It is being connected to.")
    return await taken_log(member.book_keeping, member.client)


def _is_still_one(one: Acquaintance, charter: Charter) -> bool:
    """Say whether somebody is a member as far as one can tell: not removed, and seen not long ago."""
    removed_at = charter.removed.get(one.device, 0)
    is_certified_since = one.certified_until > removed_at + MEMBERSHIP_SECONDS
    return is_certified_since and one.certified_until > time.time() - _GONE_SECONDS


def _names(member: Membership) -> dict[str, str]:
    """Return what devices are called, those of members who have left included."""
    names = {one.device: one.name for one in member.book_keeping.acquaintances.known.values()}
    return names | {one.device: one.name for one in known_members(member)}


def _state_of(member: Membership, copy: LogCopy) -> LogState:
    repository = member.book_keeping.repository
    return LogState(
        len(copy.tree),
        float(copy.head.at) if copy.head else 0.0,
        copy.is_behind,
        len(repository.heads("forked")),
        len(repository.unconfirmed(float("inf"))),
        dict(copy.replay.ledger.ignored),
        member.book_keeping.problem,
    )
