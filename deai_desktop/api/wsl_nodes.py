"""Finds nodes in this PC's Linux distributions, from the Windows side."""

from __future__ import annotations

import json
from dataclasses import dataclass

from deai_desktop.api.pairing import Pairing, checked_address
from deai_desktop.core.errors import DeAIError, NodeUnreachableError
from deai_desktop.system.wsl import WslFromWindows

_LOOK_SECONDS = 20.0
_PAIR_SECONDS = 90.0

# A login shell, which knows ~/.local/bin.
_STATUS = ("sh", "-lc", "deai status --json")
_PAIR = ("sh", "-lc", "deai pair --replace --json")


@dataclass(frozen=True)
class WslNode:
    """A node that runs in a distribution."""

    distribution: str
    address: str
    version: str


def find_wsl_nodes(wsl: WslFromWindows | None = None) -> list[WslNode]:
    """Ask the distributions that run now; none is started for it, since that takes a PC's memory."""
    wsl = wsl or WslFromWindows()
    found = (_look(wsl, distribution) for distribution in wsl.running())
    return [node for node in found if node is not None]


def pair_with_wsl(distribution: str, wsl: WslFromWindows | None = None) -> Pairing:
    """Have the DeAI in a distribution make a key for us; it starts both if need be.

    The key comes through the pipe to ``wsl.exe`` and is no program's argument.
    """
    wsl = wsl or WslFromWindows()
    try:
        return Pairing.decode(str(json.loads(wsl.run(distribution, _PAIR, _PAIR_SECONDS))["code"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass  # what it printed could hold the key
    raise NodeUnreachableError(
        f"DeAI in the distribution “{distribution}” could not be asked for a key.",
        hint="Open that distribution and run `deai pair` there: it shows what is wrong, or a code for"
        " `deai nodes add` here.",
    )


def _look(wsl: WslFromWindows, distribution: str) -> WslNode | None:
    try:
        status = json.loads(wsl.run(distribution, _STATUS, _LOOK_SECONDS))
        if not status["running"]:
            return None
        return WslNode(distribution, checked_address(str(status["address"])), str(status["version"]))
    except (OSError, ValueError, KeyError, TypeError, DeAIError):
        return None  # there is no DeAI in it
