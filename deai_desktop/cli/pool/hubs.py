"""``deai pool hub``: where members meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.pool.options import PoolName, app

if TYPE_CHECKING:
    pass


@app.command(epilog=examples("deai pool hub Friends", "deai pool hub Friends --network"))
def hub(
    pool: PoolName,
    network: Annotated[
        bool | None,
        typer.Option("--network/--this-pc", help="Who can reach the hub: your network, or this PC."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the hub on this PC, or say who can reach it."""
    with connected() as client:
        if network is None:
            view = client.pool(pool)
        else:
            view = client.change_pool(pool, listens="network" if network else "this-pc")
    if as_json:
        write_json(view)
    elif view.hub is None:
        notice(f"The hub of “{view.name}” runs elsewhere: {', '.join(view.hubs)}")
    else:
        who = "your network" if view.hub.listens == "network" else "only this PC"
        notice(f"The hub of “{view.name}” listens at {view.hub.address or 'no address yet'}, for {who}.")
        if view.hub.problem:
            notice(view.hub.problem)
