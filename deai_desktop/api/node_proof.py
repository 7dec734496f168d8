"""How a node shows that it knows a key before the key is sent to it.

A front end sends a random challenge and the key's id to ``/health``; the node answers with an HMAC over the challenge
and its own address, keyed with the key's digest, which is all it holds in memory. A stranger on the same port can't
answer, nor pass on what a node at another address said.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

CHALLENGE_HEADER = "X-DeAI-Challenge"
KEY_HEADER = "X-DeAI-Key-Id"
LONGEST_CHALLENGE = 100


def proof_of(key_digest: bytes, challenge: str, address: str) -> str:
    """Make the proof; ``key_digest`` is the SHA-256 of the key."""
    message = "\n".join(("deai-node-proof-1", challenge, address)).encode("utf-8", "replace")
    return hmac.new(key_digest, message, sha256).hexdigest()


def proves(proof: str, key: str, challenge: str, address: str) -> bool:
    """Tell whether a proof is right, from the side that holds the key itself."""
    wanted = proof_of(sha256(key.encode()).digest(), challenge, address)
    return hmac.compare_digest(proof.encode("utf-8", "replace"), wanted.encode())
