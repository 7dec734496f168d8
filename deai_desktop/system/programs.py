"""Run a program of this system, such as ``systemctl``, to its end and take what it says."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deai_desktop.system.processes import child_options


@dataclass(frozen=True)
class Ran:
    """How a program ended."""

    code: int
    output: bytes
    errors: bytes

    def __repr__(self) -> str:
        return f"Ran(code={self.code})"  # what it said may be a secret


def run_program(
    command: Sequence[str],
    *,
    seconds: float,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """Run it without a console window, with ``given`` on its standard input.

    Raises `OSError` when it can't be started and `TimeoutError` (an `OSError`) when it takes too long and was
    ended; neither repeats what went in or came out.
    """
    try:
        ran = subprocess.run(
            list(command),
            input=given,
            capture_output=True,
            timeout=seconds,
            env=None if environment is None else dict(environment),
            check=False,
            **child_options(),
        )
    except subprocess.TimeoutExpired:
        pass
    else:
        return Ran(ran.returncode, ran.stdout, ran.stderr)
    raise TimeoutError(f"{command[0]} did not end within {seconds:.0f} seconds")
