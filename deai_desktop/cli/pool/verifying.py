"""``deai pool verify``: whether a log that was exported is what the pool has signed; needs neither node nor network."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.pool.options import app
from deai_desktop.cli.table import write_table
from deai_desktop.core.errors import InvalidInputError, PoolError, StorageError

if TYPE_CHECKING:
    from deai_desktop.pool.ledger.log_export import Examined, Export

_MOST_SHOWN = 20
_POOL = "The key that the pool is known by: deai pool list --json. Without, by the key that the file names."


@app.command(epilog=examples("deai pool verify log.json", "deai pool verify log.json --pool AB6W…"))
def verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What deai pool export wrote; - for a pipe.")],
    pool: Annotated[str, typer.Option("--pool", metavar="KEY", help=_POOL)] = "",
    as_json: Json = False,
) -> None:
    """Check a log that was exported: signatures, places of entries, balances. It asks nobody."""
    found = _examined(_content(file), pool.strip())
    if as_json:
        write_json(_as_json(found))
    else:
        _tell(found, knows_pool=bool(pool))
    if found.faults:
        raise typer.Exit(1)


def _content(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise StorageError(
            f"{file} can't be read: {error.strerror or error}.",
            title="The export can't be read",
            hint="Name a file that deai pool export wrote.",
        ) from error


def _examined(content: bytes, pool: str) -> Examined:
    if not (find_spec("nats") and find_spec("cryptography")):
        raise PoolError(
            "What pools need is not installed.", hint="Install it: pip install deai-desktop[pool]"
        )
    from deai_desktop.pool.errors import BadKeyError
    from deai_desktop.pool.identity.keys import KeyKind, PublicKey
    from deai_desktop.pool.ledger.log_export import examine

    try:
        key = PublicKey(pool, KeyKind.POOL) if pool else None
    except BadKeyError:
        raise InvalidInputError(
            "This is no pool's key.", hint="See the whole key: deai pool list --json", param="pool"
        ) from None
    return examine(content, key)


def _tell(found: Examined, *, knows_pool: bool) -> None:
    if found.export:
        _tell_export(found.export)
    for fault in found.faults[:_MOST_SHOWN]:
        notice(fault.message, "bold red")
    if len(found.faults) > _MOST_SHOWN:
        notice(f"And {len(found.faults) - _MOST_SHOWN} more faults.")
    if found.faults:
        notice("Don't believe it.", "bold red")
        return
    notice("All of it is right: signatures, places, and balances.", "green")
    if not knows_pool and found.export:
        notice(f"It is by the pool with the key {found.export.charter.pool.text}. Is that the one you mean?")


def _tell_export(export: Export) -> None:
    who = export.names.get(export.exported_by.text, "") or export.exported_by.text
    part = "all" if export.is_whole else str(len(export.places))
    notice(f"The log of “{export.charter.name}”, exported by {who} on {format_time(export.exported_at)}:")
    notice(f"{part} of {export.head.size} entries, signed {format_time(export.head.at)}.")
    for reason, count in export.replay.ledger.ignored.items():
        notice(f"{count} entries count for nothing: {reason}")
    balances = sorted(export.replay.ledger.balances.items(), key=lambda one: -one[1])
    rows = [(export.names.get(device, ""), device[:8], f"{credit:+d}") for device, credit in balances]
    if rows:
        write_table(("NAME", "DEVICE", "CREDIT"), rows)


def _as_json(found: Examined) -> dict[str, Any]:
    said: dict[str, Any] = {"right": not found.faults, "faults": [one.message for one in found.faults]}
    if export := found.export:
        said |= {
            "pool": export.charter.pool.text,
            "name": export.charter.name,
            "exported_by": export.exported_by.text,
            "exported_at": export.exported_at,
            "entries": len(export.places),
            "of": export.head.size,
            "signed_at": export.head.at,
            "ignored": dict(export.replay.ledger.ignored),
            "balances": export.replay.ledger.balances,
            "names": export.names,
        }
    return said
