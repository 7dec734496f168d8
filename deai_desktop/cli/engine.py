"""``deai engine``: what engines did."""

from __future__ import annotations

from typing import Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import notice, write, write_json

app = command_group(
    "See how engines, which run the models, work on this PC.",
    examples("deai engine log", "deai engine log --json > report.json"),
)


@app.callback()
def _group() -> None: ...


@app.command(epilog=examples("deai engine log", "deai engine log -n 3", "deai engine log --json"))
def log(
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many to show.", min=1, max=50)] = 50,
    as_json: Json = False,
) -> None:
    """Show the last runs of engines, newest first.

    Tells settings, speeds, how each run ended and why, and what the library said last. Nothing you asked or were
    answered is in it, so that you can attach it to a report.
    """
    with connected() as client:
        listed = client.engine_runs()
    listed.runs = listed.runs[:limit]
    if as_json:
        write_json(listed)
    elif listed.runs:
        from deai_desktop.api.engine_report import engine_report

        write(engine_report(listed.runs))
    else:
        notice("No model has been loaded yet.")
