"""Fetches a model while the person watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deai_desktop.api.schemas.errors import error_of
from deai_desktop.cli.downloads import what_for
from deai_desktop.cli.output import notice
from deai_desktop.core.errors import DownloadCancelledError
from deai_desktop.core.units import format_bytes, format_duration
from deai_desktop.system.console import is_console

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.downloads import DownloadView

_POLL_SECONDS = 0.2

Show = Callable[["DownloadView"], None]


def fetch(client: NodeClient, model: str) -> DownloadView:
    """Fetch a model and return the finished download; Ctrl+C cancels it and keeps what was fetched.

    Raises `DownloadError` when it failed and KeyboardInterrupt when the person cancelled it here.
    """
    return watch(client, client.pull(model), f"deai models pull {model}")


def watch(client: NodeClient, download: DownloadView, again: str) -> DownloadView:
    """Wait for a download as `fetch` does; ``again`` is the command that goes on with it."""
    try:
        with _progress(download) as show:
            while download.state in ("queued", "running"):
                show(download)
                time.sleep(_POLL_SECONDS)
                download = client.download(download.id)
            show(download)
    except KeyboardInterrupt:
        client.cancel_download(download.id)
        notice(f"Cancelled. What was fetched is kept for the next try: {again}")
        raise
    if download.error:
        raise error_of(download.error)
    if download.state != "finished":
        raise DownloadCancelledError(f"It was {download.state} from elsewhere.", hint=f"Go on with: {again}")
    return download


@contextmanager
def _progress(download: DownloadView) -> Iterator[Show]:
    if not is_console(sys.stderr):
        notice(f"Fetching {download.model} …")
        yield lambda now: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.fields[what]}"), BarColumn(), TextColumn("{task.fields[speed]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, what=download.model, speed="")

        def show(now: DownloadView) -> None:
            bar.update(task, completed=now.done, total=now.total or None, what=_amount(now), speed=_pace(now))

        yield show


def _amount(download: DownloadView) -> str:
    return f"{download.model}  {format_bytes(download.done)} of {format_bytes(download.total)}"


def _pace(download: DownloadView) -> str:
    """Say how fast it goes and how long it will take."""
    if download.state == "queued":
        return f"waiting: {what_for(download)}" if download.waiting_for else "waiting for other downloads"
    if download.speed <= 0:
        return ""
    left = download.remaining_seconds
    return f"{format_bytes(download.speed)}/s" + (f", {format_duration(left)} left" if left else "")
