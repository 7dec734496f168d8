"""A hub of our own, and all that talks to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.hub.address import HubAddress
from deai_desktop.models.hub.client import HubClient, Patience
from deai_desktop.models.hub.kept import KeptAnswers
from deai_desktop.models.hub.service import Hub
from deai_desktop.models.hub.token import HubToken
from deai_desktop.storage.database import Database
from tests.fakes.hub import FakeHub, serve_hub
from tests.fakes.journal import FakeJournal
from tests.fakes.secret_store import MemorySecretStore

TOKEN = "hf_" + "secretsecret"


@dataclass
class Talk:
    """Our side of the talk with a hub; change any part, then call `hub`."""

    database: Database
    address: str
    journal: FakeJournal = field(default_factory=FakeJournal)
    vault: MemorySecretStore = field(default_factory=MemorySecretStore)
    now: float = 1000.0
    catalogue: Catalogue = field(default_factory=lambda: Catalogue([]))

    def hub(self) -> Hub:
        """Make the service anew, as after a restart."""

        def address() -> HubAddress:
            return HubAddress(self.address)

        token = HubToken(self.vault, address)
        patience = Patience(connect=2.0, read=2.0, whole=2.0)
        client = HubClient(self.journal, token.authorization, patience=patience, clock=lambda: self.now)
        kept = KeptAnswers(self.database, clock=lambda: self.now)
        return Hub(client, kept, token, address, self.catalogue)


@pytest.fixture
def fake() -> Iterator[FakeHub]:
    with serve_hub() as running:
        yield running


@pytest.fixture
def talk(database: Database, fake: FakeHub) -> Talk:
    return Talk(database, fake.url)


@pytest.fixture
def hub(talk: Talk) -> Hub:
    return talk.hub()
