"""What is known of pools' hubs, as the wire types show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deai_desktop.api.schemas import pools as wire

if TYPE_CHECKING:
    from deai_desktop.pool.hubs.hub_address import HubAddress
    from deai_desktop.pool.hubs.reach import Reach, ReachChanges
    from deai_desktop.pool.identity.invite import Invite
    from deai_desktop.pool.nearby_hubs import Nearby
    from deai_desktop.pool.own_hub import OwnHub
    from deai_desktop.pool.pool_hubs import HubReport

_TWO = 2
_TOO_FEW = (
    "The hubs do not agree on who decides, so the log waits: too few of them answer. "
    "Remove those that are gone for good."
)
_TWO_HUBS = "Of two hubs neither may be away for long, or the log waits. Add a third one."


def hub_views(reports: Sequence[HubReport]) -> wire.HubViewList:
    """Show the hubs of a pool."""
    leaders = {one.health.leader for one in reports if one.health} - {""}
    problem = ""
    if len(reports) > 1 and not leaders:
        problem = _TOO_FEW
    elif len(reports) == _TWO:
        problem = _TWO_HUBS
    return wire.HubViewList(hubs=[_hub_view(one, leaders) for one in reports], problem=problem)


def hub_invite_view(invite: Invite, hubs: int) -> wire.CreatedHubInvite:
    """Show an invite for a hub, to a pool that has so many."""
    return wire.CreatedHubInvite(
        id=invite.guest.public.text,
        expires_at=invite.expires_at,
        invite=invite.text,
        warning=_TWO_HUBS if hubs + 1 == _TWO else "",
    )


def own_hub_view(hub: OwnHub) -> wire.OwnHubView:
    """Show a hub on this PC."""
    return wire.OwnHubView(
        pool=hub.kept.pool,
        pool_name=hub.kept.pool_name,
        name=hub.kept.name,
        addresses=[_written(address) for address in hub.addresses],
        is_running=hub.is_running,
        problem=hub.problem,
    )


def nearby_views(found: Sequence[Nearby]) -> wire.NearbyHubList:
    """Show the hubs that were heard of in the network."""
    hubs = [
        wire.NearbyHub(
            address=str(one.address),
            pool=one.pool.key if one.pool else "",
            pool_name=one.pool.name if one.pool else "",
            is_known=one.is_known,
            is_proven=one.is_proven,
        )
        for one in found
    ]
    return wire.NearbyHubList(hubs=hubs)


def reach_of(reach: wire.HubReach) -> ReachChanges:
    """Read from the wire how a hub is to be reached."""
    from deai_desktop.pool.hubs.reach import ReachChanges

    return ReachChanges(**reach.model_dump())


def new_reach(listens: wire.HubListens, reach: wire.HubReach) -> Reach:
    """Read from the wire how a new hub is to be reached."""
    from deai_desktop.pool.hubs.reach import Listens, Reach

    return reach_of(reach).of(Reach(Listens(listens)))


def _hub_view(report: HubReport, leaders: set[str]) -> wire.HubView:
    hub, health = report.hub, report.health
    view = wire.HubView(
        key=hub.device.text,
        name=hub.name,
        addresses=[_written(address) for address in hub.addresses],
        is_own=report.is_own,
    )
    if health is None:
        return view.model_copy(update={"problem": "It does not answer. Is its PC on and connected?"})
    return view.model_copy(
        update={
            "is_there": True,
            "problem": _problem(report),
            "version": health.version,
            "started_at": health.started_at,
            "connections": health.connections,
            "other_hubs": health.other_hubs,
            "slow_members": health.slow_members,
            "memory": health.memory,
            "cpu": health.cpu,
            "received_per_second": report.rate("received_bytes"),
            "sent_per_second": report.rate("sent_bytes"),
            "stored": health.stored_bytes,
            "is_leader": hub.server in leaders,
            "behind": health.behind,
            "log_behind": report.log_behind,
        }
    )


def _problem(report: HubReport) -> str:
    if report.health and report.health.slow_members:
        return "It has cut off members that did not listen fast enough; their connection may be slow."
    return ""


def _written(address: HubAddress) -> str:
    return f"wss://{address}" if address.is_web else str(address)
