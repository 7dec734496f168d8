"""What is asked for goes to standard output, all the rest to standard error."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

from deai_desktop.core.errors import DeAIError, DiskFullError
from deai_desktop.system.console import is_console

if TYPE_CHECKING:
    from pydantic import BaseModel

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class OutputClosedError(Exception):
    """Say that nobody reads our standard output any more; reason to end quietly."""


def without_controls(text: str) -> str:
    """Take out control characters, by which a model or a title could command the terminal."""
    return _CONTROL.sub("", text)


def write(text: str) -> None:
    """Write to standard output at once; a pipe gets the text as it is, a terminal a harmless one."""
    if is_console(sys.stdout):
        text = without_controls(text)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError("The output could not be written.") from error
        raise OutputClosedError from error


def quoted(name: str) -> str:
    """Write a name as it is typed on the command line."""
    return f'"{name}"' if " " in name else name


def write_line(text: str = "") -> None:
    """Write a line to standard output."""
    write(text + "\n")


def write_json(data: BaseModel | dict[str, Any]) -> None:
    """Write data for scripts."""
    write(as_text(data))


def as_text(data: BaseModel | dict[str, Any]) -> str:
    """Turn data into what scripts read: JSON with an indent of 2."""
    plain = data if isinstance(data, dict) else data.model_dump(mode="json")
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def notice(text: str, style: str = "") -> None:
    """Tell the person something beside the output; ``style`` is rich's and only for terminals."""
    if sys.stderr is None:
        return
    if not is_console(sys.stderr):
        with contextlib.suppress(OSError):  # nobody reads it
            sys.stderr.write(text + "\n")
            sys.stderr.flush()
        return
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, soft_wrap=True).print(Text(without_controls(text), style))


def show_error(error: DeAIError) -> None:
    """Show what happened, why, and what to do."""
    notice(error.title, "bold red")
    notice(error.message)
    if error.hint:
        notice(error.hint, "cyan")


def write_json_error(error: DeAIError, *, indent: int | None = 2) -> None:
    """Write an error for scripts, in the shape that the local API uses."""
    from deai_desktop.api.schemas.errors import error_body

    write_line(error_body(error).model_dump_json(indent=indent))


def discard_output() -> None:
    """Let what is still buffered go nowhere, so that nothing complains when the program ends."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
