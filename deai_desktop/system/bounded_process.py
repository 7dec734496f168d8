"""Run a child for a limited time and take down whatever it has started when the time is over."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

from deai_desktop.system.child_job import ChildJob
from deai_desktop.system.processes import child_options

_MOST_OUTPUT = 200_000


@dataclass(frozen=True)
class Ended:
    """Tell how a child ended; the code is None when its time was over."""

    code: int | None
    output: str
    errors: str


def run_bounded(
    command: Sequence[str], seconds: float, environment: Mapping[str, str] | None = None
) -> Ended:
    """Run a command without input; raises OSError when it can't be started."""
    job = ChildJob()
    with subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        **child_options(),
    ) as child:
        job.add(child.pid)
        try:
            output, errors = child.communicate(timeout=seconds)
            code: int | None = child.returncode
        except subprocess.TimeoutExpired:
            _end_all(child)
            output, errors = child.communicate()
            code = None
        except BaseException:
            _end_all(child)
            raise
    return Ended(code, _text(output), _text(errors))


def _end_all(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(psutil.Error):
        for one in psutil.Process(child.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                one.kill()
    child.kill()


def _text(data: bytes) -> str:
    return data[-_MOST_OUTPUT:].decode("utf-8", "replace").replace("\r\n", "\n")
