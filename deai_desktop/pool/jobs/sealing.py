"""Seals what requester and worker of one job say to each other, so that hubs see sizes and times only.

Both sides bring an X25519 key made for this job alone, signed in offer and claim; HKDF-SHA256 (RFC 5869) makes two keys
for ChaCha20-Poly1305 (RFC 8439) of what they share, one for each direction. All that was agreed goes into them, so a
frame counts in one pool, for one job, between these two members and after this very offer and claim. Frames are
numbered from 0 without a gap, and the number is the nonce.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deai_desktop.core.base64url import decoded, encoded
from deai_desktop.pool.errors import BadKeyError, BadMessageError
from deai_desktop.pool.identity.keys import PublicKey

LARGEST_FRAME = 128 * 1024
"""Bytes, sealed."""
MOST_SAID = LARGEST_FRAME - 64
"""Bytes that one frame takes."""
_NUMBER = 8
_MOST_FRAMES = 2**40
_GRAIN = 64
"""Sizes are multiples of this: a token's length would tell a hub much of what it says."""


class MissedFrameError(BadMessageError):
    """Say that a frame before this one never came."""

    code = "missed_frame"
    default_title = "Part of an answer was lost on the way"


@dataclass(frozen=True)
class Agreement:
    """Hold what the keys of a job depend on."""

    pool: PublicKey
    job: str
    requester: PublicKey
    worker: PublicKey
    offer: bytes
    """As it was sent."""
    claim: bytes
    """Likewise."""

    @property
    def text(self) -> bytes:
        """All of it, as bytes that nothing else has; offer and claim hold both sides' keys."""
        parties = [self.pool.text, self.job, self.requester.text, self.worker.text]
        hashes = [hashlib.sha256(one).hexdigest() for one in (self.offer, self.claim)]
        return "\n".join(["deai pool job 1", *parties, *hashes]).encode()


class JobKey:
    """One side's key of one job; it is forgotten with it."""

    def __init__(self) -> None:
        self._private = X25519PrivateKey.generate()
        self.public = encoded(self._private.public_key().public_bytes_raw())

    def agree(self, other: str, agreement: Agreement, *, as_requester: bool) -> tuple[Sealer, Opener]:
        """Return what seals frames to the other side, and what opens theirs. Raises `BadKeyError`."""
        try:
            shared = self._private.exchange(X25519PublicKey.from_public_bytes(decoded(other)))
        except ValueError:
            raise BadKeyError("It is damaged, or no key at all.") from None
        both = HKDF(SHA256(), 64, salt=None, info=agreement.text).derive(shared)
        asked, answered = ((both[:32], b"asked\n"), (both[32:], b"answered\n"))
        mine, theirs = (asked, answered) if as_requester else (answered, asked)
        job = agreement.job.encode()
        return Sealer(mine[0], mine[1] + job), Opener(theirs[0], theirs[1] + job)


class Sealer:
    """Seal frames, one after the other."""

    def __init__(self, key: bytes, bound_to: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._bound_to = bound_to
        self._next = 0

    def seal(self, said: bytes) -> bytes:
        """Return the next frame. Raises `BadMessageError` for one that is too large."""
        length = len(said).to_bytes(4, "big")
        padded = (length + said).ljust(-(-(len(said) + 4) // _GRAIN) * _GRAIN, b"\0")
        number = self._next.to_bytes(_NUMBER, "big")
        frame = number + self._cipher.encrypt(_nonce(number), padded, self._bound_to)
        if len(frame) > LARGEST_FRAME:
            raise BadMessageError("A part of it is too large.")
        self._next += 1
        return frame


class Opener:
    """Open frames, each once and in order."""

    def __init__(self, key: bytes, bound_to: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._bound_to = bound_to
        self._next = 0

    def open(self, frame: bytes) -> bytes:
        """Return what was sealed.

        Raises `BadMessageError` for a frame that is not the other side's or came before: it can be dropped. Raises
        `MissedFrameError` for one that is, where one before it is missing.
        """
        if not _NUMBER < len(frame) <= LARGEST_FRAME:
            raise BadMessageError("It is too long, or empty.")
        number = int.from_bytes(frame[:_NUMBER], "big")
        if not self._next <= number < _MOST_FRAMES:
            raise BadMessageError("It came before.")
        try:
            padded = self._cipher.decrypt(_nonce(frame[:_NUMBER]), frame[_NUMBER:], self._bound_to)
        except InvalidTag:
            raise BadMessageError("It was altered, or is not from who it should be.") from None
        length = int.from_bytes(padded[:4], "big")
        if len(padded) < 4 or length > len(padded) - 4:
            raise BadMessageError("It can't be understood.")
        if number != self._next:
            raise MissedFrameError("A frame before it is missing.")
        self._next += 1
        return padded[4 : 4 + length]


def _nonce(number: bytes) -> bytes:
    return number.rjust(12, b"\0")
