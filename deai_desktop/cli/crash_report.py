"""Writes what we need to mend a fault of ours, and nothing of what the person wrote or read."""

from __future__ import annotations

import platform
import time
import traceback
from pathlib import Path

from deai_desktop.core.build import this_build

_HARMLESS = (AttributeError, ImportError, NameError, NotImplementedError, TypeError)
"""Errors whose messages speak of code only; the others may quote a prompt or a key."""


def write_crash_report(error: BaseException, role: str, folder: Path) -> Path:
    """Write the report into the folder of logs and return the file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    file.write_text(_report(error, role), encoding="utf-8")
    return file


def _report(error: BaseException, role: str) -> str:
    head = [
        f"DeAI Desktop {this_build().version} {this_build().commit}".rstrip(),
        f"Python {platform.python_version()} on {platform.platform()}",
        f"Role: deai {role}",
        f"Time: {time.strftime('%Y-%m-%d %H:%M:%S %z')}",
        "",
    ]
    return "\n".join(head + _traceback_of(error)) + "\n"


def _traceback_of(error: BaseException) -> list[str]:
    """Format an exception and what led to it, without messages that may hold private text."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_traceback_of(cause), "", "which led to:", ""] if cause else []
    lines += ["Traceback:"]
    lines += [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
    message = f": {error}" if isinstance(error, _HARMLESS) else ""
    return [*lines, f"{type(error).__module__}.{type(error).__qualname__}{message}"]
