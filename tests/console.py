"""A program in a console where a test can press Ctrl+C.

Windows sends Ctrl+C to all programs of a console at once, never to a single one. So there the program gets a console of
its own, together with this module as a program, which presses the key when it is told to and hands on the exit code.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

IS_WINDOWS = sys.platform == "win32"


def start_in_console(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a program that reads nothing."""
    if not IS_WINDOWS:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)
    flags = getattr(subprocess, "CREATE_NO_WINDOW")  # noqa: B009 - a console all the same, and never shown
    helper = [sys.executable, "-m", "tests.console", *command]
    return subprocess.Popen(helper, stdin=subprocess.PIPE, creationflags=flags, **options)


def press(process: subprocess.Popen[bytes], key: str = "SIGINT") -> None:
    """Press Ctrl+C, or what else stands for this signal."""
    if not IS_WINDOWS:
        process.send_signal(getattr(signal, key))
        return
    assert process.stdin is not None
    process.stdin.write(f"{key}\n".encode())
    process.stdin.flush()


def main() -> int:
    """Run the program that the arguments name; kill it when the test ends before it does."""
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    keys = {"SIGINT": "CTRL_C_EVENT", "SIGBREAK": "CTRL_BREAK_EVENT"}
    for name in keys:  # they are not meant for us
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    wanted = sys.stdin.readline().strip()
    if wanted in keys:
        os.kill(0, getattr(signal, keys[wanted]))
    else:
        program.kill()
    return program.wait()


if __name__ == "__main__":
    sys.exit(main())
