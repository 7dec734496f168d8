"""What a node can be asked about pools."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.pools import (
    CreatedHubInvite,
    CreatedInvite,
    HubListens,
    HubReach,
    HubViewList,
    InviteList,
    InvitePreview,
    InviteText,
    JoinAsHub,
    JoinPool,
    LendingChanges,
    MemberChanges,
    MemberList,
    MemberRole,
    NearbyHubList,
    NewHubInvite,
    NewInvite,
    NewPool,
    OwnHubList,
    OwnHubView,
    PoolChanges,
    PoolList,
    PoolModelList,
    PoolView,
    PoolWork,
)
from deai_desktop.api.schemas.status import Done

_OWN_HUBS = "/api/pool-hubs"


class PoolCalls(Calls):
    """Call a node about pools, by name or key. Every method raises the `DeAIError` that the node reported."""

    def pools(self) -> PoolList:
        """List the pools of this PC."""
        return self.call(PoolList, "GET", "/api/pools")

    def pool(self, pool: str) -> PoolView:
        """Describe one pool."""
        return self.call(PoolView, "GET", _path(pool))

    def create_pool(self, name: str, listens: HubListens = "this-pc", device_name: str = "") -> PoolView:
        """Found a pool with its hub on this PC; it takes some seconds."""
        body = NewPool(name=name, device_name=device_name, listens=listens)
        return self.call(PoolView, "POST", "/api/pools", body)

    def look_at_invite(self, invite: str) -> InvitePreview:
        """Read an invite without using it."""
        return self.call(InvitePreview, "POST", "/api/pools/look", InviteText(invite=invite))

    def join_pool(self, invite: str, device_name: str = "") -> PoolView:
        """Use an invite."""
        return self.call(
            PoolView, "POST", "/api/pools/join", JoinPool(invite=invite, device_name=device_name)
        )

    def change_pool(
        self,
        pool: str,
        name: str = "",
        device_name: str = "",
        listens: HubListens | None = None,
        reach: HubReach | None = None,
    ) -> PoolView:
        """Rename a pool or this PC in it, or say who can reach its hub and how."""
        body = PoolChanges(name=name, device_name=device_name, listens=listens, reach=reach)
        return self.call(PoolView, "PATCH", _path(pool), body)

    def leave_pool(self, pool: str) -> Done:
        """Leave a pool; one that was founded here ends for everybody."""
        return self.call(Done, "DELETE", _path(pool))

    def members(self, pool: str) -> MemberList:
        """List who belongs to a pool, as far as this PC knows."""
        return self.call(MemberList, "GET", _path(pool, "members"))

    def change_member(self, pool: str, device: str, role: MemberRole) -> Done:
        """Make a member something else."""
        return self.call(Done, "PATCH", _path(pool, "members", device), MemberChanges(role=role))

    def remove_member(self, pool: str, device: str) -> Done:
        """Put a member out, at once."""
        return self.call(Done, "DELETE", _path(pool, "members", device))

    def invites(self, pool: str) -> InviteList:
        """List the invites that nobody has used yet."""
        return self.call(InviteList, "GET", _path(pool, "invites"))

    def create_invite(
        self, pool: str, role: MemberRole = "both", valid_seconds: int = 48 * 3600
    ) -> CreatedInvite:
        """Make an invite for one PC."""
        body = NewInvite(role=role, valid_seconds=valid_seconds)
        return self.call(CreatedInvite, "POST", _path(pool, "invites"), body)

    def take_back_invite(self, pool: str, invite: str) -> Done:
        """Make an invite good for nothing, by its id."""
        return self.call(Done, "DELETE", _path(pool, "invites", invite))

    def change_lending(
        self,
        pool: str,
        lends: bool | None = None,
        models: list[str] | None = None,
        tokens_an_hour: int | None = None,
    ) -> PoolView:
        """Say what this PC does for a pool's members; what is None stays."""
        body = LendingChanges(lends=lends, models=models, tokens_an_hour=tokens_an_hour)
        return self.call(PoolView, "PATCH", _path(pool, "lending"), body)

    def trust_pool(self, pool: str) -> PoolView:
        """Say that the person knows: who works on a prompt can read it."""
        return self.call(PoolView, "POST", _path(pool, "trust"))

    def take_back_trust(self, pool: str) -> PoolView:
        """Ask nobody in a pool any more; answers that its members work on end at once."""
        return self.call(PoolView, "DELETE", _path(pool, "trust"))

    def pool_models(self) -> PoolModelList:
        """List the models that the members of pools run."""
        return self.call(PoolModelList, "GET", "/api/pools/models")

    def pool_work(self, pool: str) -> PoolWork:
        """Ask what this PC did for a pool's members."""
        return self.call(PoolWork, "GET", _path(pool, "work"))

    def pool_hubs(self, pool: str) -> HubViewList:
        """Ask the hubs of a pool that was founded here how they are."""
        return self.call(HubViewList, "GET", _path(pool, "hubs"))

    def invite_hub(self, pool: str, valid_seconds: int = 48 * 3600) -> CreatedHubInvite:
        """Make an invite for one more hub."""
        return self.call(
            CreatedHubInvite, "POST", _path(pool, "hubs"), NewHubInvite(valid_seconds=valid_seconds)
        )

    def remove_hub(self, pool: str, hub: str) -> Done:
        """Take a hub off the list, by its name or the beginning of its key."""
        return self.call(Done, "DELETE", _path(pool, "hubs", hub))

    def own_hubs(self) -> OwnHubList:
        """List the hubs of other people's pools on this PC."""
        return self.call(OwnHubList, "GET", _OWN_HUBS)

    def nearby_hubs(self) -> NearbyHubList:
        """Listen for some seconds which hubs there are in this PC's network."""
        return self.call(NearbyHubList, "GET", f"{_OWN_HUBS}/nearby")

    def join_as_hub(
        self, invite: str, name: str = "", listens: HubListens = "network", reach: HubReach | None = None
    ) -> OwnHubView:
        """Become a hub by an invite for that."""
        body = JoinAsHub(invite=invite, name=name, listens=listens, reach=reach or HubReach())
        return self.call(OwnHubView, "POST", _OWN_HUBS, body)

    def leave_as_hub(self, pool: str) -> Done:
        """Be a pool's hub no longer."""
        return self.call(Done, "DELETE", f"{_OWN_HUBS}/{quoted(pool)}")


def _path(*parts: str) -> str:
    return "/".join(["/api/pools", *(quoted(part) for part in parts)])
