"""A Debian in a folder, with nothing in it but Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_INCLUDED = "python3,python3-venv,ca-certificates,libgomp1"
"""The last is the compiler's, which brings it where llama.cpp is built rather than taken out of pip's cache."""
_CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
_TOOLS = {"debootstrap": "debootstrap", "unshare": "util-linux", "chroot": "coreutils", "apt-get": "apt"}


class CannotRunError(Exception):
    """Say why there can be no such Debian on this machine."""


class BareDebian:
    """Make the system and run commands in it, each with processes and mounts that end with it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self) -> None:
        """Install Debian from the mirror that this system's own apt uses."""
        mirror, suite = _mirror()
        command = [
            "debootstrap",
            "--variant=minbase",
            f"--include={_INCLUDED}",
            suite,
            str(self.root),
            mirror,
        ]
        with (self.root.parent / "debootstrap.log").open("wb") as log:
            subprocess.run(command, stdout=log, stderr=log, check=True)
        for name in ("etc/resolv.conf", "etc/hosts", _CERTIFICATES):  # the network as it is here
            if (source := Path("/") / name).exists():
                shutil.copyfile(source, self.root / name)

    def command(self, script: str, environment: dict[str, str]) -> list[str]:
        """Return the command line that runs a shell script in there as its root, in a clean environment."""
        inside = (
            'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && shift 1'
            ' && exec chroot "$root" /usr/bin/env -i "$@"'
        )
        settings = {"HOME": "/root", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"} | environment
        return [
            *(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                f'root="$1"; {inside}',
                "sh",
            ),
            str(self.root),
            *(f"{name}={value}" for name, value in settings.items()),
            *("sh", "-ec", script),
        ]


def require() -> None:
    """Raise `CannotRunError` where the system can't be made."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise CannotRunError("it needs root on Linux, for debootstrap and chroot")
    for tool, package in _TOOLS.items():
        if shutil.which(tool) is None:
            raise CannotRunError(f"{tool} is missing: apt-get install {package}")
    _mirror()


def network_environment() -> dict[str, str]:
    """Return what pip needs in there to reach the package index as it does here."""
    kept = {
        name: os.environ[name] for name in ("http_proxy", "https_proxy", "no_proxy") if name in os.environ
    }
    return kept | {"PIP_CERT": f"/{_CERTIFICATES}", "PIP_DEFAULT_TIMEOUT": "180"}


def _mirror() -> tuple[str, str]:
    """Read from apt where it gets this very release."""
    form = "$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)"
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", form, "Created-By: Packages"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    release = _codename()
    for line in told.splitlines():
        origin, codename, component, address = (line.split(maxsplit=3) + [""] * 4)[:4]
        if origin in ("Debian", "Ubuntu") and codename == release and component == "main":
            return address, codename
    raise CannotRunError(f"apt knows no mirror of {release or 'this system'}; apt-get update may help")


def _codename() -> str:
    for line in Path("/etc/os-release").read_text().splitlines():
        name, _, value = line.partition("=")
        if name == "VERSION_CODENAME":
            return value.strip('"')
    return ""
