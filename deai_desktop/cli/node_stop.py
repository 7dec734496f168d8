"""Stops the node: politely, and if it does not answer, by ending its process."""

from __future__ import annotations

import contextlib
import time
from pathlib import PureWindowsPath

import psutil

from deai_desktop.api.client import find_node
from deai_desktop.api.node_file import NodeFile
from deai_desktop.cli.output import notice
from deai_desktop.core.errors import ConflictError, NodeUnreachableError
from deai_desktop.core.paths import Paths
from deai_desktop.system.single_instance import is_held

_STOP_SECONDS = 20.0
_END_SECONDS = 5.0
_CLOCK_SLACK = 1.5
"""Seconds by which two processes may differ about a third one's start: Linux tells its own to the second."""
_OF_WINDOWS = {"explorer.exe", "conhost.exe"}
"""Children that are the system's and may stay: in Wine, the first program becomes the parent of the desktop."""


def stop_node(paths: Paths) -> bool:
    """Stop the node and wait until it is gone; return whether there was one.

    Raises `NodeUnreachableError` when it stays.
    """
    process = node_process(paths)
    client = find_node(paths)
    if client is not None:
        with client:
            client.shut_down()
        if _is_gone(paths, process, _STOP_SECONDS):
            return True
    elif not is_held(paths.node_lock):
        return False
    _end(paths, process)
    return True


def node_process(paths: Paths) -> psutil.Process | None:
    """Find the node's process, if there is one.

    Its start tells it from any other of that number: where the node is in a container of its own, its number is that
    of another process here, often of the one that runs us.
    """
    file = NodeFile.read(paths.node_file)
    if file is None or (process := living_process(file.pid, file.started_at)) is None:
        return None
    return process if process.create_time() >= file.started_at - _CLOCK_SLACK else None


def living_process(pid: int, noted_at: float) -> psutil.Process | None:
    """Find the process whose number was noted then; the number may have passed to another program since."""
    try:
        process = psutil.Process(pid)
        return process if process.create_time() <= noted_at + _CLOCK_SLACK else None
    except (psutil.Error, ValueError, OverflowError):
        return None


def with_children(process: psutil.Process) -> list[psutil.Process]:
    """Return the node's process and those of its engine hosts, which use the program's files too."""
    try:
        children = process.children(recursive=True)
    except psutil.Error:
        return [process]
    return [process, *(child for child in children if _name(child) not in _OF_WINDOWS)]


def runs(process: psutil.Process) -> bool:
    """Say whether a process still lives."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _name(process: psutil.Process) -> str:
    """Return a program's file name from its command line: Wine does not tell its file."""
    with contextlib.suppress(psutil.Error, IndexError):
        return PureWindowsPath(process.cmdline()[0]).name.lower()
    return ""


def _end(paths: Paths, process: psutil.Process | None) -> None:
    if process is None:
        raise ConflictError(
            "A node is starting or ending just now.", hint="Wait a moment, then look at: deai status"
        )
    notice(f"It does not answer: its process {process.pid} is being ended.")
    for end in (process.terminate, process.kill):
        with contextlib.suppress(psutil.Error):  # it is gone, or not ours to end: the lock tells
            end()
        if _is_gone(paths, process, _END_SECONDS):
            return
    raise NodeUnreachableError(
        f"Its process {process.pid} could not be ended.", hint="Sign out and in again."
    )


def _is_gone(paths: Paths, process: psutil.Process | None, seconds: float) -> bool:
    """Wait until the lock is free and the process has let go of its files too."""
    deadline = time.monotonic() + seconds
    while is_held(paths.node_lock) or (process is not None and runs(process)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
