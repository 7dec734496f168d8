"""``deai privacy``: what left this PC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, Yes, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.table import write_table
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.schemas.outbound import OutboundConnection

_OUTCOMES = {
    "open": "going on",
    "done": "done",
    "failed": "failed",
    "cancelled": "cancelled",
    "interrupted": "DeAI ended",
}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=examples("deai privacy", "deai privacy --json", "deai privacy --clear"))(privacy)


def privacy(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many to show.", min=1, max=1000)] = 50,
    clear: Annotated[bool, typer.Option("--clear", help="Forget the list.")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Show what left this PC.

    Lists the connections that DeAI made to other computers, newest first: when, where to, why, and what came of them.
    """
    if clear:
        confirm(context, "Forget which connections DeAI made?", yes)
        _clear(as_json)
        return
    with connected() as client:
        listed = client.outbound(limit)
    if as_json:
        write_json(listed)
    elif listed.connections:
        headings = ("WHEN", "WHERE TO", "WHY", "WHAT IT GOT TO KNOW", "CAME IN", "OUTCOME")
        write_table(headings, [_row(one) for one in listed.connections])
        if listed.total > len(listed.connections):
            notice(f"{listed.total - len(listed.connections)} older ones: deai privacy --limit 1000")
    elif listed.forgotten:
        notice("Nothing has left this PC since the list was cleared.")
    else:
        notice("Nothing has left this PC.")


def _clear(as_json: bool) -> None:
    with connected() as client:
        cleared = client.clear_outbound()
    if as_json:
        write_json(cleared)
    else:
        notice(f"The list is empty now ({cleared.forgotten} forgotten).")


def _row(one: OutboundConnection) -> tuple[str, ...]:
    outcome = _OUTCOMES[one.outcome] + (f": {one.reason}" if one.reason else "")
    received = "" if one.outcome in ("open", "interrupted") else format_bytes(one.received)
    return format_time(one.at), _where(one), one.purpose, one.sent, received, outcome


def _where(one: OutboundConnection) -> str:
    if not one.host:
        return "the Python package index set up on this PC (pip)"
    place = one.host if one.port is None else f"{one.host}:{one.port}"
    return f"{place} ({one.via})" if one.via else place
