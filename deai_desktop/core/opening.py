"""What the window can be asked to open: a model file, or a ``deai:`` link; both come from strangers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LONGEST = 4096
"""Characters; longer paths and links are not even looked at."""

_LINK = re.compile(r"(?i:deai):[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{0,2048}")
"""What may stand in a URI (RFC 3986), and nothing else."""
_INVITE = re.compile(r"(?i:deai):(?://)?((?:join|hub)/.+)")
_JUST_OPEN = re.compile(r"(?i:deai):(//)?(open)?/?")


class Kind(StrEnum):
    """Tell apart what somebody wants opened."""

    MODEL = "model"
    WINDOW = "window"
    """The window itself; nothing more is asked for."""
    INVITE = "invite"
    """An invite to a pool, or to run a hub of one; whether it is a good one is not known yet."""
    LINK = "link"
    """A well-formed link that this version does not know."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Opening:
    """One thing to open; ``text`` is the full path, the link as it came, or an invite as pools write it."""

    kind: Kind
    text: str

    @property
    def label(self) -> str:
        """Name it in a message: printable, and not so long that the rest of the message is lost."""
        shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in self.text)
        return shown if len(shown) <= 80 else f"{shown[:79]}…"


def what_to_open(text: str) -> Opening:
    """Look at what was asked for without touching it."""
    text = text[: LONGEST + 1]
    if text.lower().startswith("deai:"):
        if not _LINK.fullmatch(text):
            return Opening(Kind.UNKNOWN, text)
        if found := _INVITE.fullmatch(text):
            return Opening(Kind.INVITE, f"deai:{found[1]}")
        return Opening(Kind.WINDOW if _JUST_OPEN.fullmatch(text) else Kind.LINK, text)
    is_path = len(text) <= LONGEST and text.isprintable()
    if is_path and text.lower().endswith(".gguf") and Path(text).is_absolute():
        return Opening(Kind.MODEL, text)
    return Opening(Kind.UNKNOWN, text)


def whole_path(text: str, folder: Path) -> str:
    """Make a path that was typed in ``folder`` a full one, for a window that stands somewhere else."""
    return text if text.lower().startswith("deai:") else str(folder / text)


@dataclass(frozen=True)
class WindowCall:
    """What ``deai desktop`` was called with."""

    hidden: bool = False
    to_open: str = ""


def read_call(arguments: Sequence[str]) -> WindowCall | None:
    """Read ``[--hidden] [FILE|LINK]``; nothing when it is anything else, which the command line explains."""
    hidden = "--hidden" in arguments
    rest = [one for one in arguments if one != "--hidden"]
    if len(rest) > 1 or len(arguments) - len(rest) > 1 or any(one.startswith("-") or not one for one in rest):
        return None
    return WindowCall(hidden, whole_path(rest[0], Path.cwd()) if rest else "")
