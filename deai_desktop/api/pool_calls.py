"""What a node can be asked about pools."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.pools import (
    CreatedInvite,
    HubListens,
    InviteList,
    InvitePreview,
    InviteText,
    JoinPool,
    LendingChanges,
    MemberChanges,
    MemberList,
    MemberRole,
    NewInvite,
    NewPool,
    PoolChanges,
    PoolList,
    PoolModelList,
    PoolView,
    PoolWork,
)
from deai_desktop.api.schemas.status import Done


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
        self, pool: str, name: str = "", device_name: str = "", listens: HubListens | None = None
    ) -> PoolView:
        """Rename a pool or this PC in it, or say who can reach its hub."""
        body = PoolChanges(name=name, device_name=device_name, listens=listens)
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

    def pool_models(self) -> PoolModelList:
        """List the models that the members of pools run."""
        return self.call(PoolModelList, "GET", "/api/pools/models")

    def pool_work(self, pool: str) -> PoolWork:
        """Ask what this PC did for a pool's members."""
        return self.call(PoolWork, "GET", _path(pool, "work"))


def _path(*parts: str) -> str:
    return "/".join(["/api/pools", *(quoted(part) for part in parts)])
