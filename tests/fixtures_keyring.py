"""A real Secret Service of our own: gnome-keyring on a private D-Bus, for tests that promise a real vault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

# No service folders: nothing on this bus can start a process that we do not know of, such as a prompt.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_PATIENCE = 15.0


@contextmanager
def private_keyring() -> Iterator[dict[str, str]]:
    """Run an unlocked, empty vault and yield the environment variables that lead to it."""
    with ExitStack() as stack:
        # Not pytest's folder: a socket's path may have 107 characters only.
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deai-keyring-")))
        bus, address = _start_bus(home)
        stack.callback(_stop, bus)
        daemon = _start_daemon(home, address)
        stack.callback(_stop, daemon)
        _wait_for_service(address, daemon)
        yield {
            "DBUS_SESSION_BUS_ADDRESS": address,
            # So that neither KDE nor a settings file of the developer's own leads elsewhere.
            "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        }


def require_keyring() -> None:
    """Skip the test where the programs are missing, but never in CI."""
    for program, package in (("dbus-daemon", "dbus"), ("gnome-keyring-daemon", "gnome-keyring")):
        if shutil.which(program) is None:
            reason = f"needs a real vault: apt-get install {package}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)


@pytest.fixture(scope="session")
def keyring_environment() -> Iterator[dict[str, str]]:
    """Give the environment of a real vault: a private one on Linux, the system's own elsewhere."""
    if sys.platform != "linux":
        yield {}
        return
    require_keyring()
    with private_keyring() as environment:
        yield environment


def _start_bus(home: Path) -> tuple[subprocess.Popen[bytes], str]:
    settings = home / "bus.conf"
    settings.write_text(_BUS.format(socket=home / "bus"))
    with (home / "bus.log").open("wb") as log:
        bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert bus.stdout is not None
    address = bus.stdout.readline().decode().strip()
    if not address:
        _stop(bus)
        raise RuntimeError(f"dbus-daemon did not start: {(home / 'bus.log').read_text()}")
    return bus, address


def _start_daemon(home: Path, address: str) -> subprocess.Popen[bytes]:
    for folder in ("control", "run"):
        (home / folder).mkdir(mode=0o700)
    environment = os.environ | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "DBUS_SESSION_BUS_ADDRESS": address,
    }
    with (home / "keyring.log").open("wb") as log:
        daemon = subprocess.Popen(
            [
                "gnome-keyring-daemon",
                "--unlock",
                "--components=secrets",
                "--foreground",
                f"--control-directory={home / 'control'}",
            ],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env=environment,
        )
    assert daemon.stdin is not None
    with daemon.stdin as password:
        password.write(b"test")
    return daemon


def _wait_for_service(address: str, daemon: subprocess.Popen[bytes]) -> None:
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    from secretstorage import check_service_availability

    end = time.monotonic() + _PATIENCE
    with closing(open_dbus_connection(bus=address)) as connection:
        while not check_service_availability(connection):
            if daemon.poll() is not None or time.monotonic() > end:
                raise RuntimeError("gnome-keyring-daemon did not offer its service")
            time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
