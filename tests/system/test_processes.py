"""Processes: found, measured, tied to us or let go; and one instance of what must be one."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil

from deai_desktop.system.processes import memory_of, own_command, start_detached
from deai_desktop.system.single_instance import SingleInstance, is_held


def test_our_own_command_starts_this_program() -> None:
    ended = subprocess.run(own_command("--version"), capture_output=True, text=True, check=True)
    assert "0." in ended.stdout


def test_memory_is_measured_and_zero_when_gone() -> None:
    assert memory_of(psutil.Process().pid) > 10_000_000
    assert memory_of(2**22 + 1) == 0


def test_a_detached_process_writes_to_its_file_and_is_not_in_our_session(tmp_path: Path) -> None:
    output = tmp_path / "logs" / "out"
    look = "True" if sys.platform == "win32" else "os.getsid(0) == os.getpid()"
    process = start_detached([sys.executable, "-c", f"import os; print({look})"], output)
    deadline = time.monotonic() + 10
    while not process.has_ended() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert output.read_text().strip() == "True"


def test_a_lock_has_one_holder_and_ends_with_its_process(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    assert not is_held(file)
    program = f"""
import sys
from pathlib import Path
from deai_desktop.system.single_instance import SingleInstance
lock = SingleInstance(Path({str(file)!r}))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"True"
        assert is_held(file)
        assert not SingleInstance(file).acquire()
        holder.kill()
        holder.wait()
    own = SingleInstance(file)
    assert own.acquire()
    own.release()
    assert not is_held(file)
