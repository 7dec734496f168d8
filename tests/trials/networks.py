"""Where the PCs of a trial are: all on this one, or each in a network namespace of its own behind a bad line."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Literal

from tests.trials.line import Line, Switch, open_tun

_CLONE_NEWNET = 0x40000000
_NETWORK = "10.77.0"


class Loopback:
    """Put all PCs on this one: nothing is slow, and no line can be cut."""

    name = "loopback"
    why_no_cuts = "lines can be cut in network namespaces only: --namespaces"
    hub_listens: Literal["this-pc", "network"] = "this-pc"

    def add(self, pc: str) -> None:
        """Plug in a PC."""

    def inside(self, pc: str) -> AbstractContextManager[None]:
        """Be on that PC, as far as connections and children of this thread go."""
        return nullcontext()

    def cut(self, pc: str) -> None:
        """Refuse: there is no line."""
        raise NotImplementedError(self.why_no_cuts)

    def mend(self, pc: str) -> None:
        """Refuse likewise."""
        raise NotImplementedError(self.why_no_cuts)

    def close(self) -> None:
        """Leave nothing behind."""


class Namespaces(Loopback):
    """Give each PC a network namespace, with a line to a switch. Linux only; needs root and the program ``ip``."""

    why_no_cuts = ""
    hub_listens = "network"

    def __init__(self, line: Line) -> None:
        seen = f"{line.delay * 1000:.0f} ms ± {line.spread * 1000:.0f} and {line.loss:.0%} loss"
        self.name = f"namespaces, each way {seen}"
        self._here = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        self._spaces: dict[str, int] = {}
        self._addresses: dict[str, str] = {}
        self._switch = Switch(line)

    @staticmethod
    def why_not() -> str:
        """Say what is missing on this PC; empty where nothing is."""
        if sys.platform != "linux":
            return "network namespaces are a thing of Linux"
        if os.geteuid() != 0:
            return "network namespaces need root"
        if shutil.which("ip") is None:
            return "the program ip is missing (apt-get install iproute2)"
        if not Path("/dev/net/tun").exists():
            return "there is no /dev/net/tun"
        made = subprocess.run(["ip", "netns", "add", "deai-look"], capture_output=True, check=False)
        if made.returncode:
            return "network namespaces can't be made here"
        _run("ip", "netns", "del", "deai-look")
        return ""

    def add(self, pc: str) -> None:
        """Plug in a PC."""
        space = f"deai-{pc}"
        _run("ip", "netns", "add", space)
        self._spaces[pc] = os.open(Path("/run/netns") / space, os.O_RDONLY)
        self._addresses[pc] = address = f"{_NETWORK}.{len(self._spaces)}"
        with self.inside(pc):
            tun = open_tun("line")
        _run("ip", "-n", space, "link", "set", "lo", "up")
        _run("ip", "-n", space, "addr", "add", f"{address}/24", "dev", "line")
        _run("ip", "-n", space, "link", "set", "line", "up")
        self._switch.plug(socket.inet_aton(address), tun)

    @contextmanager
    def inside(self, pc: str) -> Iterator[None]:
        """Be on that PC, as far as connections and children of this thread go."""
        _enter(self._spaces[pc])
        try:
            yield
        finally:
            _enter(self._here)

    def cut(self, pc: str) -> None:
        """Unplug a PC."""
        self._switch.cut(socket.inet_aton(self._addresses[pc]))

    def mend(self, pc: str) -> None:
        """Plug it in again."""
        self._switch.mend(socket.inet_aton(self._addresses[pc]))

    def close(self) -> None:
        """Leave nothing behind."""
        self._switch.close()
        for pc, space in self._spaces.items():
            os.close(space)
            _run("ip", "netns", "del", f"deai-{pc}")
        os.close(self._here)


def _enter(space: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(space, _CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "the network namespace can't be entered")


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
