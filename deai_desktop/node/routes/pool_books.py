"""``/api/pools/…``: the books of a pool, and what this PC did for others day by day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from deai_desktop.api.schemas import ledger as wire
from deai_desktop.api.schemas.pools import MemberList
from deai_desktop.node.ledger_views import day_views, known_member_view, ledger_view
from deai_desktop.node.node import Node

_Days = Annotated[int, Query(ge=1, le=wire.MOST_DAYS)]


def routes(node: Node) -> APIRouter:
    """Serve the books of pools. To be added before the routes of single pools: ``work`` is no pool."""
    router = APIRouter(prefix="/api/pools", tags=["pools"])
    _add_days(router, node)
    _add_books(router, node)
    return router


def _add_days(router: APIRouter, node: Node) -> None:
    @router.get("/work")
    async def list_work(days: _Days = 1) -> wire.WorkDays:
        """Tell what this PC did for all its pools' members, by day: today's and so many days in all."""
        if node.pools.why_not:
            return wire.WorkDays(days=[])
        from deai_desktop.pool.accounts import days_of

        service = await node.pools.service()
        found: list[wire.DayWork] = []
        for status in service.list():
            member = service.find(status.known.key)
            found += day_views(status.known.name, await days_of(member, days))
        return wire.WorkDays(days=sorted(found, key=lambda one: -one.day.toordinal()))

    @router.get("/{pool}/days")
    async def list_pool_days(pool: str, days: _Days = 1) -> wire.WorkDays:
        """Tell what this PC did for one pool's members, by day."""
        member = (await node.pools.service()).find(pool)
        from deai_desktop.pool.accounts import days_of

        return wire.WorkDays(days=day_views(member.known.name, await days_of(member, days)))


def _add_books(router: APIRouter, node: Node) -> None:
    @router.get("/{pool}/ledger")
    async def get_ledger(pool: str) -> wire.PoolLedger:
        """Tell balances, track records, and how this PC's copy of the pool's log stands."""
        member = (await node.pools.service()).find(pool)
        from deai_desktop.pool.accounts import accounts_of

        return ledger_view(await accounts_of(member), member.own_device)

    @router.get(
        "/{pool}/ledger/export",
        response_class=Response,
        responses={200: {"content": {"application/json": {}}, "description": "The log, as signed JSON."}},
    )
    async def export_ledger(pool: str) -> Response:
        """Give out all of the log with its signatures, signed by this PC, to be checked anywhere."""
        member = (await node.pools.service()).find(pool)
        from deai_desktop.pool.accounts import exported

        return Response(await exported(member), media_type="application/json")

    @router.get("/{pool}/members")
    async def list_members(pool: str) -> MemberList:
        """List who belongs to a pool: all of them on the founder's PC, elsewhere those that this PC has met."""
        member = (await node.pools.service()).find(pool)
        from deai_desktop.pool.accounts import known_members

        own = member.own_device
        return MemberList(
            members=[known_member_view(one, own) for one in known_members(member)],
            is_whole=member.founded is not None,
        )
