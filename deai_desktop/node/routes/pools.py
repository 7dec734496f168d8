"""``/api/pools``: the pools of this PC, their members and invites."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from deai_desktop.api.schemas import pools as wire
from deai_desktop.api.schemas.status import Done
from deai_desktop.core.errors import NotFoundError
from deai_desktop.node.lent_files import hash_lent
from deai_desktop.node.node import Node
from deai_desktop.node.pool_hub_views import (
    hub_invite_view,
    hub_views,
    nearby_views,
    new_reach,
    own_hub_view,
    reach_of,
)
from deai_desktop.node.pool_views import (
    invite_view,
    listens_of,
    pool_model_views,
    pool_view,
    role_of,
    work_view,
)
from deai_desktop.system.network import own_names


def routes(node: Node) -> APIRouter:
    """Serve pools."""
    router = APIRouter(prefix="/api/pools", tags=["pools"])
    _add_pools(router, node)
    _add_members(router, node)
    _add_invites(router, node)
    _add_work(router, node)
    _add_hubs(router, node)
    return router


def own_hub_routes(node: Node) -> APIRouter:
    """Serve the hubs of other people's pools that run on this PC."""
    router = APIRouter(prefix="/api/pool-hubs", tags=["pools"])

    @router.get("")
    async def list_own_hubs() -> wire.OwnHubList:
        """List the hubs of other people's pools on this PC."""
        if node.pools.why_not:
            return wire.OwnHubList(hubs=[])
        service = await node.pools.service()
        return wire.OwnHubList(hubs=[own_hub_view(hub) for hub in service.own_hubs.list()])

    @router.get("/nearby")
    async def find_nearby_hubs() -> wire.NearbyHubList:
        """Listen for some seconds which hubs there are in this PC's network."""
        from deai_desktop.pool.nearby_hubs import find_nearby

        service = await node.pools.service()
        known = [status.known for status in service.list()]
        return nearby_views(await find_nearby(service.lan, known, node.outbound))

    @router.post("", status_code=201)
    async def join_as_hub(body: wire.JoinAsHub) -> wire.OwnHubView:
        """Become a hub by an invite for that; it runs from now on whenever the node runs."""
        service = await node.pools.service()
        reach = new_reach(body.listens, body.reach)
        return own_hub_view(await service.own_hubs.join(body.invite, body.name or _this_pc(), reach))

    @router.delete("/{pool}")
    async def leave_as_hub(pool: str) -> Done:
        """Be a pool's hub no longer."""
        await (await node.pools.service()).own_hubs.leave(pool)
        return Done()

    return router


def _add_pools(router: APIRouter, node: Node) -> None:
    @router.get("")
    async def list_pools() -> wire.PoolList:
        """List the pools that this PC belongs to."""
        if reason := node.pools.why_not:
            return wire.PoolList(pools=[], available=False, reason=reason)
        service = await node.pools.service()
        return wire.PoolList(pools=[pool_view(status) for status in service.list()])

    @router.post("", status_code=201)
    async def create_pool(body: wire.NewPool) -> wire.PoolView:
        """Found a pool with its hub on this PC."""
        service = await node.pools.service()
        listens = listens_of(body.listens)
        return pool_view(await service.create(body.name, body.device_name or _this_pc(), listens))

    @router.post("/look")
    async def look_at_invite(body: wire.InviteText) -> wire.InvitePreview:
        """Read an invite without using it."""
        invite = (await node.pools.service()).look(body.invite)
        return wire.InvitePreview(
            key=invite.pool.text,
            name=invite.name,
            hubs=[str(hub) for hub in invite.hubs],
            expires_at=invite.expires_at,
            is_for_hub=invite.is_for_hub,
        )

    @router.post("/join", status_code=201)
    async def join_pool(body: wire.JoinPool) -> wire.PoolView:
        """Use an invite; it takes as long as the pool's hub and founder need to answer."""
        service = await node.pools.service()
        return pool_view(await service.join(body.invite, body.device_name or _this_pc()))

    @router.get("/models")
    async def list_pool_models() -> wire.PoolModelList:
        """List the models that members of this PC's pools run; a pool that is not reached has none."""
        if node.pools.why_not:
            return wire.PoolModelList(models=[])
        service = await node.pools.service()
        return wire.PoolModelList(models=pool_model_views(service.offerings()))

    @router.get("/{pool}")
    async def get_pool(pool: str) -> wire.PoolView:
        """Describe one pool, by its name or the beginning of its key."""
        return pool_view((await node.pools.service()).find(pool).status)

    @router.patch("/{pool}")
    async def change_pool(pool: str, body: wire.PoolChanges) -> wire.PoolView:
        """Rename a pool or this PC in it, or say who can reach its hub."""
        service = await node.pools.service()
        listens = listens_of(body.listens) if body.listens else None
        reach = reach_of(body.reach) if body.reach else None
        status = await service.change(
            pool, name=body.name, device_name=body.device_name, listens=listens, reach=reach
        )
        return pool_view(status)

    @router.delete("/{pool}")
    async def leave_pool(pool: str) -> Done:
        """Leave a pool; one that was founded here ends for everybody."""
        await (await node.pools.service()).leave(pool)
        return Done()


def _add_members(router: APIRouter, node: Node) -> None:
    @router.patch("/{pool}/members/{device}")
    async def change_member(pool: str, device: str, body: wire.MemberChanges) -> Done:
        """Make a member something else."""
        await (await node.pools.service()).change_role(pool, device, role_of(body.role))
        return Done()

    @router.delete("/{pool}/members/{device}")
    async def remove_member(pool: str, device: str) -> Done:
        """Put a member out of a pool, at once."""
        await (await node.pools.service()).remove_member(pool, device)
        return Done()


def _add_invites(router: APIRouter, node: Node) -> None:
    @router.get("/{pool}/invites")
    async def list_invites(pool: str) -> wire.InviteList:
        """List the invites that nobody has used yet."""
        service = await node.pools.service()
        return wire.InviteList(invites=[invite_view(invite) for invite in service.invites(pool)])

    @router.post("/{pool}/invites", status_code=201)
    async def create_invite(pool: str, body: wire.NewInvite) -> wire.CreatedInvite:
        """Make an invite for one PC. Its text is in this reply and can't be shown again."""
        made = (await node.pools.service()).invite(pool, role_of(body.role), float(body.valid_seconds))
        return wire.CreatedInvite(
            id=made.guest.public.text, role=body.role, expires_at=made.expires_at, invite=made.text
        )

    @router.delete("/{pool}/invites/{invite}")
    async def take_back_invite(pool: str, invite: str) -> Done:
        """Make an invite good for nothing."""
        if not (await node.pools.service()).take_back(pool, invite):
            raise NotFoundError("There is no such invite, or it was used.", hint="deai pool invites")
        return Done()


def _add_work(router: APIRouter, node: Node) -> None:
    @router.patch("/{pool}/lending")
    async def change_lending(pool: str, body: wire.LendingChanges) -> wire.PoolView:
        """Say what this PC does for a pool's members; nothing is done for them before."""
        service = await node.pools.service()
        view = pool_view(
            service.lend(pool, lends=body.lends, models=body.models, tokens_an_hour=body.tokens_an_hour)
        )
        if view.lending.lends:
            await asyncio.to_thread(hash_lent, node.models, node.library, view.lending.models)
        return view

    @router.post("/{pool}/trust")
    async def trust_pool(pool: str) -> wire.PoolView:
        """Accept that whoever works on a prompt can read it; nobody is asked before."""
        return pool_view((await node.pools.service()).accept_risk(pool))

    @router.delete("/{pool}/trust")
    async def take_back_trust(pool: str) -> wire.PoolView:
        """Ask nobody in a pool any more; answers that its members work on end at once."""
        return pool_view((await node.pools.service()).take_back_trust(pool))

    @router.get("/{pool}/work")
    async def get_pool_work(pool: str) -> wire.PoolWork:
        """Tell what this PC did for the members since it connected."""
        return work_view((await node.pools.service()).report(pool))


def _add_hubs(router: APIRouter, node: Node) -> None:
    @router.get("/{pool}/hubs")
    async def list_hubs(pool: str) -> wire.HubViewList:
        """Ask the hubs of a pool that was founded here how they are; it takes up to three seconds."""
        return hub_views(await (await node.pools.service()).hubs(pool).reports())

    @router.post("/{pool}/hubs", status_code=201)
    async def invite_hub(pool: str, body: wire.NewHubInvite) -> wire.CreatedHubInvite:
        """Make an invite for one more hub. Its text is in this reply and can't be shown again."""
        hubs = (await node.pools.service()).hubs(pool)
        return hub_invite_view(hubs.invite(float(body.valid_seconds)), len(hubs.listed))

    @router.delete("/{pool}/hubs/{hub}")
    async def remove_hub(pool: str, hub: str) -> Done:
        """Take a hub off the pool's list, by its name or the beginning of its key: it is none any more at once."""
        await (await node.pools.service()).hubs(pool).remove(hub)
        return Done()


def _this_pc() -> str:
    return (*own_names(), "This PC")[0]
