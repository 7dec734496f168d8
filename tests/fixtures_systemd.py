"""A real manager of services of our own: systemd for one user, in control groups and folders of its own.

No test may install a service at the person who runs it, and few machines that run tests were started by systemd.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_MANAGERS = ("/lib/systemd/systemd", "/usr/lib/systemd/systemd")
_PATIENCE = 20.0

# Two steps, because the root of a namespace of control groups is where its first process was.
_OUTER = """set -e
umount -l /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 none /sys/fs/cgroup
mkdir "/sys/fs/cgroup/$1"
echo $$ > "/sys/fs/cgroup/$1/cgroup.procs"
exec unshare --cgroup sh "$2"
"""
_INNER = """set -e
umount /sys/fs/cgroup
mount -t cgroup2 none /sys/fs/cgroup
mount -t tmpfs none /run
mkdir -p /run/systemd/system
exec {manager} --user --log-target=console
"""


def require_systemd() -> str:
    """Return the manager's program; skip the test where it can't be run apart from the person's own."""
    manager = next((one for one in _MANAGERS if Path(one).exists()), "")
    if not manager or shutil.which("systemctl") is None:
        pytest.skip("needs systemd: apt-get install systemd")
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("a systemd apart from yours needs root, as in a container")
    return manager


@contextmanager
def private_user_manager() -> Iterator[dict[str, str]]:
    """Run a manager and yield the environment variables that lead to it."""
    manager = require_systemd()
    # Not pytest's folder: a socket's path may have 107 characters only.
    with tempfile.TemporaryDirectory(prefix="deai-systemd-") as folder:
        home = Path(folder)
        run = home / "run"
        run.mkdir(mode=0o700)
        (home / "outer").write_text(_OUTER)
        (home / "inner").write_text(_INNER.format(manager=manager))
        environment = {"XDG_RUNTIME_DIR": str(run), "HOME": folder, "XDG_CONFIG_HOME": str(home / "config")}
        environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={run}/bus"
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                ["unshare", "--mount", "sh", str(home / "outer"), home.name, str(home / "inner")],
                env=os.environ | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            try:
                _wait(process, environment, home / "log")
                yield environment
            finally:
                _stop(process, home)


def _stop(process: subprocess.Popen[bytes], home: Path) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    groups = home / "groups"
    groups.mkdir()
    tidy = f"mount -t cgroup2 none {groups} && find {groups}/{home.name} -depth -type d -exec rmdir {{}} +"
    subprocess.run(["unshare", "--mount", "sh", "-c", tidy], capture_output=True, check=False)


def _wait(process: subprocess.Popen[bytes], environment: dict[str, str], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    command = ["systemctl", "--user", "show", "--property=Version", "--value"]
    while True:
        asked = subprocess.run(command, env=os.environ | environment, capture_output=True, check=False)
        if asked.returncode == 0:
            return
        if process.poll() is not None or time.monotonic() > end:
            pytest.skip(f"no systemd of our own can be run here: {log.read_text(errors='replace')[-300:]}")
        time.sleep(0.1)
