"""Who was invited is let in over a real hub, once; whatever else is said at the door is refused."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nats.aio.client import Client

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.identity import joining
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.joining import Doorkeeper, Joined, ask_to_join, ask_to_renew, keep_door
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.roles import Role
from tests.pool.pools import Pool, new_device
from tests.pool.running_pool import RunningPool, running

pytestmark = pytest.mark.anyio


class Used:
    """Invites that were used, in memory."""

    def __init__(self) -> None:
        self.by: dict[str, str] = {}
        self.left: list[str] = []

    def admit(self, guest: str, device: str, name: str, role: Role) -> Role | None:
        return role if self.by.setdefault(guest, device) == device else None

    def leave(self, device: str) -> None:
        self.left.append(device)


class Door:
    """A pool with somebody at its door."""

    def __init__(self, running_pool: RunningPool) -> None:
        self.running = running_pool
        self.pool = running_pool.pool
        self.used = Used()
        self.removed: dict[str, int] = {}
        self.keeper = Doorkeeper(self.pool.founder, lambda: self.pool.charter(self.removed), self.used)

    async def open(self) -> None:
        _, admin = await self.running.member(Role.ADMIN)
        await keep_door(admin, self.keeper)

    def invite(self, role: Role = Role.WORKER, lifetime: float = 3600) -> Invite:
        guest = new_device()
        certificate = self.pool.founder.invite(guest.public, role, time.time(), lifetime)
        hubs = (HubAddress("127.0.0.1", self.running.hub.port),)
        hub_certificate = self.pool.authority.certificate
        sent = Invite(self.pool.founder.pool, "Friends", hubs, hub_certificate, guest, certificate)
        return Invite.read(sent.text, time.time())

    async def guest(self, invite: Invite) -> Client:
        return await self.running.connect(invite.guest, invite.certificate)

    async def join(self, invite: Invite, device: KeyPair, name: str = "Bob's PC") -> Joined:
        return await ask_to_join(await self.guest(invite), invite, device, name)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with running(tmp_path / "hub", Pool()) as pool:
        yield Door(pool)


@pytest.mark.parametrize("role", [Role.WORKER, Role.REQUESTER, Role.BOTH, Role.ADMIN])
async def test_who_was_invited_becomes_a_member(door: Door, role: Role) -> None:
    await door.open()
    device = new_device()
    joined = await door.join(door.invite(role), device)
    assert (joined.member.device, joined.member.name, joined.member.role) == (device.public, "Bob's PC", role)
    client = await door.running.connect(device, joined.certificate)
    assert not await door.running.is_refused(
        lambda: client.publish(f"here.{device.public.text}", b"x"), client
    )


async def test_an_invite_is_good_for_one_device(door: Door) -> None:
    await door.open()
    invite, device = door.invite(), new_device()
    await door.join(invite, device)
    with pytest.raises(PoolError, match="used already"):
        await door.join(invite, new_device())
    await door.join(invite, device)  # whose answer was lost on the way


async def test_a_member_gets_the_next_certificate(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    await door.open()
    device = new_device()
    first = await door.join(door.invite(Role.BOTH), device)
    as_member = await door.running.connect(device, first.certificate)
    second = await ask_to_renew(as_member, door.pool.founder.pool, first.ticket, device, "Bob's new PC")
    assert (second.member.role, second.member.name) == (Role.BOTH, "Bob's new PC")
    after_a_holiday = await door.running.connect(device, second.ticket)
    third = await ask_to_renew(after_a_holiday, door.pool.founder.pool, second.ticket, device, "Bob's PC")
    assert third.member.expires_at >= second.member.expires_at
    other = new_device()
    monkeypatch.setattr(joining, "_ASK_SECONDS", 0.5)
    with pytest.raises(PoolError):  # whoever finds the ticket has not the device's key
        await ask_to_renew(as_member, door.pool.founder.pool, second.ticket, other, "Mallory")


async def test_a_removed_member_gets_none(door: Door) -> None:
    await door.open()
    device = new_device()
    joined = await door.join(door.invite(), device)
    as_member = await door.running.connect(device, joined.certificate)
    door.removed[device.public.text] = int(time.time())
    with pytest.raises(PoolError, match="removed"):
        await ask_to_renew(as_member, door.pool.founder.pool, joined.ticket, device, "Bob's PC")


async def test_a_guest_may_do_nothing_else(door: Door) -> None:
    invite, other = door.invite(), door.invite()
    guest = await door.guest(invite)
    refused = door.running.is_refused
    for subject in (">", "here.*", "offer.>", "join.>", f"to.{other.guest.public.text}.>"):
        assert await refused(lambda subject=subject: guest.subscribe(subject), guest), subject  # type: ignore[misc]
    for subject in ("offer.x", f"here.{invite.guest.public.text}", f"join.{other.guest.public.text}", "to.x"):
        assert await refused(lambda subject=subject: guest.publish(subject, b"x"), guest), subject  # type: ignore[misc]


async def test_says_that_nobody_is_there(door: Door) -> None:
    with pytest.raises(PoolError, match="Nobody is there"):
        await door.join(door.invite(), new_device())


async def test_a_founder_that_is_another_is_not_believed(door: Door) -> None:
    """A hub answers by itself, with a pool of its own making."""
    invite, false = door.invite(), Pool()
    guest_of_false = false.founder.invite(invite.guest.public, Role.WORKER, time.time(), 3600)
    keeper = Doorkeeper(false.founder, false.charter, Used())

    class FalseKeeper(Doorkeeper):
        def answer(self, question: bytes, now: float) -> bytes:
            return keeper.answer(json.dumps(json.loads(question) | {"invite": guest_of_false}).encode(), now)

    _, admin = await door.running.member(Role.ADMIN)
    await keep_door(admin, FalseKeeper(false.founder, false.charter, Used()))
    with pytest.raises(PoolError):
        await door.join(invite, new_device())


async def test_a_certificate_for_another_device_is_not_taken(door: Door) -> None:
    """A founder's node could let somebody else in, and say that it was this one."""
    invite, other = door.invite(), new_device()

    class FalseKeeper(Doorkeeper):
        def answer(self, question: bytes, now: float) -> bytes:
            answer = json.loads(super().answer(question, now))
            return json.dumps(answer | {"certificate": door.pool.admit(other)}).encode()

    _, admin = await door.running.member(Role.ADMIN)
    await keep_door(admin, FalseKeeper(door.pool.founder, door.pool.charter, Used()))
    with pytest.raises(PoolError, match="another device"):
        await door.join(invite, new_device())


class TestAtTheDoor:
    """What is said there, without a hub."""

    pool = Pool()
    used = Used()
    keeper = Doorkeeper(pool.founder, pool.charter, used)

    def asked(self, **changes: object) -> dict[str, object]:
        import base64

        from deai_desktop.pool.identity.joining import _statement

        guest, device = new_device(), new_device()
        statement = _statement(self.pool.founder.pool, guest.public, device.public, "Bob", leaves=False)
        question: dict[str, object] = {
            "invite": self.pool.founder.invite(guest.public, Role.BOTH, time.time(), 60),
            "device": device.public.text,
            "name": "Bob",
            "by_guest": base64.b64encode(guest.sign(statement)).decode(),
            "by_device": base64.b64encode(device.sign(statement)).decode(),
        }
        return question | changes

    def answer(self, question: object) -> dict[str, str]:
        answer: dict[str, str] = json.loads(self.keeper.answer(json.dumps(question).encode(), time.time()))
        return answer

    def test_lets_in(self) -> None:
        assert self.answer(self.asked())["certificate"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"device": new_device().public.text}, "bad_signature"),
            ({"name": "Mallory"}, "bad_signature"),
            ({"leaves": True}, "bad_signature"),
            ({"by_guest": "AAAA"}, "bad_signature"),
            ({"by_device": "not base64!"}, "bad_invite"),
            ({"name": "two\nlines"}, "bad_invite"),
            ({"name": ""}, "bad_invite"),
            ({"name": "x" * 61}, "bad_invite"),
            ({"more": 1}, "bad_invite"),
            (
                {"invite": Pool().founder.invite(new_device().public, Role.BOTH, time.time(), 60)},
                "bad_certificate",
            ),
            ({"invite": pool.admit(new_device())}, "bad_certificate"),
            (
                {"invite": pool.founder.invite(new_device().public, Role.BOTH, time.time() - 99, 60)},
                "bad_certificate",
            ),
            (
                {"invite": pool.founder.invite(new_device().public, Role.GUEST, time.time(), 60)},
                "bad_certificate",
            ),
            ({"device": pool.founder.pool.text}, "bad_key"),
        ],
    )
    def test_refuses(self, changes: dict[str, object], code: str) -> None:
        before = dict(self.used.by)
        answer = self.answer(self.asked(**changes))
        assert (answer["code"], answer["certificate"], answer["charter"]) == (code, "", "")
        assert answer["message"]
        assert self.used.by == before

    def test_refuses_a_device_that_did_not_ask_itself(self) -> None:
        import base64

        from deai_desktop.pool.identity.joining import _statement

        guest, device = new_device(), new_device()
        statement = _statement(self.pool.founder.pool, guest.public, device.public, "Bob", leaves=False)
        by_guest = base64.b64encode(guest.sign(statement)).decode()
        question = self.asked(
            invite=self.pool.founder.invite(guest.public, Role.BOTH, time.time(), 60),
            device=device.public.text,
            by_guest=by_guest,
            by_device=by_guest,
        )
        assert self.answer(question)["code"] == "bad_signature"

    @given(st.binary(max_size=200))
    def test_has_an_answer_to_anything(self, question: bytes) -> None:
        answer = json.loads(self.keeper.answer(question, time.time()))
        assert answer["code"] == "bad_invite"


async def test_nobody_has_the_doorkeeper_speak_elsewhere(door: Door) -> None:
    """Members believe what comes there, and it would come in an admin's name."""
    await door.open()
    victim, his = await door.running.member()
    heard = [await his.subscribe(subject) for subject in ("hubs.news", f"to.{victim.public.text}.>")]
    await settled(his)
    invite = door.invite()
    guest = await door.guest(invite)
    for reply in ("hubs.news", f"to.{victim.public.text}.reply.x", f"to.{invite.guest.public.text}"):
        await guest.publish(f"join.{invite.guest.public.text}", b"{}", reply=reply)
    await ask_to_join(guest, invite, new_device(), "Bob's PC")  # so the door has seen what came before
    await settled(his)
    assert [one.pending_msgs for one in heard] == [0, 0]
