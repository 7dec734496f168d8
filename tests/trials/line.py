"""Lines between PCs that are slow and lose packets: a switch in this process, for kernels without netem too."""

from __future__ import annotations

import fcntl
import heapq
import itertools
import os
import random
import select
import struct
import threading
import time
from dataclasses import dataclass

_TUNSETIFF = 0x400454CA
_TUN, _NO_HEADER = 0x0001, 0x1000
_LARGEST = 65536
_LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Line:
    """Say how a PC's line treats what the PC sends; ``delay`` and ``spread`` (one sigma) are in seconds."""

    delay: float
    spread: float
    loss: float
    """The part of all packets, 0 to 1."""


def open_tun(name: str) -> int:
    """Make a network interface in this thread's namespace, whose packets are read from what is returned."""
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    try:
        fcntl.ioctl(tun, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _TUN | _NO_HEADER))
    except BaseException:
        os.close(tun)
        raise
    return tun


class Switch:
    """Carry packets between PCs, by their addresses, each when its time has come."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._of: dict[bytes, int] = {}
        self._by: dict[int, bytes] = {}
        self._cut: set[bytes] = set()
        self._waiting: list[tuple[float, int, bytes, bytes, bytes]] = []
        self._numbers = itertools.count()
        self._poll = select.poll()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="switch", daemon=True)
        self._thread.start()

    def plug(self, address: bytes, tun: int) -> None:
        """Carry what comes from and goes to an address (4 bytes) from now on."""
        self._of[address], self._by[tun] = tun, address
        self._poll.register(tun, select.POLLIN)

    def cut(self, address: bytes) -> None:
        """Let nothing through any more."""
        self._cut.add(address)

    def mend(self, address: bytes) -> None:
        """Let all through again."""
        self._cut.discard(address)

    def close(self) -> None:
        """Unplug all."""
        self._is_closed = True
        self._thread.join()
        for tun in self._by:
            os.close(tun)

    def _run(self) -> None:
        while not self._is_closed:
            wait = self._waiting[0][0] - time.monotonic() if self._waiting else _LOOK_SECONDS
            for tun, _ in self._poll.poll(max(0.0, min(wait, _LOOK_SECONDS)) * 1000):
                self._take(tun)
            while self._waiting and self._waiting[0][0] <= time.monotonic():
                self._give(*heapq.heappop(self._waiting)[2:])

    def _take(self, tun: int) -> None:
        sender = self._by[tun]
        while True:
            try:
                packet = os.read(tun, _LARGEST)
            except BlockingIOError:
                return
            if packet[0] >> 4 != 4 or random.random() < self._line.loss:
                continue
            due = time.monotonic() + max(0.0, random.gauss(self._line.delay, self._line.spread))
            heapq.heappush(self._waiting, (due, next(self._numbers), sender, packet[16:20], packet))

    def _give(self, sender: bytes, to: bytes, packet: bytes) -> None:
        if to in self._of and not {sender, to} & self._cut:
            try:
                os.write(self._of[to], packet)
            except OSError:
                return  # a line may lose packets
