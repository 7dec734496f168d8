"""How a node in WSL and the Windows side's ``deai.exe`` speak about secrets.

As git does with its credential helpers: ``deai.exe vault-helper VERB``, one request a process, one JSON object
on standard input and one on standard output. A secret is never an argument, which other programs could read.
JSON is written in ASCII, so that no code page can change it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from deai_desktop.core.errors import InvalidInputError

ROLE = "vault-helper"
VERBS = ("check", "get", "set", "delete")
VERSION = 1
LARGEST_MESSAGE = 64 * 1024

_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def encode(message: dict[str, Any]) -> bytes:
    """Write a message."""
    return json.dumps(message).encode("ascii") + b"\n"


def decode(data: bytes) -> dict[str, Any]:
    """Read a message; raises `ValueError` for what is none."""
    message = json.loads(data)
    if not isinstance(message, dict) or message.get("version") != VERSION:
        raise ValueError("another protocol")
    return message


def check_owner(owner: object) -> str:
    """Return whose secrets are meant, a distribution's name; raises `InvalidInputError`."""
    if not isinstance(owner, str) or not _OWNER.fullmatch(owner):
        raise InvalidInputError(
            "This is no name of a WSL distribution.", hint="Update DeAI on both sides.", param="owner"
        )
    return owner
