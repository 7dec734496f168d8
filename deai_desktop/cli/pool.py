"""``deai pool``: share models with people you know, PC to PC."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, Yes, command_group, examples
from deai_desktop.cli.output import notice, quoted, write_json, write_line
from deai_desktop.cli.table import write_table
from deai_desktop.core.errors import ConflictError, NotFoundError
from deai_desktop.system.console import is_console

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.pools import InviteView, MemberView, PoolModelView, PoolView

app = command_group(
    "Belong to a pool of people who lend each other their PCs.\n\n"
    "Whoever founds a pool runs its hub, where the PCs meet, and invites the others.",
    examples("deai pool create Friends --network", "deai pool invite Friends", "deai pool join"),
)

MemberRole = Literal["worker", "requester", "both", "admin"]
PoolName = Annotated[str, typer.Argument(metavar="POOL", help="Its name, or the beginning of its key.")]
_ROLES = "worker: lends its models; requester: uses those of others; both; admin: all that."
Role = Annotated[MemberRole, typer.Option("--role", help=_ROLES)]
OwnName = Annotated[
    str, typer.Option("--as", metavar="NAME", help="What to call this PC there; by default its own name.")
]
_NETWORK = "Let other PCs of your network reach the hub."
_HOUR = 3600


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
        notice(f"Only this PC can reach it. Let your network in: deai pool hub {quoted(pool.name)} --network")
    notice(f"Invite somebody: deai pool invite {quoted(pool.name)}")


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
            view = _found(client, pool)
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


@app.command(epilog=examples("deai pool invite Friends", "deai pool invite Friends --role worker --hours 2"))
def invite(
    pool: PoolName,
    role: Role = "both",
    hours: Annotated[int, typer.Option("--hours", min=1, max=720, help="How long the invite is good.")] = 48,
    as_json: Json = False,
) -> None:
    """Make an invite for one PC and print it, this once. Whoever has it can join, so send it to one person only."""
    with connected() as client:
        made = client.create_invite(pool, role, hours * _HOUR)
    if as_json:
        write_json(made)
        return
    notice(f"Good for one PC until {format_time(made.expires_at)}. There: deai pool join, and paste this:")
    write_line(made.invite)


@app.command(epilog=examples("deai pool invites Friends"))
def invites(pool: PoolName, as_json: Json = False) -> None:
    """List the invites that nobody has used yet."""
    with connected() as client:
        listed = client.invites(pool)
    if as_json:
        write_json(listed)
    elif listed.invites:
        write_table(("ID", "FOR", "MADE", "GOOD UNTIL"), [_invite_row(one) for one in listed.invites])
        notice(f"Take one back: deai pool take-back {quoted(pool)} ID")
    else:
        notice(f"No invite is open. Make one: deai pool invite {quoted(pool)}")


@app.command("take-back", epilog=examples("deai pool take-back Friends UDXK"))
def take_back(
    pool: PoolName,
    invite: Annotated[str, typer.Argument(help="The invite's id, or its beginning.")],
    as_json: Json = False,
) -> None:
    """Make an invite good for nothing."""
    with connected() as client:
        found = _one([one.id for one in client.invites(pool).invites if one.id.startswith(invite.upper())])
        client.take_back_invite(pool, found)
    if as_json:
        write_json({"taken_back": found})
    else:
        notice("The invite is good for nothing now.")


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


@app.command(epilog=examples("deai pool members Friends"))
def members(pool: PoolName, as_json: Json = False) -> None:
    """List who belongs to a pool that was founded on this PC."""
    with connected() as client:
        listed = client.members(pool)
    if as_json:
        write_json(listed)
    else:
        write_table(("NAME", "IS", "SINCE", "DEVICE"), [_member_row(one) for one in listed.members])


@app.command(epilog=examples('deai pool role Friends "Bob\'s PC" worker'))
def role(
    pool: PoolName,
    member: Annotated[str, typer.Argument(help="Its name, or the beginning of its device.")],
    to: Annotated[MemberRole, typer.Argument(metavar="ROLE", help=_ROLES)],
    as_json: Json = False,
) -> None:
    """Make a member something else; it holds within a day."""
    with connected() as client:
        found = _member(client, pool, member)
        client.change_member(pool, found.device, to)
    if as_json:
        write_json({"device": found.device, "role": to})
    else:
        notice(f"“{found.name}” is {to} from its next renewal on.")


@app.command(epilog=examples('deai pool remove Friends "Bob\'s PC"'))
def remove(
    context: typer.Context,
    pool: PoolName,
    member: Annotated[str, typer.Argument(help="Its name, or the beginning of its device.")],
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Put a member out of a pool, at once."""
    with connected() as client:
        found = _member(client, pool, member)
        confirm(context, f"Put “{found.name}” out of the pool?", yes)
        client.remove_member(pool, found.device)
    if as_json:
        write_json({"removed": found.device})
    else:
        notice(f"“{found.name}” is out.")


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
        view = _found(client, pool)
        question = f"End the pool “{view.name}” for all its members?" if view.is_founder else ""
        confirm(context, question or f"Leave the pool “{view.name}”?", yes)
        client.leave_pool(view.key)
    if as_json:
        write_json({"left": view.key})
    else:
        notice(f"The pool “{view.name}” is gone." if view.is_founder else f"This PC has left “{view.name}”.")


@app.command(
    epilog=examples(
        "deai pool lend Friends", "deai pool lend Friends --model smollm2", "deai pool lend Friends --off"
    )
)
def lend(
    pool: PoolName,
    off: Annotated[bool, typer.Option("--off", help="Work for its members no longer.")] = False,
    models: Annotated[
        list[str] | None, typer.Option("--model", metavar="MODEL", help="Only this one; may be given again.")
    ] = None,
    all_models: Annotated[bool, typer.Option("--all-models", help="All that fit into memory.")] = False,
    tokens: Annotated[
        int | None, typer.Option("--tokens-an-hour", min=0, help="For each member; 0: as many as they want.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Work for a pool's members with this PC's models. What you do yourself goes first."""
    chosen = [] if all_models else models
    with connected() as client:
        view = client.change_lending(pool, not off, chosen, tokens)
    if as_json:
        write_json(view)
    elif not view.lending.lends:
        notice(f"This PC works no longer for “{view.name}”.")
    else:
        which = ", ".join(view.lending.models) or "all models that fit into its memory"
        limit = f", {view.lending.tokens_an_hour} tokens an hour each" if view.lending.tokens_an_hour else ""
        notice(f"This PC works for the members of “{view.name}”: {which}{limit}.")


@app.command(epilog=examples("deai pool trust Friends"))
def trust(context: typer.Context, pool: PoolName, yes: Yes = False, as_json: Json = False) -> None:
    """Let members of a pool work on your prompts. Whoever does can read them."""
    with connected() as client:
        view = _found(client, pool)
        question = f"Members of “{view.name}” who work for you can read your words. Go on?"
        if not view.knows_risk:
            confirm(context, question, yes)
            view = client.trust_pool(view.key)
    if as_json:
        write_json(view)
    else:
        notice(f"Ask them like this: deai chat --model pool/{view.name}/MODEL; see which: deai pool models")


@app.command(epilog=examples("deai pool models --json"))
def models(as_json: Json = False) -> None:
    """List the models that members of your pools run, and how fast."""
    with connected() as client:
        listed = client.pool_models()
    if as_json:
        write_json(listed)
    elif listed.models:
        write_table(
            ("MODEL", "BY", "TOKENS/S", "WAIT"), [row for one in listed.models for row in _offers(one)]
        )
    else:
        notice("Nobody in your pools offers a model at the moment.")


@app.command(epilog=examples("deai pool work Friends"))
def work(pool: PoolName, as_json: Json = False) -> None:
    """Show what this PC did for a pool's members since it connected."""
    with connected() as client:
        done = client.pool_work(pool)
    if as_json:
        write_json(done)
    elif done.members:
        rows = [
            (one.name, str(one.jobs), str(one.tokens), str(one.refused), str(one.failed))
            for one in done.members
        ]
        write_table(("FOR", "JOBS", "TOKENS", "REFUSED", "FAILED"), rows)
    else:
        notice("Nobody has asked this PC yet.")


def _offers(model: PoolModelView) -> list[tuple[str, ...]]:
    return [
        (
            model.id,
            worker.name,
            f"{worker.tokens_per_second:.1f}" if worker.tokens_per_second else "unknown",
            "none" if worker.free else f"{worker.wait_seconds:.0f} s",
        )
        for worker in model.workers
    ]


def _found(client: NodeClient, which: str) -> PoolView:
    wanted = which.casefold()
    known = client.pools().pools
    found = [one for one in known if one.name.casefold() == wanted or one.key == which]
    found = found or [one for one in known if one.key.startswith(which.upper())]
    if not found:
        raise NotFoundError(
            f"This PC belongs to no pool “{which}”.", hint="See which there are: deai pool list"
        )
    return next(one for one in found if one.key == _one([pool.key for pool in found]))


def _member(client: NodeClient, pool: str, which: str) -> MemberView:
    listed = client.members(pool).members
    found = [one for one in listed if one.name.casefold() == which.casefold()]
    found = found or [one for one in listed if one.device.startswith(which.upper())]
    device = _one([one.device for one in found])
    return next(one for one in found if one.device == device)


def _one(found: list[str]) -> str:
    if not found:
        raise NotFoundError(
            "There is none of that name.", hint="See the list, and say the beginning of its key."
        )
    if len(found) > 1:
        raise ConflictError("Several are called so.", hint="Say the beginning of its key.")
    return found[0]


def _asked_invite() -> str:
    if is_console(sys.stdin):
        return str(typer.prompt("Invite", hide_input=True, err=True))
    return sys.stdin.read(10_000)


def _pool_row(pool: PoolView) -> tuple[str, ...]:
    role = "founder" if pool.is_founder else pool.role
    return pool.name, pool.key[:8], role, pool.standing, ", ".join(pool.hubs)


def _invite_row(invite: InviteView) -> tuple[str, ...]:
    return invite.id[:8], invite.role, format_time(invite.made_at), format_time(invite.expires_at)


def _member_row(member: MemberView) -> tuple[str, ...]:
    name = f"{member.name} (this PC)" if member.is_this_pc else member.name
    return name, member.role, format_time(member.admitted_at), member.device[:8]
