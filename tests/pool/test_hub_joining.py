"""Who was invited to run a hub becomes one, over a real hub; whatever else is asked is refused."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nats.aio.client import Client

from deai_desktop.pool.errors import BadCertificateError, PoolError
from deai_desktop.pool.hubs.connection import settled, tell_charter
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import hub_request, make_hub_key, make_pool_authority
from deai_desktop.pool.hubs.hub_joining import (
    HubDoorkeeper,
    HubPapers,
    HubWish,
    _Question,
    ask_to_be_hub,
    keep_hub_door,
)
from deai_desktop.pool.hubs.hub_list import HubRegister
from deai_desktop.pool.hubs.hub_news import NewsKeeper, ask_for_news, keep_news, tell_news
from deai_desktop.pool.identity.invite import HUB_LINK, Invite
from deai_desktop.pool.identity.joining import Doorkeeper, ask_to_join, keep_door
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.roles import Role
from tests.pool.pools import Pool, new_device
from tests.pool.running_hubs import OneHub, RunningHubs, eventually, free_address, running_hubs
from tests.pool.test_joining import Used

pytestmark = pytest.mark.anyio


def invite_of(pool: Pool, hubs: tuple[HubAddress, ...], role: Role = Role.HUB) -> Invite:
    guest = new_device()
    certificate = pool.founder.invite(guest.public, role, time.time(), 3600)
    authority = pool.authority.certificate
    sent = Invite(pool.founder.pool, "Friends", hubs, authority, guest, certificate, is_for_hub=True)
    assert sent.text.startswith(HUB_LINK)
    read = Invite.read(sent.text, time.time())
    assert read.is_for_hub
    return read


class Door:
    """A pool with one hub, and its founder at the door."""

    def __init__(self, hubs: RunningHubs) -> None:
        self.hubs, self.pool, self.used = hubs, hubs.pool, Used()
        self.keeper = self.keeper_with(hubs.register)

    def keeper_with(self, register: HubRegister, pool: Pool | None = None) -> HubDoorkeeper:
        pool = pool or self.pool
        return HubDoorkeeper(pool.founder, pool.authority, pool.hub_charter, self.used, register)

    async def open(self, keeper: HubDoorkeeper | None = None) -> Client:
        _, admin = await self.hubs.member(role=Role.ADMIN)
        await keep_hub_door(admin, keeper or self.keeper)
        await keep_door(admin, Doorkeeper(self.pool.founder, self.pool.charter, self.used))
        return admin

    def invite(self, role: Role = Role.HUB) -> Invite:
        return invite_of(self.pool, (self.hubs.hubs[0].address,), role)

    async def ask(
        self, invite: Invite, device: KeyPair, key: str | None = None, wish: HubWish | None = None
    ) -> HubPapers:
        guest = await self.hubs.connect(invite.guest, invite.certificate, self.hubs.hubs[:1])
        wish = wish or HubWish("VPS", (free_address(),), free_address())
        return await ask_to_be_hub(
            guest,
            invite.pool,
            invite.hub_certificate,
            invite.certificate,
            invite.guest,
            device,
            key or make_hub_key(),
            wish,
        )


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with running_hubs(tmp_path, 1) as hubs:
        yield Door(hubs)


async def test_who_was_invited_becomes_a_hub_that_the_others_let_in(door: Door, tmp_path: Path) -> None:
    admin = await door.open()
    first = door.hubs.hubs[0]
    second = OneHub(tmp_path / "second", door.pool)
    wish = HubWish("VPS", (second.address,), second.route)
    papers = await door.ask(door.invite(), second.device, wish=wish)
    assert [hub.name for hub in papers.hubs.hubs] == ["hub 1", "VPS"]
    second.encryption = papers.encryption
    second.write(papers.hubs)
    await second.start()
    await first.stop()
    first.write(door.hubs.list)
    await first.start()
    door.hubs.hubs.append(second)
    await door.hubs.see_each_other(2)
    as_hub = await door.hubs.connect(second.device, papers.certificate, [second])
    charter = door.pool.charter()
    await keep_news(as_hub, NewsKeeper(charter, papers.hubs), is_answering=True)
    await eventually(lambda: admin.is_connected)
    _, member = await door.hubs.member(first)
    old = NewsKeeper(charter, HubRegister(door.pool.founder, "", lambda _: None).put(first.listed, 1))
    assert await ask_for_news(member, old)
    assert old.news.list_text == papers.hubs.text


async def test_news_reach_members_and_hubs(door: Door) -> None:
    admin = await door.open()
    device = new_device()
    papers = await door.ask(door.invite(), device)
    as_hub = await door.hubs.connect(device, papers.certificate, door.hubs.hubs)
    _, member = await door.hubs.member()
    charter = door.pool.charter()
    theirs = [NewsKeeper(charter, papers.hubs) for _ in range(2)]
    for client, keeper in zip((as_hub, member), theirs, strict=True):
        await keep_news(client, keeper, is_answering=client is as_hub)
    newer = door.hubs.register.drop(device.public, time.time())
    assert newer is not None
    await tell_news(admin, NewsKeeper(charter, newer))
    await eventually(lambda: all(keeper.news.list_text == newer.text for keeper in theirs))


async def test_a_hub_gets_new_papers_with_its_ticket(door: Door) -> None:
    await door.open()
    device, key = new_device(), make_hub_key()
    first = await door.ask(door.invite(), device, key)
    again = Invite(
        door.pool.founder.pool, "Friends", (), door.pool.authority.certificate, device, first.ticket
    )
    wish = HubWish("VPS", (HubAddress("192.0.2.9", 4222),), HubAddress("192.0.2.9", 6222))
    second = await door.ask(again, device, key, wish)
    assert second.hubs.number > first.hubs.number
    assert second.hubs.addresses[-1] == wish.addresses[0]
    assert second.hubs.hubs[-1].key == first.hubs.hubs[-1].key


async def test_an_invite_makes_one_hub(door: Door) -> None:
    await door.open()
    invite = door.invite()
    await door.ask(invite, new_device())
    with pytest.raises(PoolError, match="used already"):
        await door.ask(invite, new_device())


async def test_each_door_is_for_its_own_invites(door: Door) -> None:
    await door.open()
    with pytest.raises(PoolError, match="not to run a hub"):
        await door.ask(door.invite(Role.BOTH), new_device())
    invite = door.invite()
    guest = await door.hubs.connect(invite.guest, invite.certificate, door.hubs.hubs)
    with pytest.raises(PoolError, match="to run a hub with"):
        await ask_to_join(guest, invite, new_device(), "Mallory")
    assert door.used.by == {}


async def test_a_hub_is_no_member_and_may_say_little(door: Door) -> None:
    await door.open()
    device = new_device()
    papers = await door.ask(door.invite(), device)
    with pytest.raises(PoolError, match="no membership"):
        door.pool.charter().member(papers.certificate, time.time())
    client = await door.hubs.connect(device, papers.certificate, door.hubs.hubs)
    refused: list[str] = []

    async def note(error: Exception) -> None:
        refused.append(str(error))

    client._error_cb = note
    for subject in ("here.*", "offer.>", "join.>", "hub.>", "$SYS.>", ">"):
        await client.subscribe(subject)
    for subject in ("offer.x", f"here.{device.public.text}", "hubs.news", "$JS.API.STREAM.NAMES"):
        await client.publish(subject, b"x")
    await eventually(lambda: len(refused) == 10)
    watcher = await door.hubs.connect(device, papers.watcher, door.hubs.hubs)
    with pytest.raises(Exception, match="timeout"):
        await watcher.request("$SYS.REQ.CLAIMS.UPDATE", door.pool.charter().text.encode(), timeout=0.3)


async def test_nobody_has_the_doorkeeper_speak_elsewhere(door: Door) -> None:
    """Members believe what comes there, and it would come in an admin's name."""
    await door.open()
    victim, his = await door.hubs.member()
    heard = [await his.subscribe(subject) for subject in ("charter", f"to.{victim.public.text}.>")]
    await settled(his)
    invite = door.invite()
    guest = await door.hubs.connect(invite.guest, invite.certificate, door.hubs.hubs)
    for reply in ("charter", f"to.{victim.public.text}.reply.x"):
        await guest.publish(f"hub.{invite.guest.public.text}", b"{}", reply=reply)
    await settled(guest)
    await door.ask(invite, new_device())  # so the door has seen what came before
    await settled(his)
    assert [one.pending_msgs for one in heard] == [0, 0]


async def test_a_hub_that_was_removed_is_none_any_more(door: Door) -> None:
    await door.open()
    device = new_device()
    papers = await door.ask(door.invite(), device)
    client = await door.hubs.connect(device, papers.certificate, door.hubs.hubs)
    removed = {device.public.text: int(time.time()) + 1}
    await tell_charter(await door.hubs.founder(), door.pool.founder.charter(time.time() + 1, removed))
    await eventually(lambda: not client.is_connected)
    with pytest.raises(PoolError, match="removed"):
        door.pool.charter(removed).hub(papers.certificate, time.time())


async def test_a_founder_that_is_another_is_not_believed(door: Door) -> None:
    """The hub in between answers by itself: with a pool, or an authority, of its own making."""
    false = Pool()
    for pool in (false, Pool(door.pool.keys, make_pool_authority(time.time()))):
        register = HubRegister(pool.founder, "", lambda _: None)
        real = door.keeper_with(register, pool)

        class FalseKeeper(HubDoorkeeper):
            def answer(
                self, question: bytes, now: float, real: HubDoorkeeper = real, pool: Pool = pool
            ) -> bytes:
                if pool is not false:
                    return real.answer(question, now)
                return json.dumps(
                    {
                        "operator": pool.founder.hub_certificate(now),
                        "system": pool.founder.system_certificate(now),
                    }
                ).encode()

        admin = await door.open(
            FalseKeeper(pool.founder, pool.authority, pool.hub_charter, door.used, register)
        )
        with pytest.raises(BadCertificateError):
            await door.ask(door.invite(), new_device())
        await admin.close()


async def test_says_what_a_wish_must_be(door: Door) -> None:
    for wish in (
        HubWish("", (free_address(),), free_address()),
        HubWish("VPS", (), free_address()),
        HubWish("VPS", (HubAddress("not an address", 1),), free_address()),
    ):
        with pytest.raises(PoolError, match="needs a name"):
            await door.ask(door.invite(), new_device(), wish=wish)


class TestAtTheDoor:
    """What is said there, without a hub."""

    pool = Pool()
    used = Used()
    keeper = HubDoorkeeper(
        pool.founder, pool.authority, pool.hub_charter, used, HubRegister(pool.founder, "", lambda _: None)
    )

    def asked(self, **changes: object) -> dict[str, object]:
        guest, device = new_device(), new_device()
        question = _Question.model_validate(
            {
                "invite": self.pool.founder.invite(guest.public, Role.HUB, time.time(), 60),
                "device": device.public.text,
                "name": "VPS",
                "addresses": [{"host": "192.0.2.9", "port": 4222}],
                "route": {"host": "192.0.2.9", "port": 6222},
                "request": hub_request(make_hub_key()),
            }
        )
        statement = question.statement(self.pool.founder.pool)
        signed = question.model_copy(
            update={
                "by_guest": base64.b64encode(guest.sign(statement)).decode(),
                "by_device": base64.b64encode(device.sign(statement)).decode(),
            }
        )
        said: dict[str, object] = signed.model_dump()
        return said | changes

    def answer(self, question: object) -> dict[str, str]:
        answer: dict[str, str] = json.loads(self.keeper.answer(json.dumps(question).encode(), time.time()))
        return answer

    def test_lists(self) -> None:
        assert self.answer(self.asked())["hubs"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"device": new_device().public.text}, "bad_signature"),
            ({"name": "Mallory"}, "bad_signature"),
            ({"addresses": [{"host": "198.51.100.1", "port": 4222}]}, "bad_signature"),
            ({"route": {"host": "198.51.100.1", "port": 4222}}, "bad_signature"),
            ({"request": hub_request(make_hub_key())}, "bad_signature"),
            ({"by_guest": "AAAA"}, "bad_signature"),
            ({"by_device": "not base64!"}, "bad_invite"),
            ({"addresses": []}, "bad_invite"),
            ({"name": "two\nlines"}, "bad_invite"),
            ({"more": 1}, "bad_invite"),
            (
                {"invite": Pool().founder.invite(new_device().public, Role.HUB, time.time(), 60)},
                "bad_certificate",
            ),
            (
                {"invite": pool.founder.invite(new_device().public, Role.HUB, time.time() - 99, 60)},
                "bad_certificate",
            ),
            ({"device": pool.founder.pool.text}, "bad_key"),
        ],
    )
    def test_refuses(self, changes: dict[str, object], code: str) -> None:
        before = dict(self.used.by)
        answer = self.answer(self.asked(**changes))
        assert (answer["code"], answer["hubs"], answer["charter"]) == (code, "", "")
        assert self.used.by == before

    @given(st.binary(max_size=200))
    def test_has_an_answer_to_anything(self, question: bytes) -> None:
        answer = json.loads(self.keeper.answer(question, time.time()))
        assert answer["code"] == "bad_invite"
