"""What is known of pools, as the wire types show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from deai_desktop.api.schemas import pools as wire
from deai_desktop.node.pool_models import pool_model_id

if TYPE_CHECKING:
    from deai_desktop.pool.identity.register import OpenInvite
    from deai_desktop.pool.identity.roles import Role
    from deai_desktop.pool.jobs.presence import Offering
    from deai_desktop.pool.jobs.worker import WorkerReport
    from deai_desktop.pool.pool_repository import Listens
    from deai_desktop.pool.standing import PoolStatus


def pool_view(status: PoolStatus) -> wire.PoolView:
    """Show a pool."""
    known = status.known
    hubs = [str(hub) for hub in known.hubs]
    return wire.PoolView(
        key=known.key,
        name=known.name,
        role=wire_role(status.role),
        device_name=known.device_name,
        is_founder=known.is_founder,
        standing=status.standing.value,
        reason=status.reason,
        joined_at=known.joined_at,
        certificate_expires_at=status.expires_at,
        hubs=hubs,
        hub=_hub_view(status),
        lending=wire.Lending(
            lends=known.lends, models=list(known.lent_models), tokens_an_hour=known.tokens_an_hour
        ),
        knows_risk=known.knows_risk,
    )


def invite_view(invite: OpenInvite) -> wire.InviteView:
    """Show an invite without what makes it one."""
    return wire.InviteView(
        id=invite.guest, role=wire_role(invite.role), made_at=invite.made_at, expires_at=invite.expires_at
    )


def pool_model_views(offerings: Mapping[str, Sequence[Offering]]) -> list[wire.PoolModelView]:
    """Show which models the members of pools run, by the pools' names."""
    by_model: dict[tuple[str, str], list[Offering]] = {}
    for pool, offered in offerings.items():
        for offering in offered:
            by_model.setdefault((pool, offering.model.name), []).append(offering)
    return [
        wire.PoolModelView(
            id=pool_model_id(pool, model),
            pool=pool,
            model=model,
            context_length=max(one.model.context_length for one in found),
            workers=[_worker_view(one) for one in sorted(found, key=lambda one: -one.model.speed)],
        )
        for (pool, model), found in sorted(by_model.items())
    ]


def work_view(report: WorkerReport | None) -> wire.PoolWork:
    """Show what this PC did for a pool's members, those who had most first."""
    members = sorted(report.members.items(), key=lambda one: -one[1].tokens) if report else []
    return wire.PoolWork(
        members=[
            wire.MemberWork(
                device=device,
                name=member.name,
                jobs=member.jobs,
                tokens=member.tokens,
                refused=member.refused.total(),
                failed=member.failed.total(),
                throttled=member.throttled,
                bad_frames=member.bad_frames,
            )
            for device, member in members
        ]
    )


def role_of(role: wire.MemberRole) -> Role:
    """Read a role from the wire."""
    from deai_desktop.pool.identity.roles import Role

    return Role(role)


def listens_of(listens: wire.HubListens) -> Listens:
    """Read from the wire who can reach a hub."""
    from deai_desktop.pool.pool_repository import Listens

    return Listens(listens)


def wire_role(role: Role) -> wire.MemberRole:
    """Write a role for the wire; a guest is no member."""
    if role.value == "guest":
        raise ValueError(role)
    return cast("wire.MemberRole", role.value)


def _worker_view(offering: Offering) -> wire.PoolWorker:
    model = offering.model
    return wire.PoolWorker(
        device=offering.worker.device.text,
        name=offering.worker.name,
        tokens_per_second=model.speed,
        slots=model.slots,
        free=model.free,
        wait_seconds=model.wait,
        is_doubtful=offering.is_doubtful,
        is_suspect=offering.is_suspect,
    )


def _hub_view(status: PoolStatus) -> wire.OwnHub | None:
    if not (listens := status.known.hub_listens.value):
        return None
    address = str(status.known.hubs[0]) if status.known.hubs else ""
    return wire.OwnHub(listens=cast("wire.HubListens", listens), address=address, problem=status.hub_problem)
