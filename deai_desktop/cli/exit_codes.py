"""What a command's exit code tells a script."""

from __future__ import annotations

from enum import IntEnum

from deai_desktop.core.errors import (
    DeAIError,
    NodeStartError,
    NodeUnreachableError,
    NotFoundError,
)


class ExitCode(IntEnum):
    """Name every exit code; the help of ``deai`` lists them."""

    OK = 0
    ERROR = 1
    USAGE = 2
    NOT_FOUND = 3
    NO_NODE = 4
    FAULT = 70
    """As in BSD's sysexits.h: an internal software error."""
    INTERRUPTED = 130
    """As shells count SIGINT."""
    OUTPUT_CLOSED = 141
    """As shells count SIGPIPE."""


EXPLAINED = (
    "0 done · 1 it did not work · 2 wrong usage · 3 not found · "
    "4 the node does not answer or could not start · 70 a fault of ours · 130 interrupted"
)

_BY_ERROR: tuple[tuple[type[DeAIError], ExitCode], ...] = (
    (NotFoundError, ExitCode.NOT_FOUND),
    (NodeStartError, ExitCode.NO_NODE),
    (NodeUnreachableError, ExitCode.NO_NODE),
)


def exit_code_of(error: DeAIError) -> ExitCode:
    """Choose the exit code for an error of the world."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), ExitCode.ERROR)
