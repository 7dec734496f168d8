"""Runs the programs that the build needs, and says what went wrong with the lines that matter."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_SHOWN_LINES = 25


class BuildError(Exception):
    """Say what failed in a line or more that a developer can act on."""


def say(text: str) -> None:
    """Tell the developer what happens."""
    print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print how long a step took, whether it went well or not."""
    started = time.monotonic()
    try:
        yield
    finally:
        say(f"[{time.monotonic() - started:6.1f} s] {name}")


def run(
    command: Sequence[str | Path],
    log: Path,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    is_slow: bool = False,
) -> None:
    """Run a program with its output in ``log``; show the end of it when it fails.

    A slow one leaves the processor to whoever needs it. Raises `BuildError`.
    """
    arguments = [str(part) for part in command]
    if is_slow and shutil.which("nice"):
        arguments = ["nice", *arguments]
    with log.open("wb") as output:
        done = subprocess.run(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            cwd=folder,
            check=False,
        )
    if done.returncode != 0:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        shown = "\n".join(lines[-_SHOWN_LINES:])
        raise BuildError(f"{' '.join(arguments)[:300]} failed ({done.returncode}); {log}:\n{shown}")
