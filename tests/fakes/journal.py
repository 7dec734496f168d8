"""A journal of connections that keeps them in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from deai_desktop.outbound.journal import Contact, Outcome


@dataclass
class FakeJournal:
    """Remember contacts, and what came of each as outcome, bytes and reason."""

    contacts: list[Contact] = field(default_factory=list)
    ends: list[tuple[Outcome, int, str]] = field(default_factory=list)
    error: Exception | None = None
    """Raised in place of writing anything down."""

    def begin(self, contact: Contact) -> int:
        """Remember that a connection is about to be made."""
        if self.error is not None:
            raise self.error
        self.contacts.append(contact)
        return len(self.contacts)

    def end(self, number: int, outcome: Outcome, received: int, reason: str) -> None:
        """Remember what came of it."""
        self.ends.append((outcome, received, reason))
