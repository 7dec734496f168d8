"""How a front end finds the node: a small file with address, pid, start time and session token."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from deai_desktop.core.files import write_safely


@dataclass(frozen=True)
class NodeFile:
    """Where the running node is, and the token that proves we are the same person.

    The file can be read by this user only. ``started_at`` is the process's start as the system tells it, in seconds
    since the epoch: with ``pid`` it says which process it is. ``instance`` is what the node's health probe must
    answer, so that the token is never sent to a stranger on the same port.
    """

    address: str
    pid: int
    started_at: float
    token: str
    instance: str

    def write(self, path: Path) -> None:
        """Write the file whole or not at all."""
        write_safely(path, json.dumps(asdict(self)).encode())

    @classmethod
    def read(cls, path: Path) -> NodeFile | None:
        """Read the file; None when there is none or it is not one of ours."""
        try:
            data = json.loads(path.read_bytes()[:10_000])
            texts = {name: str(data[name]) for name in ("address", "token", "instance")}
            return cls(pid=int(data["pid"]), started_at=float(data["started_at"]), **texts)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def __repr__(self) -> str:
        return f"NodeFile(address={self.address!r}, pid={self.pid})"
