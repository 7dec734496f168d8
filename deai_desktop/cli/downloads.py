"""``deai downloads``: what is on its way, and in which order."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.options import Json, Yes, command_group, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.table import write_table
from deai_desktop.core.errors import NotFoundError
from deai_desktop.core.units import format_bytes, format_duration

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.downloads import DownloadView

app = command_group(
    "Watch, pause, resume, cancel and order downloads.",
    examples("deai downloads list", "deai downloads pause smollm2-135m-instruct"),
)

Wanted = Annotated[
    str, typer.Argument(metavar="DOWNLOAD", help="A download's id, or its model's.", show_default=False)
]


@app.command("list", epilog=examples("deai downloads list", "deai downloads list --json"))
def list_downloads(as_json: Json = False) -> None:
    """List downloads, newest first."""
    with connected() as client:
        listed = client.downloads()
    if as_json:
        write_json(listed)
    elif listed.downloads:
        rows = [_row(view) for view in listed.downloads]
        write_table(("ID", "MODEL", "STATE", "DONE", "SPEED", "SOURCE"), rows)
        for view in listed.downloads:
            if view.state == "failed" and view.error:
                notice(f"{view.id} failed: {view.error.message} {view.error.hint}".rstrip())
    else:
        notice("Nothing is being downloaded. Get a model: deai models pull MODEL")


@app.command(epilog=examples("deai downloads pause d3"))
def pause(download: Wanted, as_json: Json = False) -> None:
    """Stop a download until you resume it, also after a restart."""
    with connected() as client:
        view = client.pause_download(_id_of(client, download))
    _tell(view, as_json, f"{view.model} is paused. Go on with: deai downloads resume {view.id}")


@app.command(epilog=examples("deai downloads resume d3"))
def resume(download: Wanted, as_json: Json = False) -> None:
    """Go on with a download.

    It was paused or cancelled, has failed, or waits because the network is metered.
    """
    with connected() as client:
        view = client.resume_download(_id_of(client, download))
    _tell(view, as_json, f"{view.model} goes on.")


@app.command(epilog=examples("deai downloads cancel d3", "deai downloads cancel d3 --discard --yes"))
def cancel(
    context: typer.Context,
    download: Wanted,
    discard: Annotated[bool, typer.Option("--discard", help="Delete what has arrived, too.")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Stop a download; what has arrived is kept unless you discard it."""
    if discard:
        confirm(context, f"Delete what has arrived of {download}?", yes)
    with connected() as client:
        view = client.cancel_download(_id_of(client, download), discard=discard)
    kept = "What has arrived is deleted." if discard else "What has arrived is kept."
    _tell(view, as_json, f"The download of {view.model} is cancelled. {kept}")


@app.command(epilog=examples("deai downloads first d3"))
def first(download: Wanted, as_json: Json = False) -> None:
    """Let a download go before all others."""
    with connected() as client:
        wanted = _id_of(client, download)
        others = [view.priority for view in client.downloads().downloads if view.id != wanted]
        view = client.prioritize_download(wanted, max([0, *others]) + 1)
    _tell(view, as_json, f"{view.model} goes first.")


@app.command(epilog=examples("deai downloads quarantine", "deai downloads quarantine --delete ID --yes"))
def quarantine(
    context: typer.Context,
    delete: Annotated[str, typer.Option("--delete", metavar="ID", help="Delete one of them.")] = "",
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """List files that a source sent in place of the right ones; nothing uses them."""
    if delete:
        confirm(context, f"Delete {delete}?", yes)
    with connected() as client:
        freed = client.delete_quarantined(delete) if delete else None
        listed = client.quarantine()
    if as_json:
        write_json(freed or listed)
    elif freed:
        notice(f"Deleted; {format_bytes(freed.freed_bytes)} are free again.")
    elif listed.files:
        rows = [
            (one.id, format_bytes(one.size), f"{datetime.fromtimestamp(one.at):%Y-%m-%d %H:%M}", one.source)
            for one in listed.files
        ]
        write_table(("ID", "SIZE", "SINCE", "SOURCE"), rows)
    else:
        notice("No file is in quarantine.")


def _id_of(client: NodeClient, wanted: str) -> str:
    """Take a download's id, or the newest download of a model."""
    for view in client.downloads().downloads:
        if wanted in (view.id, view.model):
            return view.id
    raise NotFoundError(f"There is no download “{wanted}”.", hint="List them with: deai downloads list")


def _tell(view: DownloadView, as_json: bool, text: str) -> None:
    if as_json:
        write_json(view)
    else:
        notice(text)


def _row(view: DownloadView) -> tuple[str, ...]:
    done = f"{format_bytes(view.done)} of {format_bytes(view.total)}" if view.total else ""
    return view.id, view.model, _state(view), done, _speed(view), view.source


def what_for(view: DownloadView) -> str:
    """Say in a few words what a download waits for."""
    return view.waiting_for.partition(".")[0]


def _state(view: DownloadView) -> str:
    if view.state != "queued":
        return view.state
    return f"waits: {what_for(view)}" if view.waiting_for else f"queued ({view.position}.)"


def _speed(view: DownloadView) -> str:
    if view.state != "running" or view.speed <= 0:
        return ""
    left = f", {format_duration(view.remaining_seconds)} left" if view.remaining_seconds else ""
    return f"{format_bytes(view.speed)}/s{left}"
