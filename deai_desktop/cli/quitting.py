"""``deai quit``: ends the window and the node politely, and waits until nothing of them is left."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.core.errors import ConflictError, DeAIError
from deai_desktop.core.paths import Paths

if TYPE_CHECKING:
    import psutil

_ASK_SECONDS = 10.0
_END_SECONDS = 40.0
"""The window may be starting the node just now, and waits for it."""


class StillRunningError(DeAIError):
    """Say that something of DeAI goes on."""

    code = "still_running"
    default_title = "DeAI is still running"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("quit", epilog=examples("deai quit", "deai quit --json"))(quit_all)


def quit_all(as_json: Json = False) -> None:
    """End the window and the node.

    Waits until both have let go of their files. A running answer is stopped and kept; a download goes on where it
    stopped when it is started again.
    """
    was_window, was_node = end_all(Paths.default())
    if as_json:
        write_json({"window": was_window, "node": was_node})
    elif was_window:
        notice("DeAI has quit.")
    else:
        notice("DeAI has stopped; no window was open." if was_node else "DeAI was not running.")


def end_all(paths: Paths) -> tuple[bool, bool]:
    """End both and wait; return whether there was a window, and whether there was a node.

    Raises `StillRunningError` when one of them stays.
    """
    window, node = _window_process(paths), _node_processes(paths)
    if window is not None:
        _ask_window(paths)  # which stops the node, too
        _wait_for([window], "Its window does not end.", "Close it; if it hangs, sign out and in again.")
    node += _node_processes(paths)  # one may have started in the meantime
    was_node = _stop_node(paths) or bool(node)
    _wait_for(node, "Its node does not end.", "Sign out and in again.")
    return window is not None, was_node


def _window_process(paths: Paths) -> psutil.Process | None:
    """Find the window's process by its lock, whose first line is its number."""
    from deai_desktop.cli.node_stop import living_process

    try:
        number = paths.window_lock.read_bytes()[:1000].partition(b"\n")[0].strip()
        noted_at = paths.window_lock.stat().st_mtime
    except OSError:
        return None
    return living_process(int(number), noted_at) if number.isdigit() and len(number) < 11 else None


def _node_processes(paths: Paths) -> list[psutil.Process]:
    from deai_desktop.cli.node_stop import node_process, with_children

    process = node_process(paths)
    return with_children(process) if process else []


def _stop_node(paths: Paths) -> bool:
    """Stop the node; one that is starting or ending just now is given the time for it."""
    from deai_desktop.cli.node_stop import stop_node

    deadline = time.monotonic() + _END_SECONDS
    while True:
        try:
            return stop_node(paths)
        except ConflictError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _ask_window(paths: Paths) -> None:
    from deai_desktop.system.window_door import QUIT, ask, door_of

    if not ask(door_of(paths), QUIT, _ASK_SECONDS):
        raise StillRunningError(
            "Its window does not answer.",
            hint="Close the window and try again; if it hangs, sign out and in again.",
        )


def _wait_for(processes: list[psutil.Process], message: str, hint: str) -> None:
    from deai_desktop.cli.node_stop import runs

    deadline = time.monotonic() + _END_SECONDS
    while any(runs(process) for process in processes):
        if time.monotonic() > deadline:
            raise StillRunningError(message, hint=hint)
        time.sleep(0.05)
