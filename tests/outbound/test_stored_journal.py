"""The list of connections: written first, bounded, cleared, and never with a secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import DownloadCancelledError, DownloadError, StorageError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.outbound.journal import Contact, OutboundChanged, OutboundError, Outcome, recorded
from deai_desktop.outbound.stored_journal import Listing, StoredJournal
from deai_desktop.storage.database import Database

CONTACT = Contact("models.example", 443, "Download of Tiny", "Which file is wanted")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "deai.sqlite3") as opened:
        yield opened


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def journal(database: Database, events: list[Event]) -> StoredJournal:
    bus = EventBus()
    bus.subscribe(events.append)
    return StoredJournal(database, bus, clock=lambda: 1_700_000_000.0)


def test_a_connection_is_there_before_it_is_made_and_tells_its_end(
    journal: StoredJournal, events: list[Event]
) -> None:
    with recorded(journal, CONTACT) as recording:
        (entry,) = journal.list(10).entries
        assert (entry.outcome, entry.contact, entry.at, journal.list(10).total) == (
            Outcome.OPEN,
            CONTACT,
            1_700_000_000.0,
            1,
        )
        recording.received = 5
    (entry,) = journal.list(10).entries
    assert (entry.outcome, entry.received, entry.reason) == (Outcome.DONE, 5, "")
    assert events == [OutboundChanged(), OutboundChanged()]


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (OutboundError("nobody answers there"), Outcome.FAILED, "nobody answers there"),
        (DownloadCancelledError("stopped"), Outcome.CANCELLED, ""),
        (DownloadError("https://models.example/x?token=secret"), Outcome.FAILED, DownloadError("").title),
        (ValueError("https://models.example/x?token=secret"), Outcome.FAILED, "it broke off"),
        (KeyboardInterrupt(), Outcome.FAILED, "it broke off"),
    ],
)
def test_a_failure_is_told_without_addresses(
    journal: StoredJournal, error: BaseException, outcome: Outcome, reason: str
) -> None:
    with pytest.raises(type(error)), recorded(journal, CONTACT):
        raise error
    (entry,) = journal.list(10).entries
    assert (entry.outcome, entry.reason) == (outcome, reason)


def test_what_can_not_be_written_down_is_not_done(database: Database, journal: StoredJournal) -> None:
    database.close()
    with pytest.raises(StorageError), recorded(journal, CONTACT):
        pytest.fail("it was done")


def test_an_end_that_can_not_be_written_down_breaks_nothing(
    database: Database, journal: StoredJournal
) -> None:
    with recorded(journal, CONTACT):
        database.close()


def test_only_the_newest_are_kept(database: Database) -> None:
    journal = StoredJournal(database, EventBus(), most_kept=3)
    for number in range(5):
        journal.end(journal.begin(Contact(f"h{number}", 1, "p", "s")), Outcome.DONE, 0, "")
    listing = journal.list(10)
    assert [entry.contact.host for entry in listing.entries] == ["h4", "h3", "h2"]
    assert (listing.total, listing.forgotten) == (3, 2)
    assert [entry.contact.host for entry in journal.list(1, 1).entries] == ["h3"]


def test_clearing_keeps_what_is_open(journal: StoredJournal, events: list[Event]) -> None:
    with recorded(journal, CONTACT):
        pass
    with recorded(journal, CONTACT) as recording:
        events.clear()
        assert journal.clear() == 1
        assert events == [OutboundChanged()]
        recording.received = 7
    (entry,) = journal.list(10).entries
    assert entry.received == 7
    assert journal.clear() == 1
    assert journal.list(10) == Listing((), 0, 2)
    assert journal.begin(CONTACT) > entry.number


def test_what_a_killed_node_left_open_is_closed(database: Database, journal: StoredJournal) -> None:
    journal.begin(CONTACT)
    again = StoredJournal(database, EventBus())
    again.mark_interrupted()
    (entry,) = again.list(10).entries
    assert entry.outcome is Outcome.INTERRUPTED


def test_hostile_text_is_made_harmless(journal: StoredJournal) -> None:
    journal.begin(Contact("h\x1b[31m\n" + "x" * 1000, None, "p\u202e", "s"))
    (entry,) = journal.list(10).entries
    assert len(entry.contact.host) == 300
    assert entry.contact.host.startswith("h [31m x")
    assert entry.contact.purpose == "p "
