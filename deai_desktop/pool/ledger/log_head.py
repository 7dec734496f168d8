"""The head of a pool's log: how many entries it has and the hash of all of them, signed with the pool's own key.

What it covers. An entry that was altered, left out, moved or put in before, and a log that was cut off, no longer fit a
head that somebody has seen; so a hub, which has no key of the pool, can't rewrite what a head stands for. Whoever has
the pool's key could sign two heads that don't fit together, to show one log to some members and another to others:
members pass on the heads they know with every receipt, sealed as the rest of a job is, and the two heads together prove
it for good to anybody.

What it does not cover. Entries younger than the last head may still be dropped by the hub: the next head comes within
minutes, and a member who misses an own entry there appends it again. A hub may show an old state for a while: a head
says its time. Members who never exchange a job, or a word otherwise, don't find a fork between them. And that an entry
is in the log does not make it true: two members who sign what never happened are believed.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.pool.errors import BadHeadError
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
from deai_desktop.pool.ledger.merkle_tree import HASH_SIZE, MerkleTree

LONGEST = 500
"""Characters of a signed head."""


class _Text(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    size: Annotated[int, Field(ge=0, le=2**40)]
    root: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    at: Annotated[int, Field(ge=0, le=2**40)]
    signature: Annotated[str, Field(min_length=88, max_length=88)]


@dataclass(frozen=True)
class LogHead:
    """What the pool says of its log; use `sign` or `read` to have one that counts."""

    size: int
    root: bytes
    at: int
    """When it was signed, in seconds since 1970."""
    text: str
    """To pass on."""

    @classmethod
    def sign(cls, pool: KeyPair, size: int, root: bytes, now: float) -> LogHead:
        """Speak for the pool."""
        signature = base64.b64encode(pool.sign(_statement(pool.public, size, root, int(now)))).decode()
        text = _Text(size=size, root=root.hex(), at=int(now), signature=signature).model_dump_json()
        return cls(size, root, int(now), text)

    @classmethod
    def read(cls, pool: PublicKey, text: str) -> LogHead:
        """Read what the pool's key must have signed. Raises `BadHeadError` and `BadSignatureError`."""
        try:
            said = _Text.model_validate_json(text if len(text) <= LONGEST else "")
            signature = base64.b64decode(said.signature, validate=True)
        except (ValidationError, binascii.Error, ValueError):
            raise BadHeadError("It can't be understood.") from None
        root = bytes.fromhex(said.root)
        pool.check(_statement(pool, said.size, root, said.at), signature)
        return cls(said.size, root, said.at, text)

    def fits(self, tree: MerkleTree) -> bool:
        """Whether the log that begins so is the one which was signed; the log must be as long at least."""
        return len(self.root) == HASH_SIZE and self.size <= len(tree) and tree.root(self.size) == self.root


def _statement(pool: PublicKey, size: int, root: bytes, at: int) -> bytes:
    return "\n".join(["deai pool log head 1", pool.text, str(size), root.hex(), str(at)]).encode()
