"""What is remembered of a connection to another computer, and who remembers it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from deai_desktop.core.errors import DeAIError, DownloadCancelledError
from deai_desktop.core.events import Event


class Outcome(StrEnum):
    """Say what came of a connection."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    """DeAI ended while it was open."""


@dataclass(frozen=True)
class OutboundChanged(Event):
    """A connection to another computer began or ended, or the list of them was cleared."""


@dataclass(frozen=True)
class Contact:
    """Describe a connection that is about to be made: never with a path, a query, credentials or a prompt."""

    host: str
    """Empty when a program of the system chooses it, as pip does."""
    port: int | None
    purpose: str
    """Why, in words for people: “Download of SmolLM2 135M”."""
    sent: str
    """What the other side gets to know, in a few words."""
    via: str = ""
    """What stands in between: a proxy, or the program that connects in our place."""


class Journal(Protocol):
    """Write connections down."""

    def begin(self, contact: Contact) -> int:
        """Write down that a connection is about to be made and return its number; raises `StorageError`."""

    def end(self, number: int, outcome: Outcome, received: int, reason: str) -> None:
        """Write down what came of it; must not raise, since it has happened already."""


class OutboundError(Exception):
    """Say in words for people, without any address, why a connection failed."""

    @property
    def reason(self) -> str:
        """The words."""
        return str(self)


@dataclass
class Recording:
    """Gather what happens on one connection while it is open."""

    received: int = 0
    """Bytes that came in."""
    problem: str = ""
    """What was wrong with the answer, for people; empty when nothing was."""


@contextmanager
def recorded(journal: Journal, contact: Contact) -> Iterator[Recording]:
    """Write a connection down before the block makes it, and what came of it when the block ends.

    What can't be written down is not done: `StorageError` and `DiskFullError` come before the block.
    """
    number = journal.begin(contact)
    recording = Recording()
    try:
        yield recording
    except BaseException as error:
        is_cancelled = isinstance(error, DownloadCancelledError)
        outcome = Outcome.CANCELLED if is_cancelled else Outcome.FAILED
        reason = "" if is_cancelled else recording.problem or _reason(error)
        journal.end(number, outcome, recording.received, reason)
        raise
    outcome = Outcome.FAILED if recording.problem else Outcome.DONE
    journal.end(number, outcome, recording.received, recording.problem)


def _reason(error: BaseException) -> str:
    """Say why without repeating a message, which may name a whole address."""
    if isinstance(error, OutboundError):
        return error.reason
    return error.title if isinstance(error, DeAIError) else "it broke off"
