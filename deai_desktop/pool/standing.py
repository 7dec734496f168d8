"""How this PC stands with a pool, and when something is tried again or renewed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.identity.certificates import Certificate
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.pool_repository import KnownPool

RENEWED_AFTER = 0.75
"""Of a certificate's lifetime."""
_PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)


class Standing(StrEnum):
    """Say how this PC stands with a pool."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    """No hub answers; it is tried again."""
    REFUSED = "refused"
    """The pool does not know this PC any more."""


@dataclass(frozen=True)
class PoolStatus:
    """Describe a pool and how this PC stands with it."""

    known: KnownPool
    role: Role
    standing: Standing
    reason: str = ""
    """Why it is not online, in words for people."""
    expires_at: float = 0.0
    """When this PC's certificate ends, in seconds since 1970."""
    hub_problem: str = ""
    """What is wrong with the hub on this PC; empty when nothing is."""


def due(certificate: Certificate) -> float:
    """Return when a certificate is to be renewed, in seconds since 1970."""
    lifetime = float(certificate.expires_at or 0) - certificate.issued_at
    return certificate.issued_at + RENEWED_AFTER * lifetime


class Pauses:
    """Wait longer each time that something fails at once."""

    def __init__(self) -> None:
        self._tries = 0

    def next(self) -> float:
        """Return how many seconds to wait now."""
        pause = _PAUSES[min(self._tries, len(_PAUSES) - 1)]
        self._tries += 1
        return pause

    def forget_after(self, seconds: float) -> None:
        """Begin anew after something that went well for a while."""
        if seconds > _PAUSES[-1]:
            self._tries = 0


def in_words(error: BaseException) -> str:
    if isinstance(error, DeAIError):
        return error.message
    return "No hub of the pool answers."
