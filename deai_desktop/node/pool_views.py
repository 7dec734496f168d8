"""What is known of pools, as the wire types show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from deai_desktop.api.schemas import pools as wire

if TYPE_CHECKING:
    from deai_desktop.pool.membership import PoolStatus
    from deai_desktop.pool.pool_repository import Listens
    from deai_desktop.pool.register import OpenInvite, RegisteredMember
    from deai_desktop.pool.roles import Role


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
    )


def member_view(member: RegisteredMember, own_device: str) -> wire.MemberView:
    """Show a member."""
    return wire.MemberView(
        device=member.device,
        name=member.name,
        role=wire_role(member.role),
        admitted_at=member.admitted_at,
        is_this_pc=member.device == own_device,
    )


def invite_view(invite: OpenInvite) -> wire.InviteView:
    """Show an invite without what makes it one."""
    return wire.InviteView(
        id=invite.guest, role=wire_role(invite.role), made_at=invite.made_at, expires_at=invite.expires_at
    )


def role_of(role: wire.MemberRole) -> Role:
    """Read a role from the wire."""
    from deai_desktop.pool.roles import Role

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


def _hub_view(status: PoolStatus) -> wire.OwnHub | None:
    if not (listens := status.known.hub_listens.value):
        return None
    address = str(status.known.hubs[0]) if status.known.hubs else ""
    return wire.OwnHub(listens=cast("wire.HubListens", listens), address=address, problem=status.hub_problem)
