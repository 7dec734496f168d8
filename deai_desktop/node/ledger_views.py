"""What the books of pools say, as the wire types show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deai_desktop.api.schemas import ledger as wire
from deai_desktop.api.schemas.pools import MemberView
from deai_desktop.node.pool_views import wire_role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deai_desktop.pool.accounts import Account, Accounts, KnownMember
    from deai_desktop.pool.ledger.track_record import Checks, TrackRecord
    from deai_desktop.pool.ledger.work_days import DayOfWork


def ledger_view(accounts: Accounts, own_device: str) -> wire.PoolLedger:
    """Show a pool's books."""
    log = accounts.log
    return wire.PoolLedger(
        members=[_account_view(one, own_device) for one in accounts.accounts],
        log=wire.LogView(
            entries=log.entries,
            signed_at=log.signed_at,
            is_consistent=not log.forks,
            forks=log.forks,
            is_behind=log.is_behind,
            waiting=log.waiting,
            ignored=log.ignored,
            problem=log.problem,
        ),
    )


def day_views(pool: str, days: Iterable[tuple[DayOfWork, str]]) -> list[wire.DayWork]:
    """Show what this PC did for a pool's members, day by day."""
    return [
        wire.DayWork(
            day=one.day,
            pool=pool,
            device=one.requester,
            name=name,
            jobs=one.jobs,
            prompt_tokens=one.prompt_tokens,
            completion_tokens=one.completion_tokens,
            seconds=one.seconds,
            credits=one.credits,
        )
        for one, name in days
    ]


def known_member_view(member: KnownMember, own_device: str) -> MemberView:
    """Show a member, as far as this PC knows."""
    return MemberView(
        device=member.device,
        name=member.name,
        role=wire_role(member.role),
        admitted_at=member.admitted_at,
        is_this_pc=member.device == own_device,
        known_by=member.known_by.value,
        certified_until=member.certified_until,
    )


def _account_view(account: Account, own_device: str) -> wire.MemberAccount:
    return wire.MemberAccount(
        device=account.device,
        name=account.name,
        is_this_pc=account.device == own_device,
        given=account.given,
        got=account.got,
        credit=account.given - account.got,
        record=_record_view(account.record),
        is_suspect=account.is_suspect,
        junk=account.junk,
        flooding=account.flooding,
    )


def _record_view(record: TrackRecord) -> wire.TrackRecordView:
    return wire.TrackRecordView(
        jobs=record.jobs,
        prompt_tokens=record.prompt_tokens,
        completion_tokens=record.completion_tokens,
        tokens_per_second=record.tokens_per_second,
        last_at=record.last_at,
        finished=_checks_view(record.finished),
        canaries=_checks_view(record.canaries),
        rechecks=_checks_view(record.rechecks),
    )


def _checks_view(checks: Checks) -> wire.ChecksView:
    return wire.ChecksView(passed=checks.passed, failed=checks.failed, failed_by=checks.failed_by)
