"""``deai keys``: let other programs use the models on this PC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import notice, write_json, write_line
from deai_desktop.cli.table import write_table

if TYPE_CHECKING:
    from deai_desktop.api.schemas.keys import KeyView

app = command_group(
    "Make and revoke keys for other programs.\n\nWith a key, a program on this PC uses the local API.",
    examples('deai keys create "my editor"', 'deai keys revoke "my editor"'),
)


@app.command(epilog=examples('deai keys create "my editor"', "KEY=$(deai keys create script)"))
def create(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    scope: Annotated[
        Literal["inference", "full"],
        typer.Option("--scope", help="inference: models only; full: all that you may do yourself."),
    ] = "inference",
    as_json: Json = False,
) -> None:
    """Make a key and show it, this once."""
    with connected() as client:
        created = client.create_key(name, scope)
        base_url = f"{client.address}/v1"
    if as_json:
        write_json({**created.model_dump(mode="json"), "base_url": base_url})
        return
    notice("Keep this key now: it is not shown again.")
    write_line(created.key)
    notice(f"In a program that speaks OpenAI's API, set base URL {base_url} and this key.")


@app.command("list", epilog=examples("deai keys list --json"))
def list_keys(as_json: Json = False) -> None:
    """List the keys, without their secrets."""
    with connected() as client:
        listed = client.keys()
        vault = client.status().vault
    if as_json:
        write_json(listed)
    elif listed.keys:
        write_table(("ID", "NAME", "SCOPE", "CREATED", "LAST USED"), [_row(key) for key in listed.keys])
        notice(f"Kept in: {vault.description}" if vault.available else f"Not available now: {vault.reason}")
    else:
        notice("There is no key yet. Make one: deai keys create NAME")


@app.command(epilog=examples('deai keys revoke "my editor"'))
def revoke(
    key: Annotated[str, typer.Argument(help="The key's id, its beginning, or the key's name.")],
    as_json: Json = False,
) -> None:
    """Make a key worthless at once."""
    with connected() as client:
        revoked = client.revoke_key(key)
    if as_json:
        write_json(revoked)
    else:
        notice(f"The key “{revoked.name}” is revoked.")


def _row(key: KeyView) -> tuple[str, ...]:
    used = format_time(key.last_used_at) if key.last_used_at else "never"
    scope = key.scope if key.usable else f"{key.scope} (secret lost: revoke it)"
    return key.id, key.name, scope, format_time(key.created_at), used
