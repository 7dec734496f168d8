"""Whoever owns the hub, with all rights there and all its files, neither reads a word nor makes one come twice."""

from __future__ import annotations

import base64
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from deai_desktop.engines.base import ChatMessage, GenerateRequest, Tool, ToolCall, ToolCalled
from deai_desktop.engines.base import Role as Speaker
from deai_desktop.pool.hubs.connection import connected, settled
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.identity.certificates import sign_certificate
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.pool_keys import PoolKeys
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from tests.contracts.engine import run, text_of
from tests.fakes.journal import FakeJournal
from tests.pool.captured import found
from tests.pool.lending import Lending, LocalEcho, say, wait_for
from tests.pool.pools import Pool, new_device
from tests.pool.running_pool import running
from tests.pool.test_service import Computer, let_in
from tests.pool.test_service import found as pool_founded

pytestmark = pytest.mark.anyio
ORDER, SAID, EMBEDDED = "tangerine-orders", "marmalade-answers", "elderberry-vectors"
WRITER, TOOL, TOLD, RESULT, STOP = (
    "huckleberry",
    "boysenberry",
    "gooseberry-told",
    "mulberry-found",
    "cloudberry",
)
"""What else is in a request: who wrote, which tools there are and what they said, where the answer is to stop."""
HIDDEN = (ORDER, SAID, EMBEDDED, WRITER, TOOL, TOLD, RESULT, STOP)


def with_all_parts(**options: Any) -> GenerateRequest:
    """Ask with words in each part of a request."""
    asked = (
        ChatMessage(Speaker.SYSTEM, ORDER),
        ChatMessage(Speaker.ASSISTANT, "", (ToolCall("1", TOOL, f'{{"what":"{TOLD}"}}'),)),
        ChatMessage(Speaker.TOOL, RESULT, tool_call_id="1", name=TOOL),
        ChatMessage(Speaker.USER, f"{SAID} " * 300, name=WRITER),
    )
    tools = (Tool(TOOL, f"{TOLD} by it", {"type": "object", "title": TOLD}),)
    return GenerateRequest(asked, tools=tools, stop=(STOP,), **options)


@asynccontextmanager
async def all_rights(account: KeyPair, port: int, authority: str) -> AsyncIterator[Client]:
    """Connect as somebody who may hear and say anything, which no certificate of a pool allows."""
    device, says = new_device(), {"type": "user", "subs": -1, "data": -1, "payload": -1}
    certificate = sign_certificate(account, device.public, says, name="x", now=time.time(), lifetime=999)
    hubs = [HubAddress("127.0.0.1", port)]
    async with connected(
        FakeJournal(), "", hubs, trust_only(authority), device, lambda: certificate
    ) as client:
        yield client


async def test_neither_traffic_nor_files_of_a_hub_hold_a_word(tmp_path: Path) -> None:
    passed: list[bytes] = []

    async def hear(message: Msg) -> None:
        passed.append(f"{message.subject} {message.reply} {message.headers}".encode() + message.data)

    async with Computer(tmp_path / "ada") as ada, Computer(tmp_path / "bob") as bob:
        known = (await pool_founded(ada)).known
        await let_in(ada, bob)
        bob.pools.lend("Friends", lends=True)
        ada.pools.accept_risk("Friends")
        account = PoolKeys(ada.vault).founder(known.key).account
        known = ada.pools.list()[0].known
        async with all_rights(account, known.hubs[0].port, known.hub_certificate) as spy:
            await spy.subscribe(">", cb=hear)
            await settled(spy)
            engine = ada.pools.engine("Friends", "echo", lambda _: None)
            assert SAID in text_of(await run(engine, with_all_parts()))
            assert any(
                isinstance(one, ToolCalled) for one in await run(engine, with_all_parts(tool_choice=TOOL))
            )
            exchange = bob.pools.find("Friends").exchange
            assert exchange is not None
            worker = exchange._worker
            assert worker is not None
            await wait_for(lambda: worker.jobs == 0)
            await engine.embed([EMBEDDED])
            copy = await ada.pools.find("Friends").book_keeping.copy()
            await ada.sees(lambda _: bool(copy.tree))
            await settled(spy)
    assert any(b".answer." in one for one in passed)
    assert any(b".job." in one for one in passed)
    assert any(one.startswith(b"log.append.") for one in passed)
    for one in passed:
        assert found(HIDDEN, one) == set()
    assert {one.content for one in bob.engine.seen[0].messages} >= {ORDER, RESULT}
    # What the hub and its JetStream keep, and both PCs' databases: a worker writes down nothing of a job either.
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {".blk", ".db"} <= {file.suffix for file in files}
    for file in files:
        assert found(HIDDEN, file.read_bytes()) == set(), file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", range(4))
def test_a_word_would_be_found(encoding: str, before: int) -> None:
    """The search above sees what it looks for: else it would prove nothing."""
    text = ("x" * before + SAID + " and more").encode(encoding)
    for way in (
        text,
        base64.b64encode(text),
        base64.urlsafe_b64encode(text),
        text.hex().encode(),
        zlib.compress(text),
        zlib.compress(text, wbits=31),
        zlib.compress(text, wbits=-15),
        b"head" + zlib.compress(base64.b64encode(text)),
    ):
        has_bare_begin = way == zlib.compress(text, wbits=-15)
        assert found((SAID, ORDER), way if has_bare_begin else b"to.X.job " + way) == {SAID}


async def test_frames_that_a_hub_plays_again_come_once(tmp_path: Path) -> None:
    """Whatever passes between the two, the hub says at once again, and all of it once more at the end."""
    async with running(tmp_path / "hub", Pool()) as pool:
        lending = Lending(pool)
        lender = await lending.lender(LocalEcho(0.002))
        asker = await lending.asker()
        account = pool.pool.keys.account
        async with all_rights(account, pool.hub.port, pool.pool.authority.certificate) as spy:
            played: dict[tuple[str, bytes], str] = {}

            async def play(message: Msg) -> None:
                passed = (message.subject, message.data)
                if passed not in played:
                    played[passed] = message.reply
                    await spy.publish(*passed, reply=message.reply)

            for subject in ("to.*.offer", "to.*.reply.>", "to.*.job.*", "to.*.answer.*"):
                await spy.subscribe(subject, cb=play)
            await settled(spy)
            text = " ".join(f"word{place}" for place in range(60))
            assert text_of(await run(PoolEngine(asker.requester, "echo"), say(text))) == text
            for (subject, data), reply in list(played.items()):
                await spy.publish(subject, data, reply=reply)
            await settled(spy)
            assert text_of(await run(PoolEngine(asker.requester, "echo"), say(text))) == text
            report = lender.worker.report.members[asker.device.public.text]
            await wait_for(lambda: report.refused["stale"] >= 2)
            await wait_for(lambda: asker.requester.bad_frames + asker.requester.stray_frames > 10)
            assert (report.jobs, len(lender.engine.seen)) == (2, 2)
        await lending.close()
