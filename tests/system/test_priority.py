"""A process goes behind other programs and comes back, also without any privilege."""

from __future__ import annotations

import os
import subprocess
import sys

import psutil
import pytest

_PROGRAM = """
import os, sys, threading, time
import psutil
from deai_desktop.system.priority import set_background
if sys.argv[1:]:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)

def seen():
    if sys.platform == "win32":
        return [int(psutil.Process().nice())]
    return sorted({os.sched_getscheduler(int(one)) for one in os.listdir("/proc/self/task")})

def wait():
    time.sleep(5)

threading.Thread(target=wait, daemon=True).start()
before = seen()
done = [set_background(True)]
during = seen()
later = threading.Thread(target=wait, daemon=True)
later.start()
done += [during == seen(), set_background(True), set_background(False)]
print(all(done), before == seen(), before != during, *during, flush=True)
os._exit(0)
"""


def run(*arguments: str) -> list[str]:
    """Run the program and return what it says."""
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments], capture_output=True, text=True, check=False, timeout=30
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


@pytest.mark.skipif(sys.platform not in ("win32", "linux"), reason="nothing is done elsewhere")
def test_all_threads_go_behind_and_come_back() -> None:
    *good, policy = run()
    assert good == ["True", "True", "True"]
    if sys.platform == "win32":
        assert int(policy) == int(psutil.BELOW_NORMAL_PRIORITY_CLASS)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become nobody")
def test_so_it_does_for_a_user_without_privileges() -> None:
    *good, policy = run("nobody")
    assert good == ["True", "True", "True"]
    assert int(policy) in (os.SCHED_BATCH, os.SCHED_IDLE)  # by the limits of the system
