"""PCs found, join, rename and leave pools over a real hub, and find everything again after a restart."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from deai_desktop.core.errors import (
    ConflictError,
    DeAIError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)
from deai_desktop.core.events import EventBus
from deai_desktop.engines.base import TextDelta
from deai_desktop.pool.errors import BadInviteError, HubError, NoWorkerError
from deai_desktop.pool.exchange import LocalModels
from deai_desktop.pool.founders_hub import HubSite
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.identity.pool_keys import PoolKeys
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.pool_repository import Listens, PoolRepository
from deai_desktop.pool.service import Pools
from deai_desktop.pool.standing import PoolStatus, Standing
from deai_desktop.storage.database import Database
from deai_desktop.system.child_job import ChildJob
from tests.fakes.journal import FakeJournal
from tests.fakes.secret_store import MemorySecretStore
from tests.pool.lending import ECHO, LocalEcho, always, say

pytestmark = pytest.mark.anyio


class Computer:
    """A PC with its own database and vault, which can be restarted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = MemorySecretStore()
        self.journal = FakeJournal()
        self.addresses: list[str] = []
        self.changes = 0
        self.looks_around = False
        self.engine = LocalEcho()
        self.models = LocalModels(always(self.engine), lambda: [ECHO])

    async def __aenter__(self) -> Computer:
        self.database = Database(self.folder / "deai.db")
        events = EventBus()
        events.subscribe(lambda _: self._count())
        site = HubSite(
            ChildJob(),
            lambda: self.addresses,
            sign_every=0.2,
            is_lan_allowed=lambda: self.looks_around,
            look_every=0.1,
        )
        keys = PoolKeys(self.vault)
        self.pools = Pools(
            self.database, keys, self.journal, events, self.folder / "pools", site, self.models
        )
        await self.pools.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.pools.close()
        self.database.close()

    def _count(self) -> None:
        self.changes += 1

    async def sees(self, what: Callable[[PoolStatus], bool], seconds: float = 10) -> PoolStatus:
        """Wait until the only pool is as it should be."""
        async with asyncio.timeout(seconds):
            while not (found := [one for one in self.pools.list() if what(one)]):
                await asyncio.sleep(0.02)
        return found[0]


async def outcome(attempt: Callable[[], object]) -> None:
    """Do it, and wait for it where it takes time."""
    result = attempt()
    if inspect.isawaitable(result):
        await result


def is_online(status: PoolStatus) -> bool:
    return status.standing is Standing.ONLINE


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Computer]:
    async with Computer(tmp_path / "ada") as computer:
        yield computer


@pytest.fixture
async def bob(tmp_path: Path) -> AsyncIterator[Computer]:
    async with Computer(tmp_path / "bob") as computer:
        yield computer


async def found(ada: Computer, name: str = "Friends") -> PoolStatus:
    return await ada.pools.create(name, "Ada's PC", Listens.THIS_PC)


async def let_in(ada: Computer, bob: Computer, role: Role = Role.BOTH) -> PoolStatus:
    invite = ada.pools.invite("Friends", role, 3600)
    await bob.pools.join(invite.text, "Bob's PC")
    return await bob.sees(is_online)


async def test_a_pool_is_founded_and_joined(ada: Computer, bob: Computer) -> None:
    founded = await found(ada)
    assert (founded.standing, founded.role, founded.known.is_founder) == (Standing.ONLINE, Role.ADMIN, True)
    joined = await let_in(ada, bob, Role.WORKER)
    assert (joined.known.name, joined.role, joined.known.key) == ("Friends", Role.WORKER, founded.known.key)
    assert [(one.name, one.role) for one in ada.pools.members("Friends")] == [
        ("Ada's PC", Role.ADMIN),
        ("Bob's PC", Role.WORKER),
    ]
    assert ada.pools.invites("Friends") == ()
    assert ada.journal.contacts == []  # its hub is no other computer
    assert {contact.host for contact in bob.journal.contacts} == {"127.0.0.1"}
    assert ada.changes > 1
    assert bob.changes > 1


async def test_all_is_there_again_after_a_restart(ada: Computer, bob: Computer) -> None:
    port = (await found(ada)).known.hub_port
    await let_in(ada, bob)
    for computer in (ada, bob):
        await computer.__aexit__()
        await computer.__aenter__()
    assert (await ada.sees(is_online)).known.hub_port == port
    again = await bob.sees(is_online)
    assert again.expires_at > time.time() + 80_000


async def test_who_is_removed_is_out_at_once_and_learns_why(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    device = ada.pools.members("Friends")[1].device
    await asyncio.sleep(1)  # certificates count in whole seconds
    await ada.pools.remove_member("Friends", device)
    refused = await bob.sees(lambda status: status.standing is Standing.REFUSED)
    assert "removed" in refused.reason
    with pytest.raises(NotFoundError):
        await ada.pools.remove_member("Friends", device)
    await bob.pools.leave("Friends")
    assert (await let_in(ada, bob)).role is Role.BOTH  # forgiven


async def test_members_learn_who_was_removed(ada: Computer, bob: Computer, tmp_path: Path) -> None:
    await found(ada)
    await let_in(ada, bob)
    async with Computer(tmp_path / "eve") as eve:
        invite = ada.pools.invite("Friends", Role.BOTH, 3600)
        await eve.pools.join(invite.text, "Eve's PC")
        await eve.sees(is_online)
        before = bob.pools.list()[0].known.charter
        await ada.pools.remove_member("Friends", ada.pools.members("Friends")[2].device)
        await bob.sees(lambda status: status.known.charter != before)


async def test_a_member_that_leaves_is_no_member_any_more(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    await bob.pools.leave("friends")
    assert bob.pools.list() == ()
    assert [one.name for one in ada.pools.members("Friends")] == ["Ada's PC"]


async def test_a_pool_that_its_founder_leaves_is_gone(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    assert any(name.endswith("founder") for name in ada.vault.secrets)
    await ada.pools.leave("Friends")
    assert ada.pools.list() == ()
    assert set(ada.vault.secrets) == {"pool/device"}
    assert list((ada.folder / "pools").iterdir()) == []
    await bob.sees(lambda status: status.standing is Standing.OFFLINE)


async def test_names_and_roles_change(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    assert (
        await ada.pools.change("Friends", name="Family", device_name="Ada's tower")
    ).known.name == "Family"
    await bob.sees(lambda status: status.known.name == "Family" and is_online(status), 20)
    await bob.pools.change("Family", device_name="Bob's laptop")
    await bob.sees(is_online)
    async with asyncio.timeout(10):
        while [one.name for one in ada.pools.members("Family")] != ["Ada's tower", "Bob's laptop"]:
            await asyncio.sleep(0.02)
    await ada.pools.change_role("Family", ada.pools.members("Family")[1].device, Role.REQUESTER)
    await bob.pools.change("Family", device_name="Bob")
    assert (await bob.sees(lambda status: status.role is Role.REQUESTER)).known.device_name == "Bob"


async def test_a_hub_that_died_is_started_again(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    (server,) = (
        child for child in psutil.Process().children(recursive=True) if "nats-server" in child.name()
    )
    client = bob.pools.find("Friends").client
    assert client is not None
    server.kill()
    async with asyncio.timeout(20):
        while not client.stats["reconnects"]:
            await asyncio.sleep(0.02)
    await bob.sees(is_online, 20)
    await ada.sees(is_online, 20)


async def test_a_certificate_that_expired_is_renewed_by_the_ticket(ada: Computer, bob: Computer) -> None:
    await found(ada)
    known = (await let_in(ada, bob)).known
    await bob.__aexit__()
    database = Database(bob.folder / "deai.db")
    pools = PoolRepository(database)
    founder = PoolKeys(ada.vault).founder(known.key)
    device = PoolKeys(bob.vault).device()
    old = Founder(founder, "Friends").admit(device.public, "Bob's PC", Role.BOTH, time.time() - 90_000)
    pools.save(replace(known, certificate=old))
    database.close()
    await bob.__aenter__()
    assert (await bob.sees(is_online)).expires_at > time.time() + 80_000


async def test_connects_anew_before_a_certificate_ends(ada: Computer, bob: Computer) -> None:
    """A hub ends a connection along with the certificate that it was made with."""
    await found(ada)
    known = (await let_in(ada, bob)).known
    await bob.__aexit__()
    founder = Founder(PoolKeys(ada.vault).founder(known.key), "Friends")
    device = PoolKeys(bob.vault).device()
    with Database(bob.folder / "deai.db") as database:
        old = founder.admit(device.public, "Bob's PC", Role.BOTH, time.time() - 80_000)
        PoolRepository(database).save(replace(known, certificate=old))
    await bob.__aenter__()
    await bob.sees(lambda status: is_online(status) and status.expires_at > time.time() + 80_000)
    client = bob.pools.find("Friends").client
    assert client is not None
    async with asyncio.timeout(10):
        while not client.stats["reconnects"]:
            await asyncio.sleep(0.02)
    await bob.sees(is_online)


async def test_a_new_role_counts_at_the_next_renewal(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob, Role.REQUESTER)
    await ada.pools.change_role("Friends", ada.pools.members("Friends")[1].device, Role.BOTH)
    bob.pools.find("Friends").renew_soon()
    await bob.sees(lambda status: status.role is Role.BOTH and is_online(status))
    await bob.sees(lambda _: bob.pools.find("Friends").exchange is not None)
    async with asyncio.timeout(10):
        while bob.pools.report("Friends") is None:
            await asyncio.sleep(0.02)


async def test_what_can_not_be_done_is_refused(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    refusals: list[tuple[type[DeAIError], Callable[[], object]]] = [
        (ForbiddenError, lambda: bob.pools.invite("Friends", Role.BOTH, 60)),
        (ForbiddenError, lambda: bob.pools.members("Friends")),
        (ForbiddenError, lambda: bob.pools.change("Friends", name="Mine")),
        (ForbiddenError, lambda: bob.pools.remove_member("Friends", "U")),
        (NotFoundError, lambda: bob.pools.leave("Foes")),
        (ConflictError, lambda: ada.pools.create("friends", "PC", Listens.THIS_PC)),
        (InvalidInputError, lambda: ada.pools.create(" ", "PC", Listens.THIS_PC)),
        (InvalidInputError, lambda: ada.pools.create("x" * 61, "PC", Listens.THIS_PC)),
        (InvalidInputError, lambda: ada.pools.create("a\nb", "PC", Listens.THIS_PC)),
        (BadInviteError, lambda: bob.pools.look("deai:join/nonsense")),
        (
            InvalidInputError,
            lambda: ada.pools.remove_member("Friends", ada.pools.members("Friends")[0].device),
        ),
    ]
    for kind, attempt in refusals:
        with pytest.raises(kind):
            await outcome(attempt)
    again = ada.pools.invite("Friends", Role.BOTH, 60)
    with pytest.raises(ConflictError, match="belongs"):
        await bob.pools.join(again.text, "Bob's PC")
    assert len(ada.pools.list()) == len(bob.pools.list()) == 1


async def test_an_invite_is_taken_back(ada: Computer, bob: Computer) -> None:
    await found(ada)
    invite = ada.pools.invite("Friends", Role.BOTH, 60)
    (listed,) = ada.pools.invites("Friends")
    assert listed.guest == invite.guest.public.text
    assert ada.pools.take_back("Friends", listed.guest)
    with pytest.raises(BadInviteError, match="taken back"):
        await bob.pools.join(invite.text, "Bob's PC")
    assert bob.pools.list() == ()


async def test_a_hub_that_can_not_start_leaves_no_pool_behind(ada: Computer) -> None:
    with pytest.raises(HubError, match="no address"):
        await ada.pools.create("Friends", "Ada's PC", Listens.NETWORK)
    assert ada.pools.list() == ()
    assert set(ada.vault.secrets) == {"pool/device"}


async def test_two_pools_at_once(ada: Computer) -> None:
    await found(ada)
    await found(ada, "School")
    assert [one.known.name for one in ada.pools.list()] == ["Friends", "School"]
    assert len({one.known.hub_port for one in ada.pools.list()}) == 2


async def test_a_member_asks_another_one(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    bob.pools.lend("Friends", lends=True)
    with pytest.raises(ForbiddenError, match="can read it"):
        ada.pools.engine("Friends", "echo", lambda _: None)
    ada.pools.accept_risk("Friends")
    asked: list[str] = []
    engine = ada.pools.engine("Friends", "echo", lambda destination: asked.append(destination.name))
    answer = [
        event.text async for event in engine.generate(say("to be or not")) if isinstance(event, TextDelta)
    ]
    assert "".join(answer) == "to be or not"
    assert asked == ["Bob's PC"]
    bob.pools.lend("Friends", models=["another"])
    with pytest.raises(NoWorkerError):
        [event async for event in engine.generate(say("more"))]


async def test_trust_that_is_taken_back_ends_what_runs_and_lets_nobody_be_asked(
    ada: Computer, bob: Computer
) -> None:
    await found(ada)
    await let_in(ada, bob)
    bob.pools.lend("Friends", lends=True)
    bob.engine.delay = 0.02
    ada.pools.accept_risk("Friends")
    engine = ada.pools.engine("Friends", "echo", lambda _: None)
    texts = 0

    async def listen() -> None:
        nonlocal texts
        async for event in engine.generate(say("to be or not " * 200)):
            texts += isinstance(event, TextDelta)
            if texts == 3:
                ada.pools.take_back_trust("Friends")

    with pytest.raises(ForbiddenError, match="read your words any more"):
        await listen()
    assert texts == 3
    assert not ada.pools.list()[0].known.knows_risk
    with pytest.raises(ForbiddenError, match="can read it"):
        ada.pools.engine("Friends", "echo", lambda _: None)
    with pytest.raises(ForbiddenError, match="can read it"):  # one that was made before
        [event async for event in engine.generate(say("more"))]
    async with asyncio.timeout(5):
        while not bob.engine.cancelled:
            await asyncio.sleep(0.01)
    assert len(bob.engine.seen) == 1
    ada.pools.accept_risk("Friends")
    assert [event async for event in engine.generate(say("again"))]


async def test_trust_that_is_taken_back_while_vectors_are_made(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    bob.pools.lend("Friends", lends=True)
    bob.engine.delay = 30
    ada.pools.accept_risk("Friends")
    engine = ada.pools.engine("Friends", "echo", lambda _: None)
    embedding = asyncio.create_task(engine.embed(["a"]))
    async with asyncio.timeout(5):
        while not bob.engine.embedded:
            await asyncio.sleep(0.01)
    ada.pools.take_back_trust("Friends")
    with pytest.raises(ForbiddenError, match="read your words any more"):
        await embedding


async def test_who_came_to_ask_does_not_lend(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob, Role.REQUESTER)
    with pytest.raises(ForbiddenError, match="to ask only"):
        bob.pools.lend("Friends", lends=True)


async def test_what_was_done_comes_to_be_in_the_log_of_both(ada: Computer, bob: Computer) -> None:
    await found(ada)
    await let_in(ada, bob)
    bob.pools.lend("Friends", lends=True)
    ada.pools.accept_risk("Friends")
    engine = ada.pools.engine("Friends", "echo", lambda _: None)
    assert [event async for event in engine.generate(say("to be or not"))]
    copies = [await computer.pools.find("Friends").book_keeping.copy() for computer in (ada, bob)]
    devices = [one.device for one in ada.pools.members("Friends")]
    await ada.sees(lambda _: bool(copies[0].tree) and bool(copies[1].tree))
    balances = [copies[1].replay.ledger.balance(device) for device in devices]
    assert balances[1] > 0
    assert balances[0] == -balances[1]
