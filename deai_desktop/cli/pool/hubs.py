"""``deai pool hub``: where members meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, Yes, command_group, examples
from deai_desktop.cli.output import notice, quoted, write_json, write_line
from deai_desktop.cli.pool.options import PoolName, app
from deai_desktop.cli.table import write_table
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.schemas.pools import HubListens, HubView, HubViewList, NearbyHub, PoolView

_HOUR = 3600

hub = command_group(
    "Where the members of a pool meet.",
    examples("deai pool hub show Friends", "deai pool hub set Friends --network"),
)
app.add_typer(hub, name="hub")


@hub.command(epilog=examples("deai pool hub show Friends"))
def show(pool: PoolName, as_json: Json = False) -> None:
    """Show where a pool's hubs are."""
    with connected() as client:
        view = client.pool(pool)
    _say(view, as_json)


@hub.command(
    "set",
    epilog=examples(
        "deai pool hub set Friends --network",
        "deai pool hub set Friends --public hub.example.org --port 4222 --web 443",
    ),
)
def set_hub(
    pool: PoolName,
    network: Annotated[
        bool | None,
        typer.Option("--network/--this-pc", help="Who can reach the hub: your network, or this PC."),
    ] = None,
    public: Annotated[
        str | None,
        typer.Option(
            "--public", metavar="HOST", help='What leads to this PC from the internet; "" for nothing.'
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Where it listens for members.")
    ] = None,
    web: Annotated[
        int | None,
        typer.Option(
            "--web", min=0, max=65535, help="Where it listens as a web page does (wss); 0: nowhere."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say who can reach the hub on this PC, and how. It starts anew with that; members follow by themselves."""
    from deai_desktop.api.schemas.pools import HubReach

    says_how = any(one is not None for one in (public, port, web))
    reach = HubReach(public=public, port=port, web_port=web) if says_how else None
    listens: HubListens | None = None if network is None else "network" if network else "this-pc"
    with connected() as client:
        view = client.change_pool(pool, listens=listens, reach=reach)
    _say(view, as_json)


@hub.command(epilog=examples("deai pool hub add Friends", "deai pool hub add Friends --hours 2"))
def add(
    pool: PoolName,
    hours: Annotated[int, typer.Option("--hours", min=1, max=720, help="How long the invite is good.")] = 48,
    as_json: Json = False,
) -> None:
    """Make an invite for one more hub and print it, this once.

    Whoever has it can run a hub of the pool: that is to be somebody who keeps it going. They read nothing of what
    members ask and answer, but see who asks whom. Of two hubs neither may be away for long; of three any one may.
    """
    with connected() as client:
        made = client.invite_hub(pool, hours * _HOUR)
    if as_json:
        write_json(made)
        return
    notice(f"Good for one hub until {format_time(made.expires_at)}. There: deai hub join, and paste this:")
    write_line(made.invite)
    if made.warning:
        notice(made.warning)


@hub.command("list", epilog=examples("deai pool hub list Friends"))
def list_hubs(pool: PoolName, as_json: Json = False) -> None:
    """List the hubs of a pool that was founded on this PC."""
    with connected() as client:
        listed = client.pool_hubs(pool)
    if as_json:
        write_json(listed)
    else:
        rows = [
            (_name(one), one.key[:8], "there" if one.is_there else "away", ", ".join(one.addresses))
            for one in listed.hubs
        ]
        write_table(("NAME", "KEY", "STATE", "ADDRESSES"), rows)
        _warn(listed)


@hub.command(epilog=examples("deai pool hub health Friends", "deai pool hub health Friends --json"))
def health(pool: PoolName, as_json: Json = False) -> None:
    """Show how the hubs of a pool are that was founded on this PC."""
    with connected() as client:
        listed = client.pool_hubs(pool)
    if as_json:
        write_json(listed)
        return
    headings = (
        "NAME",
        "STATE",
        "MEMBERS",
        "CUT OFF",
        "HUBS",
        "MEMORY",
        "CPU",
        "IN/S",
        "OUT/S",
        "STORED",
        "LOG",
        "SERVER",
    )
    write_table(headings, [_health_row(one) for one in listed.hubs])
    _warn(listed)


@hub.command(epilog=examples("deai pool hub find", "deai pool hub find --json"))
def find(as_json: Json = False) -> None:
    """Listen for some seconds which hubs there are in your network; nobody else can tell whose they are.

    Members do so by themselves when their hub does not answer, unless you set pools.lan to off.
    """
    with connected() as client:
        found = client.nearby_hubs()
    if as_json:
        write_json(found)
    elif found.hubs:
        rows = [(one.address, one.pool_name or "none of yours", _state(one)) for one in found.hubs]
        write_table(("ADDRESS", "POOL", "STATE"), rows)
    else:
        notice("No hub says here that it is there. Is one on in this network, and let in: deai pool hub set?")


@hub.command(epilog=examples("deai pool hub remove Friends VPS"))
def remove(
    context: typer.Context,
    pool: PoolName,
    which: Annotated[str, typer.Argument(metavar="HUB", help="Its name, or the beginning of its key.")],
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Take a hub off a pool's list. It is none any more at once, wherever it runs or where it is gone for good."""
    with connected() as client:
        confirm(context, f"Remove the hub “{which}” from the pool?", yes)
        client.remove_hub(pool, which)
    if as_json:
        write_json({"removed": which})
    else:
        notice(f"“{which}” is no hub of the pool any more.")


def _name(hub: HubView) -> str:
    return f"{hub.name} (this PC)" if hub.is_own else hub.name


def _state(hub: NearbyHub) -> str:
    if not hub.pool:
        return ""
    if not hub.is_proven:
        return "no hub of it answers"
    return "known" if hub.is_known else "new address"


def _health_row(hub: HubView) -> tuple[str, ...]:
    if not hub.is_there:
        return (_name(hub), "away", *[""] * 10)
    return (
        _name(hub),
        "decides" if hub.is_leader else f"{hub.behind} behind" if hub.behind else "there",
        str(hub.connections),
        str(hub.slow_members),
        str(hub.other_hubs),
        format_bytes(hub.memory),
        f"{hub.cpu:.0f} %",
        format_bytes(int(hub.received_per_second)),
        format_bytes(int(hub.sent_per_second)),
        format_bytes(hub.stored),
        "" if hub.log_behind is None else f"{hub.log_behind} behind" if hub.log_behind else "whole",
        hub.version,
    )


def _warn(listed: HubViewList) -> None:
    for one in listed.hubs:
        if one.problem:
            notice(f"{one.name}: {one.problem}")
    if listed.problem:
        notice(listed.problem)


def _say(view: PoolView, as_json: bool) -> None:
    if as_json:
        write_json(view)
    elif view.hub is None:
        notice(f"The hub of “{view.name}” runs elsewhere: {', '.join(view.hubs)}")
    else:
        where = ", ".join(view.hubs) or "no address yet"
        notice(f"The hub of “{view.name}” is on this PC; members reach it at {where}.")
        if view.hub.listens == "this-pc" and view.hub.address.startswith("127."):
            notice(f"Only this PC can. Let your network in: deai pool hub set {quoted(view.name)} --network")
        if view.hub.problem:
            notice(view.hub.problem)
