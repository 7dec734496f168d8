"""``/api/outbound``: what left this PC."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from deai_desktop.api.schemas.outbound import ClearedOutbound, OutboundConnection, OutboundList
from deai_desktop.node.node import Node
from deai_desktop.outbound.stored_journal import MOST_KEPT, Entry


def routes(node: Node) -> APIRouter:
    """Serve the list of connections to other computers."""
    router = APIRouter(prefix="/api/outbound", tags=["node"])

    @router.get("")
    def list_outbound(
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
        offset: Annotated[int, Query(ge=0, le=MOST_KEPT)] = 0,
    ) -> OutboundList:
        """List the connections that DeAI made to other computers, newest first."""
        listing = node.outbound.list(limit, offset)
        return OutboundList(
            connections=[_view(entry) for entry in listing.entries],
            total=listing.total,
            forgotten=listing.forgotten,
        )

    @router.delete("")
    def clear_outbound() -> ClearedOutbound:
        """Forget all connections but those that are open right now."""
        return ClearedOutbound(forgotten=node.outbound.clear())

    return router


def _view(entry: Entry) -> OutboundConnection:
    return OutboundConnection(
        number=entry.number,
        at=entry.at,
        host=entry.contact.host,
        port=entry.contact.port,
        via=entry.contact.via,
        purpose=entry.contact.purpose,
        sent=entry.contact.sent,
        outcome=entry.outcome.value,
        received=entry.received,
        reason=entry.reason,
    )
