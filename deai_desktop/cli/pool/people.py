"""``deai pool invite|invites|take-back|members|role|remove``: who belongs to a pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, Yes, examples
from deai_desktop.cli.output import notice, quoted, write_json, write_line
from deai_desktop.cli.pool.finding import find_member, the_one
from deai_desktop.cli.pool.options import ROLES_HELP, MemberRole, PoolName, Role, app
from deai_desktop.cli.table import write_table

if TYPE_CHECKING:
    from deai_desktop.api.schemas.pools import InviteView, MemberView

_HOUR = 3600


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
        found = the_one([one.id for one in client.invites(pool).invites if one.id.startswith(invite.upper())])
        client.take_back_invite(pool, found)
    if as_json:
        write_json({"taken_back": found})
    else:
        notice("The invite is good for nothing now.")


@app.command(epilog=examples("deai pool members Friends"))
def members(pool: PoolName, as_json: Json = False) -> None:
    """List who belongs to a pool: all of them where it was founded, elsewhere those that this PC has met."""
    with connected() as client:
        listed = client.members(pool)
    if as_json:
        write_json(listed)
    else:
        write_table(("NAME", "IS", "SINCE", "DEVICE"), [_member_row(one) for one in listed.members])
        if not listed.is_whole:
            notice("These are those that this PC has met. The list of all is on the founder's PC.")


@app.command(epilog=examples('deai pool role Friends "Bob\'s PC" worker'))
def role(
    pool: PoolName,
    member: Annotated[str, typer.Argument(help="Its name, or the beginning of its device.")],
    to: Annotated[MemberRole, typer.Argument(metavar="ROLE", help=ROLES_HELP)],
    as_json: Json = False,
) -> None:
    """Make a member something else; it holds within a day."""
    with connected() as client:
        found = find_member(client, pool, member)
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
        found = find_member(client, pool, member)
        confirm(context, f"Put “{found.name}” out of the pool?", yes)
        client.remove_member(pool, found.device)
    if as_json:
        write_json({"removed": found.device})
    else:
        notice(f"“{found.name}” is out.")


def _invite_row(invite: InviteView) -> tuple[str, ...]:
    return invite.id[:8], invite.role, format_time(invite.made_at), format_time(invite.expires_at)


def _member_row(member: MemberView) -> tuple[str, ...]:
    name = f"{member.name} (this PC)" if member.is_this_pc else member.name
    since = format_time(member.admitted_at) if member.admitted_at else ""
    return name, member.role, since, member.device[:8]
