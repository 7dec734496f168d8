"""``deai pool credits|record|export``: what the books of a pool say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, quoted, write, write_json
from deai_desktop.cli.pool.finding import the_one
from deai_desktop.cli.pool.options import PoolName, app
from deai_desktop.cli.saved_file import save_file
from deai_desktop.cli.table import write_table

if TYPE_CHECKING:
    from deai_desktop.api.schemas.ledger import ChecksView, LogView, MemberAccount


@app.command("credits", epilog=examples("deai pool credits Friends", "deai pool credits Friends --json"))
def show_credits(pool: PoolName, as_json: Json = False) -> None:
    """Show what members gave and got, and how the pool's log stands. Credits order queues; they are no money."""
    with connected() as client:
        books = client.ledger(pool)
    if as_json:
        write_json(books)
        return
    rows = [(_name(one), str(one.given), str(one.got), f"{one.credit:+d}") for one in books.members]
    write_table(("NAME", "GAVE", "GOT", "CREDIT"), rows)
    _tell_of_log(books.log)
    for one in books.members:
        if one.flooding:
            notice(f"{_name(one)} asked for the log {one.flooding} times more than is answered.")
        if one.junk:
            notice(f"{_name(one)} put {one.junk} entries into the log that mean nothing.")


@app.command(epilog=examples("deai pool record Friends", 'deai pool record Friends "Bob\'s PC"'))
def record(
    pool: PoolName,
    member: Annotated[str, typer.Argument(help="Its name, or the beginning of its device; else all.")] = "",
    as_json: Json = False,
) -> None:
    """Show how members worked for others, and how checks of their answers came out."""
    with connected() as client:
        books = client.ledger(pool)
    if member:
        found = [one for one in books.members if one.name.casefold() == member.casefold()]
        found = found or [one for one in books.members if one.device.startswith(member.upper())]
        device = the_one([one.device for one in found])
        books.members = [one for one in found if one.device == device]
    if as_json:
        write_json(books)
        return
    shown = [one for one in books.members if member or one.record.jobs]
    if not shown:
        notice("Nobody has worked for others yet.")
        return
    columns = ("NAME", "JOBS", "TOKENS", "TOKENS/S", "CANARIES", "RECHECKS", "VANISHED", "LAST WORKED")
    write_table(columns, [_record_row(one) for one in shown])
    for one in shown:
        if one.is_suspect:
            notice(f"{_name(one)} answers with another model than it says. It is asked last.")


@app.command(epilog=examples("deai pool export Friends log.json", "deai pool export Friends - > log.json"))
def export(
    pool: PoolName,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to write it; - for standard output.")],
    as_json: Json = False,
) -> None:
    """Take all of a pool's log out of it as signed JSON. Whoever has it can check it: deai pool verify FILE."""
    with connected() as client:
        content = client.export_ledger(pool)
    if file == "-":
        write(content.decode() + "\n")
        return
    save_file(Path(file), content.decode(), "The log can't be saved")
    if as_json:
        write_json({"file": str(Path(file).absolute()), "bytes": len(content)})
    else:
        notice(f"The log is in {file}. Check it: deai pool verify {quoted(file)}")


def _tell_of_log(log: LogView) -> None:
    if not log.is_consistent:
        notice("THE LOG WAS REWRITTEN: two heads of it, both signed with the pool's key, don't fit together.")
        notice("Tell the pool's founder and the other members: both signatures are kept as proof.")
    elif log.problem:
        notice(log.problem)
    signed = f"signed {format_time(log.signed_at)}" if log.signed_at else "not signed yet"
    notice(f"The log has {log.entries} entries, {signed}.")
    if log.is_behind:
        notice("Another member knows of a longer one; this PC has yet to read it.")
    if log.waiting:
        notice(f"{log.waiting} entries of this PC are on their way into it.")


def _record_row(one: MemberAccount) -> tuple[str, ...]:
    record = one.record
    return (
        _name(one),
        str(record.jobs),
        str(record.completion_tokens),
        f"{record.tokens_per_second:.1f}" if record.tokens_per_second else "",
        _checks(record.canaries),
        _checks(record.rechecks),
        str(record.finished.failed or ""),
        format_time(record.last_at) if record.last_at else "never",
    )


def _checks(checks: ChecksView) -> str:
    if not checks.failed:
        return f"{checks.passed} passed" if checks.passed else ""
    who = "1 member" if checks.failed_by == 1 else f"{checks.failed_by} members"
    return f"{checks.passed} passed, {checks.failed} FAILED, say {who}"


def _name(one: MemberAccount) -> str:
    name = one.name or one.device[:8]
    return f"{name} (this PC)" if one.is_this_pc else name
