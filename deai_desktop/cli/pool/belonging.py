"""``deai pool list|create|join|rename|leave``: the pools of this PC."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.options import Json, Yes, examples
from deai_desktop.cli.output import notice, quoted, write_json
from deai_desktop.cli.pool.options import OwnName, PoolName, app
from deai_desktop.cli.table import write_table
from deai_desktop.system.console import is_console

if TYPE_CHECKING:
    from deai_desktop.api.schemas.pools import PoolView


_NETWORK = "Let other PCs of your network reach the hub."


@app.command("list", epilog=examples("deai pool list --json"))
def list_pools(as_json: Json = False) -> None:
    """List the pools that this PC belongs to, and how it stands with them."""
    with connected() as client:
        listed = client.pools()
    if as_json:
        write_json(listed)
    elif listed.pools:
        rows = [_pool_row(pool) for pool in listed.pools]
        write_table(("NAME", "KEY", "THIS PC IS", "STATE", "HUB"), rows)
        for pool in listed.pools:
            for trouble in (pool.reason, pool.hub.problem if pool.hub else ""):
                if trouble:
                    notice(f"{pool.name}: {trouble}")
    elif listed.available:
        notice("This PC belongs to no pool. Found one: deai pool create NAME, or join one: deai pool join")
    else:
        notice(f"{listed.reason} Install it: pip install deai-desktop[pool]")


@app.command(epilog=examples("deai pool create Friends --network", "deai pool create Test"))
def create(
    name: Annotated[str, typer.Argument(help="What to call the pool.")],
    network: Annotated[bool, typer.Option("--network", help=_NETWORK)] = False,
    own_name: OwnName = "",
    as_json: Json = False,
) -> None:
    """Found a pool. Its hub runs on this PC while DeAI runs."""
    with connected() as client:
        pool = client.create_pool(name, "network" if network else "this-pc", own_name)
    if as_json:
        write_json(pool)
        return
    notice(f"The pool “{pool.name}” is founded; its hub listens at {', '.join(pool.hubs)}.")
    if not network:
        notice(
            f"Only this PC can reach it. Let your network in: deai pool hub set {quoted(pool.name)} --network"
        )
    notice(f"Invite somebody: deai pool invite {quoted(pool.name)}")


@app.command(epilog=examples("deai pool join", "deai pool join < invite.txt"))
def join(own_name: OwnName = "", yes: Yes = False, as_json: Json = False) -> None:
    """Join a pool by an invite.

    The invite is asked for, or read from standard input: as an argument, other programs could read it.
    """
    text = _asked_invite()
    with connected() as client:
        seen = client.look_at_invite(text)
        if is_console(sys.stdin) and not yes:
            notice(f"It is for the pool “{seen.name}”, whose hub is at {', '.join(seen.hubs)}.")
            if not typer.confirm("Join it?", err=True, default=True):
                notice("Nothing was changed.")
                raise typer.Exit(1)
        pool = client.join_pool(text, own_name)
    if as_json:
        write_json(pool)
    else:
        notice(f"This PC belongs to “{pool.name}” now, as {pool.device_name}.")


@app.command(
    epilog=examples("deai pool rename Friends Family", 'deai pool rename Friends --as "Bob\'s laptop"')
)
def rename(
    pool: PoolName,
    name: Annotated[str, typer.Argument(help="The pool's new name.")] = "",
    own_name: OwnName = "",
    as_json: Json = False,
) -> None:
    """Call a pool that was founded here otherwise, or this PC in any pool."""
    with connected() as client:
        view = client.change_pool(pool, name, own_name)
    if as_json:
        write_json(view)
    else:
        notice(f"The pool is called “{view.name}”, and this PC “{view.device_name}” there.")


@app.command(epilog=examples("deai pool leave Friends"))
def leave(context: typer.Context, pool: PoolName, yes: Yes = False, as_json: Json = False) -> None:
    """Leave a pool. One that was founded here ends for everybody."""
    with connected() as client:
        view = client.pool(pool)
        question = f"End the pool “{view.name}” for all its members?" if view.is_founder else ""
        confirm(context, question or f"Leave the pool “{view.name}”?", yes)
        client.leave_pool(view.key)
    if as_json:
        write_json({"left": view.key})
    else:
        notice(f"The pool “{view.name}” is gone." if view.is_founder else f"This PC has left “{view.name}”.")


def _asked_invite() -> str:
    if is_console(sys.stdin):
        return str(typer.prompt("Invite", hide_input=True, err=True))
    return sys.stdin.read(10_000)


def _pool_row(pool: PoolView) -> tuple[str, ...]:
    role = "founder" if pool.is_founder else pool.role
    return pool.name, pool.key[:8], role, pool.standing, ", ".join(pool.hubs)
