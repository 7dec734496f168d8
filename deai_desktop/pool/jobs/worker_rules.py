"""The owner's rules for what a worker does for others."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.offers import MAY_ASK

_HOUR = 3600.0

ContentPolicy = Callable[[Sequence[str]], str | None]
"""Looks at all that was written in a request; returns why it is not answered, or None. It has to return soon."""


class Rules(Protocol):
    """Decide whom a worker works for, on the event loop."""

    def objection(self, member: Member, model: str, tokens: int) -> str:
        """Say why a member may not have so many more tokens of a model now; empty when they may."""
        ...

    def objection_to(self, texts: Sequence[str]) -> str:
        """Say why what was written is not answered; empty when it is."""
        ...

    def count(self, member: Member, model: str, tokens: int) -> None:
        """Hear that a member had so many tokens, those of the prompt included."""
        ...


@dataclass(frozen=True)
class RuleBook:
    """Hold what an owner has chosen."""

    models: frozenset[str] | None = None
    """By name; None allows all that are offered."""
    tokens_an_hour: int | None = None
    """For each member, the prompt's included; None for no bound."""
    roles: frozenset[Role] = MAY_ASK
    content_policy: ContentPolicy | None = None


class WorkerRules:
    """Keep to a rule book, which may change meanwhile; what members had is remembered for an hour."""

    def __init__(self, book: Callable[[], RuleBook], clock: Callable[[], float] = time.monotonic) -> None:
        self._book = book
        self._clock = clock
        self._had: dict[PublicKey, deque[tuple[float, int]]] = {}

    def objection(self, member: Member, model: str, tokens: int) -> str:
        """Say why a member may not have so many more tokens of a model now; empty when they may."""
        book = self._book()
        if member.role not in book.roles or member.role not in MAY_ASK:
            return "Members with this role may not ask here."
        if book.models is not None and model not in book.models:
            return "This model is not for others."
        if book.tokens_an_hour is not None and self.had(member.device) + tokens > book.tokens_an_hour:
            return f"Each member may have {book.tokens_an_hour} tokens an hour here."
        return ""

    def objection_to(self, texts: Sequence[str]) -> str:
        """Say why what was written is not answered; empty when it is."""
        policy = self._book().content_policy
        return (policy(texts) or "") if policy else ""

    def count(self, member: Member, model: str, tokens: int) -> None:
        """Note that a member had so many tokens."""
        self._had.setdefault(member.device, deque()).append((self._clock(), tokens))

    def had(self, device: PublicKey) -> int:
        """Return how many tokens a member had in the last hour."""
        had = self._had.get(device)
        if not had:
            return 0
        while had and had[0][0] <= self._clock() - _HOUR:
            had.popleft()
        if not had:
            del self._had[device]
        return sum(tokens for _, tokens in had)
