"""Whatever members and hubs do over a real hub: it is refused or dropped, counted, and read by nobody."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client
from nats.errors import TimeoutError as NatsTimeoutError

from deai_desktop.engines.base import TextDelta
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_encryption import make_hub_encryption
from deai_desktop.pool.hubs.hub_files import HubFiles, HubPlace
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.frames import BeatFrame, pieces_of, to_worker
from deai_desktop.pool.jobs.job_request import write_generate
from deai_desktop.pool.jobs.offers import Offer, Reason, RefusedError, read_claim, sign_offer
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from deai_desktop.pool.jobs.sealing import Agreement, JobKey, Opener, Sealer
from deai_desktop.pool.jobs.throttle import Throttle
from deai_desktop.pool.jobs.worker import OFFERS_IN_A_ROW
from deai_desktop.pool.jobs.worker_job import FRAMES_IN_A_ROW
from deai_desktop.system.child_job import ChildJob
from tests.contracts.engine import run, text_of
from tests.pool.lending import Lender, Lending, LocalEcho, say, wait_for
from tests.pool.pools import Pool
from tests.pool.running_pool import RunningPool, running

pytestmark = pytest.mark.anyio


@pytest.fixture
async def lending(tmp_path: Path) -> AsyncIterator[Lending]:
    async with running(tmp_path / "hub", Pool()) as pool:
        lending = Lending(pool)
        yield lending
        await lending.close()


class Mallory:
    """A member who writes messages by hand."""

    def __init__(self, lending: Lending, lender: Lender, device: KeyPair, client: Client) -> None:
        self.lending, self.lender, self.device, self.client = lending, lender, device, client
        self.certificate = lending.running.pool.admit(device, Role.REQUESTER)

    @classmethod
    async def join(cls, lending: Lending, lender: Lender) -> Mallory:
        return cls(lending, lender, *await lending.running.member(Role.REQUESTER))

    def offer(self, **other: Any) -> tuple[bytes, JobKey, str]:
        key, job = JobKey(), secrets.token_hex(16)
        said = {
            "certificate": self.certificate,
            "job": job,
            "worker": self.lender.device.public.text,
            "key": key.public,
            "kind": "generate",
            "model": "echo",
            "prompt_tokens": 3,
            "wanted_tokens": 10,
            "at": time.time(),
            **other,
        }
        return (
            sign_offer(self.device, self.lending.running.pool.founder.pool, Offer(**said)),
            key,
            said["job"],
        )

    async def ask(self, offer: bytes) -> bytes:
        subject = f"to.{self.lender.device.public.text}.offer"
        return (await self.client.request(subject, offer, timeout=2)).data

    async def refusal(self, offer: bytes, job: str) -> RefusedError:
        with pytest.raises(RefusedError) as refused:
            read_claim(await self.ask(offer), offer, job, self.lender.device.public, self.lending.members)
        return refused.value

    async def claim(self) -> tuple[Sealer, Opener, str]:
        offer, key, job = self.offer()
        worker = self.lender.device.public
        reply = await self.ask(offer)
        _, claim = read_claim(reply, offer, job, worker, self.lending.members)
        agreement = Agreement(
            self.lending.running.pool.founder.pool, job, self.device.public, worker, offer, reply
        )
        return *key.agree(claim.key, agreement, as_requester=True), job

    async def send(self, job: str, frame: bytes) -> None:
        await self.client.publish(f"to.{self.lender.device.public.text}.job.{job}", frame)
        await settled(self.client)


@pytest.fixture
async def mallory(lending: Lending) -> Mallory:
    return await Mallory.join(lending, await lending.lender(LocalEcho(0.01)))


async def test_an_offer_counts_once_and_not_for_ever(mallory: Mallory) -> None:
    offer, _, job = mallory.offer()
    assert await mallory.ask(offer)
    for old, its_job in ((offer, job), mallory.offer(at=time.time() - 3600)[::2]):
        assert (await mallory.refusal(old, its_job)).reason is Reason.STALE


async def test_who_floods_is_throttled_and_reported(mallory: Mallory) -> None:
    worker = mallory.lender.worker
    subject = f"to.{mallory.lender.device.public.text}.offer"
    for _ in range(int(OFFERS_IN_A_ROW) + 30):
        offer, *_ = mallory.offer(model="none")
        await mallory.client.publish(subject, offer, reply=f"to.{mallory.device.public.text}.reply.x")
    await settled(mallory.client)
    report = worker.report.members
    device = mallory.device.public.text
    await wait_for(lambda: device in report and report[device].offers == OFFERS_IN_A_ROW + 30)
    assert report[device].throttled >= 20
    assert report[device].refused[Reason.MODEL_GONE] >= OFFERS_IN_A_ROW
    asker = await mallory.lending.asker()
    assert text_of(await run(PoolEngine(asker.requester, "echo"), say("still there"))) == "still there"


async def test_who_may_not_ask_is_told_so(mallory: Mallory) -> None:
    pool = mallory.lending.running.pool
    mallory.lender.worker._told_throttled = Throttle(1000, 1000)
    for certificate, why in (
        (pool.admit(mallory.device, ago=100, lifetime=50), "expired"),
        (Pool().admit(mallory.device), "not from this pool"),
        (pool.admit(mallory.device, Role.WORKER), "may not ask"),
    ):
        offer, _, job = mallory.offer(certificate=certificate)
        refusal = await mallory.refusal(offer, job)
        assert refusal.reason is Reason.MEMBERSHIP
        assert why in refusal.message


async def test_a_removed_member_is_refused(mallory: Mallory) -> None:
    mallory.lending.remove(mallory.device, int(time.time()))
    offer, _, job = mallory.offer()
    assert "removed" in (await mallory.refusal(offer, job)).message


async def test_a_worker_says_nothing_in_anothers_place(mallory: Mallory) -> None:
    worker = mallory.lender
    victim, his = await mallory.lending.running.member()
    heard = await his.subscribe(f"to.{victim.public.text}.>")
    await settled(his)
    offer, *_ = mallory.offer()
    await mallory.client.publish(
        f"to.{worker.device.public.text}.offer", offer, reply=f"to.{victim.public.text}.reply.x"
    )
    await settled(mallory.client)
    await wait_for(lambda: worker.worker.report.strangers["foreign_reply"] == 1)
    with pytest.raises(NatsTimeoutError):
        await heard.next_msg(0.1)


async def test_noise_is_dropped_and_counted(mallory: Mallory) -> None:
    worker = mallory.lender
    for noise in (b"", b"noise", bytes(100_000)):
        await mallory.client.publish(f"to.{worker.device.public.text}.offer", noise)
    await mallory.send("00" * 16, b"noise")
    await wait_for(lambda: worker.worker.report.strangers["bad_pool_message"] == 3)
    await wait_for(lambda: worker.worker.report.stray_frames == 1)


async def test_bad_frames_harm_nobody_and_are_counted(mallory: Mallory) -> None:
    seal, read, job = await mallory.claim()
    inbox = await mallory.client.subscribe(f"to.{mallory.device.public.text}.answer.*")
    await settled(mallory.client)
    (piece,) = pieces_of(write_generate(say("one two three")))
    frame = seal.seal(piece)
    for bad in (b"noise", bytes(200_000), frame[:-1] + bytes([frame[-1] ^ 1])):
        await mallory.send(job, bad)
    await mallory.send(job, frame)
    await mallory.send(job, frame)  # replayed
    said = ""
    while "finished" not in said:
        said += read.open((await inbox.next_msg(2)).data).decode()
    report = mallory.lender.worker.report.members[mallory.device.public.text]
    await wait_for(lambda: mallory.lender.worker.jobs == 0)
    assert report.bad_frames == 4
    assert report.jobs == 1


@pytest.mark.parametrize(
    "piece",
    [
        b"e{}",
        b"enonsense",
        b"e" + b"[" * 50_000,
        b'e{"kind":"embed","texts":[]}',
        b'e{"kind":"embed","texts":["not what was offered"]}',
        b'e{"kind":"embed","texts":["x"],"more":1}',
        b"e" + write_generate(say("x", max_tokens=5)).replace(b'"max_tokens":5', b'"max_tokens":-5'),
        b"e" + write_generate(say("x")).replace(b'"begun"', b'"adapters":[{"path":"/etc/passwd"}],"begun"'),
        b"e" + write_generate(say("x")).replace(b'"begun"', b'"priority":"interactive","begun"'),
    ],
    ids=["empty", "nonsense", "deep", "nothing", "other", "more", "negative", "adapters", "priority"],
)
async def test_a_request_that_is_not_one_fails_alone(mallory: Mallory, piece: bytes) -> None:
    seal, _, job = await mallory.claim()
    await mallory.send(job, seal.seal(piece))
    await wait_for(lambda: mallory.lender.worker.jobs == 0)
    assert mallory.lender.engine.seen == []
    report = mallory.lender.worker.report.members[mallory.device.public.text]
    assert report.failed["bad_pool_message"] == 1


async def test_a_request_without_end_is_cut_off(mallory: Mallory) -> None:
    seal, _, job = await mallory.claim()
    for _ in range(48):
        await mallory.send(job, seal.seal(b"p" + bytes(96 * 1024)))
    await wait_for(lambda: mallory.lender.worker.jobs == 0)
    assert mallory.lender.engine.seen == []


async def test_a_flood_of_frames_ends_the_job(mallory: Mallory) -> None:
    seal, _, job = await mallory.claim()
    for _ in range(int(FRAMES_IN_A_ROW) + 50):
        await mallory.client.publish(
            f"to.{mallory.lender.device.public.text}.job.{job}", seal.seal(to_worker(BeatFrame()))
        )
    await settled(mallory.client)
    await wait_for(lambda: mallory.lender.worker.jobs == 0)
    assert mallory.lender.worker.report.members[mallory.device.public.text].failed["flooded"] == 1


async def test_no_more_comes_than_was_offered(mallory: Mallory) -> None:
    seal, _, job = await mallory.claim()
    (piece,) = pieces_of(write_generate(say("word " * 100, max_tokens=100)))
    await mallory.send(job, seal.seal(piece))
    await wait_for(lambda: bool(mallory.lender.engine.seen))
    assert mallory.lender.engine.seen[0].max_tokens == 10


async def test_a_claimed_job_that_nobody_begins_is_given_up(
    mallory: Mallory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deai_desktop.pool.jobs.worker_job._FIRST_SECONDS", 0.2)
    await mallory.claim()
    assert mallory.lender.worker.jobs == 1
    await wait_for(lambda: mallory.lender.worker.jobs == 0, 2.0)
    assert mallory.lender.worker.report.members[mallory.device.public.text].failed["vanished"] == 1


async def test_a_requester_that_vanishes_costs_no_more(
    mallory: Mallory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deai_desktop.pool.jobs.worker_job.VANISH_SECONDS", 0.3)
    mallory.lender.engine.delay = 0.1
    seal, _, job = await mallory.claim()
    (piece,) = pieces_of(write_generate(say("word " * 1000)))
    await mallory.send(job, seal.seal(piece))
    await wait_for(lambda: bool(mallory.lender.engine.seen))
    await wait_for(lambda: mallory.lender.worker.jobs == 0, 2.0)
    assert mallory.lender.engine.cancelled == 1


async def test_frames_of_others_do_not_disturb_an_answer(lending: Lending) -> None:
    await lending.lender(LocalEcho(0.01))
    asker = await lending.asker()
    _, stranger = await lending.running.member()
    engine = PoolEngine(asker.requester, "echo")
    said = ""
    async with aclosing(engine.generate(say("word " * 30 + "end"))) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                said += event.text
                (job,) = asker.requester._attempts
                await stranger.publish(f"to.{asker.device.public.text}.answer.{job}", bytes(100))
    assert said == "word " * 30 + "end"
    await wait_for(lambda: asker.requester.bad_frames > 10)


async def test_a_hub_reads_neither_prompt_nor_answer(tmp_path: Path) -> None:
    """It is told to write down all that passes; what is said openly is found there, what is sealed is not."""
    pool, files = Pool(), HubFiles(tmp_path)
    files.write(pool.hub_charter(), HubPlace(), make_hub_encryption(pool.authority, time.time()))
    settings = json.loads(files.settings.read_bytes())
    files.settings.write_text(json.dumps({**settings, "trace": True, "trace_verbose": True}))
    hub = await Hub.start(files, ChildJob())
    try:
        async with AsyncExitStack() as stack:
            lending = Lending(RunningPool(files, hub, pool, stack))
            lender = await lending.lender(LocalEcho(0.001))
            asker = await lending.asker()
            await asker.client.publish(f"to.{lender.device.public.text}.open", b"said openly")
            engine = PoolEngine(asker.requester, "echo")
            assert text_of(await run(engine, say("marmalade " * 20))) == "marmalade " * 20
            found = await engine.embed(["elderberry jam"])
            assert found.prompt_tokens == 2
            await lending.close()
    finally:
        await hub.stop()
    seen = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"said openly" in seen
    assert b".answer." in seen
    assert b"marmalade" not in seen
    assert b"elderberry" not in seen
