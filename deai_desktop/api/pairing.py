"""The code that one node shows and a front end elsewhere on this PC takes: an address and a key, as one word."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from urllib.parse import urlsplit

from deai_desktop.core.addresses import LOOPBACK, is_loopback
from deai_desktop.core.base64url import encoded
from deai_desktop.core.errors import InvalidInputError

_PREFIX = "deai-pair-"
_LONGEST = 2000


@dataclass(frozen=True)
class Pairing:
    """What a front end needs to call a node. The code is as secret as the key in it."""

    name: str
    address: str
    key_id: str
    key: str

    def encode(self) -> str:
        """Write it as one word that needs no quotes anywhere."""
        fields = json.dumps([self.name, self.address, self.key_id, self.key]).encode()
        return _PREFIX + encoded(fields)

    @classmethod
    def decode(cls, code: str) -> Pairing:
        """Read a code; raises `InvalidInputError`, which never repeats it."""
        word = "".join(code.split())
        try:
            if not word.startswith(_PREFIX) or len(word) > _LONGEST:
                raise ValueError("not ours")
            packed = word.removeprefix(_PREFIX)
            name, address, key_id, key = json.loads(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
            if not all(isinstance(one, str) and one.isprintable() for one in (name, address, key_id, key)):
                raise ValueError("not text")
            if not all((name.strip(), key_id, key.isascii() and key)):
                raise ValueError("empty")
        except (ValueError, TypeError):
            raise InvalidInputError(
                "This is no pairing code.", hint="Copy all of what `deai pair` printed.", param="code"
            ) from None
        return cls(" ".join(name.split())[:100], checked_address(address), key_id, key)

    def __repr__(self) -> str:
        return f"Pairing(name={self.name!r}, address={self.address!r})"


def checked_address(address: str) -> str:
    """Return a node's address in the one spelling that is used; raises `InvalidInputError` unless it is this PC's.

    Only loopback: the local API is not encrypted, so the key must not leave the PC. WSL 2 forwards it.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        port = None
    if (
        port is None
        or parts.scheme != "http"
        or not is_loopback(parts.hostname or "")
        or parts.path.strip("/")
    ):
        raise InvalidInputError(
            "Only a node on this PC can be used, at an address like http://127.0.0.1:3325.",
            hint="A node in WSL 2 is reached at such an address, too.",
            param="address",
        )
    return f"http://{LOOPBACK}:{port}"
