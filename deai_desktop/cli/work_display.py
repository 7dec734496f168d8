"""Waits for work with files that the node does, and shows how far it is."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TypeVar

from deai_desktop.api.schemas.errors import ErrorDetail, error_of
from deai_desktop.cli.output import notice
from deai_desktop.core.errors import DeAIError
from deai_desktop.core.units import format_bytes
from deai_desktop.system.console import is_console

_POLL_SECONDS = 0.2


class Progress(Protocol):
    """What all such work tells."""

    @property
    def state(self) -> str:
        """One of running, finished, failed, cancelled."""

    @property
    def done(self) -> int:
        """Bytes."""

    @property
    def total(self) -> int:
        """Bytes."""


class Work(Progress, Protocol):
    """Work that may end with an error."""

    @property
    def error(self) -> ErrorDetail | None:
        """Why it failed."""


Shown = TypeVar("Shown", bound=Work)


def wait_for(what: str, begun: Shown, look: Callable[[], Shown], cancel: Callable[[], object]) -> Shown:
    """Wait until the work has ended and return how; Ctrl+C cancels it. Raises the `DeAIError` it failed with."""
    now = begun
    try:
        with _bar(what) as show:
            while now.state == "running":
                show(now)
                time.sleep(_POLL_SECONDS)
                now = look()
    except KeyboardInterrupt:
        cancel()
        raise
    if now.error is not None:
        raise error_of(now.error)
    return now


@contextmanager
def watched(what: str, look: Callable[[], Progress]) -> Iterator[None]:
    """Show how far some work is while the block waits for it."""
    ended = threading.Event()

    def poll(show: Callable[[Progress], None]) -> None:
        while not ended.wait(_POLL_SECONDS):
            with suppress(DeAIError):
                show(look())

    with _bar(what) as show:
        watcher = threading.Thread(target=poll, args=(show,), daemon=True)
        if is_console(sys.stderr):
            watcher.start()
        try:
            yield
        finally:
            ended.set()
            if watcher.ident is not None:
                watcher.join()


@contextmanager
def _bar(what: str) -> Iterator[Callable[[Progress], None]]:
    if not is_console(sys.stderr):
        notice(f"{what} …")
        yield lambda now: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as ProgressBar

    columns = (TextColumn("{task.fields[what]}"), BarColumn())
    with ProgressBar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, what=what)

        def show(now: Progress) -> None:
            amount = f"{what}  {format_bytes(now.done)} of {format_bytes(now.total)}"
            bar.update(task, completed=now.done, total=now.total or None, what=amount)

        yield show
