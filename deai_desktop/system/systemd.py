"""Talk to systemd: as a service that it started, and to the manager of this person's services."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.system.programs import run_program

CAN_BE_HERE = sys.platform == "linux"
"""Elsewhere there is no systemd."""

_SECONDS = 60.0
_LINGERING = Path("/var/lib/systemd/linger")


def tell_systemd(state: str) -> None:
    """Tell the manager that started us how we are, such as ``READY=1``; see sd_notify(3).

    Does nothing where no manager listens, and never fails.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
        return
    address = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), address)
    except OSError:
        return


def unit_folder() -> Path:
    """Return where this person's own units lie (systemd.unit(5))."""
    chosen = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(chosen) if chosen.startswith("/") else Path.home() / ".config"
    return base / "systemd" / "user"


@dataclass(frozen=True)
class Answer:
    """What ``systemctl`` said."""

    done: bool
    text: str


class UserServices:
    """Command the manager of this person's services."""

    def ask(self, *arguments: str) -> Answer:
        """Call ``systemctl --user``."""
        return _call(["systemctl", "--user", "--no-pager", *arguments])

    def is_there(self) -> bool:
        """Say whether there is a manager that answers."""
        return self.ask("show", "--property=Version", "--value").done

    def properties(self, unit: str, *names: str) -> Mapping[str, str]:
        """Read properties of a unit; empty for one that is not known."""
        text = self.ask("show", unit, *(f"--property={name}" for name in names)).text
        pairs = (line.partition("=") for line in text.splitlines())
        return {name: value for name, _, value in pairs}


def lingers() -> bool:
    """Say whether this person's services run without a login, from boot on."""
    return (_LINGERING / _user()).exists()


def let_linger() -> Answer:
    """Ask for that; the system may want an administrator's word."""
    return _call(["loginctl", "enable-linger", _user()])


def _user() -> str:
    try:
        import pwd

        return str(pwd.getpwuid(os.getuid()).pw_name)  # type: ignore[attr-defined,unused-ignore]
    except (ImportError, KeyError):  # not a system with systemd
        return "-"


def _call(command: list[str]) -> Answer:
    if shutil.which(command[0]) is None:
        return Answer(False, f"{command[0]} is not installed.")
    try:
        ran = run_program(command, seconds=_SECONDS, environment=_environment())
    except OSError as error:
        return Answer(False, str(error))
    text = (ran.output + ran.errors).decode("utf-8", "replace").strip()
    return Answer(ran.code == 0, text)


def _environment() -> dict[str, str]:
    """Find the manager's folder also where the login did not name it, as after ``su``."""
    environment = dict(os.environ) | {"LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0"}
    if "XDG_RUNTIME_DIR" not in environment and hasattr(os, "getuid"):
        folder = Path(f"/run/user/{os.getuid()}")
        if folder.is_dir():
            environment["XDG_RUNTIME_DIR"] = str(folder)
    return environment
