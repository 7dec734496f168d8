"""``deai models token``: what opens gated and private models of the model hub."""

from __future__ import annotations

import sys

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.system.console import is_console

app = command_group(
    "Your token for the model hub.\n\n"
    "Some models are given only to people who agreed to their makers' terms: agree on the model's web page, make a "
    "token there that may read models, and give it here. It is kept in the credential vault and shown to that hub "
    "alone.",
    examples("deai models token set", "deai models token status"),
)


@app.command("set", epilog=examples("deai models token set", "deai models token set < token.txt"))
def set_token(as_json: Json = False) -> None:
    """Keep a token in the credential vault.

    It is asked for without showing it, or read from standard input; never give it as an argument.
    """
    secret = (
        typer.prompt("Token", hide_input=True, err=True) if is_console(sys.stdin) else sys.stdin.readline()
    )
    with connected() as client:
        reply = client.set_hub_token(secret.strip())
    if as_json:
        write_json(reply)
    else:
        notice("The token is kept in the credential vault, for this hub alone.")


@app.command(epilog=examples("deai models token forget"))
def forget(as_json: Json = False) -> None:
    """Forget the token."""
    with connected() as client:
        reply = client.remove_hub_token()
    if as_json:
        write_json(reply)
    else:
        notice("There is no token for the hub any more. On its web page you can make it worthless, too.")


@app.command(epilog=examples("deai models token status --json"))
def status(as_json: Json = False) -> None:
    """Tell whether there is a token."""
    with connected() as client:
        reply = client.hub_token()
    if as_json:
        write_json(reply)
    else:
        notice(
            "There is a token for the hub."
            if reply.is_set
            else "There is no token for the hub: deai models token set"
        )
