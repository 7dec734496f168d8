"""``deai hub``: run a hub of somebody else's pool, on a server or a PC that is on most of the time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.node import run_in_foreground
from deai_desktop.cli.options import Json, Yes, command_group, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.table import write_table
from deai_desktop.system.console import is_console

if TYPE_CHECKING:
    from deai_desktop.api.schemas.pools import HubListens

app = command_group(
    "Run a hub of somebody else's pool.\n\n"
    "A hub is where a pool's members meet. Who founded the pool invites you: deai pool hub add. The hub belongs to "
    "DeAI's node on this computer: it runs whenever that does, is started again when it ends, and this computer need "
    "not be a member of the pool.",
    examples("deai hub join --public hub.example.org", "deai hub run", "deai hub list"),
)


@app.command(
    epilog=examples(
        "deai hub join",
        "deai hub join --public hub.example.org --port 4222 --route-port 6222 --web 443 < invite.txt",
    )
)
def join(
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="What to call the hub; by default this PC's name.")
    ] = "",
    this_pc: Annotated[bool, typer.Option("--this-pc", help="For programs on this computer only.")] = False,
    public: Annotated[
        str, typer.Option("--public", metavar="HOST", help="What leads here from the internet.")
    ] = "",
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Where it listens for members.")
    ] = None,
    route_port: Annotated[
        int | None, typer.Option("--route-port", min=1, max=65535, help="Where it listens for other hubs.")
    ] = None,
    web: Annotated[
        int | None,
        typer.Option("--web", min=1, max=65535, help="Where it listens as a web page does (wss)."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Become a hub by an invite for that. It listens in this computer's network, unless said otherwise.

    The invite is asked for, or read from standard input: as an argument, other programs could read it.
    """
    from deai_desktop.api.schemas.pools import HubReach

    text = (
        str(typer.prompt("Invite", hide_input=True, err=True))
        if is_console(sys.stdin)
        else sys.stdin.read(10_000)
    )
    listens: HubListens = "this-pc" if this_pc else "network"
    reach = HubReach(public=public, port=port, route_port=route_port, web_port=web)
    with connected() as client:
        hub = client.join_as_hub(text, name, listens, reach)
    if as_json:
        write_json(hub)
        return
    notice(f"This computer runs a hub of “{hub.pool_name}” now, at {', '.join(hub.addresses)}.")
    notice("It runs while DeAI does: deai service install, or deai hub run in the foreground.")


@app.command(epilog=examples("deai hub run"))
def run() -> None:
    """Run this computer's hubs in the foreground, until Ctrl+C.

    It is the node that deai node runs; nothing else of it takes memory until it is asked for.
    """
    run_in_foreground()


@app.command("list", epilog=examples("deai hub list --json"))
def list_hubs(as_json: Json = False) -> None:
    """List the hubs of other people's pools on this computer."""
    with connected() as client:
        listed = client.own_hubs()
    if as_json:
        write_json(listed)
    elif listed.hubs:
        rows = [
            (
                one.pool_name,
                one.pool[:8],
                one.name,
                "runs" if one.is_running else "down",
                ", ".join(one.addresses),
            )
            for one in listed.hubs
        ]
        write_table(("POOL", "KEY", "HUB", "STATE", "ADDRESSES"), rows)
        for one in listed.hubs:
            if one.problem:
                notice(f"{one.pool_name}: {one.problem}")
    else:
        notice("This computer runs no hub of somebody else's pool. Become one: deai hub join")


@app.command(epilog=examples("deai hub leave Friends"))
def leave(
    context: typer.Context,
    pool: Annotated[
        str, typer.Argument(metavar="POOL", help="The pool's name, or the beginning of its key.")
    ],
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Be a pool's hub no longer. Whoever founded it should remove the hub there, too."""
    with connected() as client:
        confirm(context, f"End the hub of “{pool}” on this computer?", yes)
        client.leave_as_hub(pool)
    if as_json:
        write_json({"left": pool})
    else:
        notice("The hub is gone from here. Its pool's founder still lists it: deai pool hub remove")
