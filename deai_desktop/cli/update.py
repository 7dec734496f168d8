"""``deai update``: whether there is a newer version, and getting it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.options import Json, Yes, examples
from deai_desktop.cli.output import notice, write_json, write_line
from deai_desktop.cli.status_line import StatusLine
from deai_desktop.core.build import BuildKind, this_build
from deai_desktop.core.errors import UpdateError
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.updates import UpdateView

_FROM_SOURCE = (
    "DeAI runs from source here and does not update itself. In its checkout: git pull, then pip install ."
)
_POLL_SECONDS = 0.2


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=examples("deai update --check", "deai update", "deai update --yes"))(update)


def update(
    context: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help="Only look whether there is a newer version.")
    ] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Get a newer version of DeAI Desktop.

    It is fetched, checked by its makers' signatures, and started only when you agree. Ctrl+C stops the download; the
    next one goes on there.
    """
    build = this_build()
    if build.kind is BuildKind.SOURCE:
        if as_json:
            write_json({"state": "not_set_up", "reason": _FROM_SOURCE, "running": build.version})
        else:
            notice(_FROM_SOURCE)
        return
    with connected() as client:
        found = client.check_for_update()
        if found.state == "available" and not check:
            if not as_json:
                _tell(found)
            confirm(context, f"Fetch and install version {found.version}?", yes)
            found = client.apply_update(silent=yes) if _is_fetched(client) else client.update()
    if as_json:
        write_json(found)
    elif found.state == "ready" and found.has_setup:
        notice(f"The setup of version {found.version} has been started; it will ask DeAI to close.")
    elif found.state == "ready":
        notice(f"Version {found.version} is here and its signature is right. Put it in place of this one:")
        write_line(found.file)
    elif check or found.state == "current":
        _tell(found)


def _tell(found: UpdateView) -> None:
    if not found.version:
        notice(f"Version {found.running} is the newest.")
        return
    notice(f"Version {found.version} is there ({format_bytes(found.total)}); this is {found.running}.")
    if found.notes:
        write_line(found.notes)


def _is_fetched(client: NodeClient) -> bool:
    """Fetch what was offered while the person watches; raises what went wrong."""
    from deai_desktop.api.schemas.errors import error_of

    line = StatusLine()
    now = client.download_update()
    try:
        while now.state == "downloading":
            amount = f"{format_bytes(now.done)} of {format_bytes(now.total)}"
            line.show(f"Fetching version {now.version}", amount)
            time.sleep(_POLL_SECONDS)
            now = client.update()
    except KeyboardInterrupt:
        client.cancel_update_download()
        line.clear()
        notice("Stopped. What was fetched is kept; go on with: deai update")
        raise
    line.clear()
    if now.error:
        raise error_of(now.error)
    if now.state != "ready":
        raise UpdateError("The download was stopped.", hint="Go on with: deai update")
    return True
