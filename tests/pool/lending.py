"""Workers and requesters on a running pool, with the echo engine in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from nats.aio.client import Client

from deai_desktop.engines.base import (
    Accepted,
    ChatMessage,
    Embeddings,
    Engine,
    EngineFacts,
    GenerateEvent,
    GenerateRequest,
    Priority,
    TextDelta,
)
from deai_desktop.engines.base import (
    Role as Speaker,
)
from deai_desktop.engines.echo import EchoModel
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.presence import OfferedModel, Presence
from deai_desktop.pool.jobs.requester import Requester
from deai_desktop.pool.jobs.worker import Worker
from deai_desktop.pool.jobs.worker_rules import RuleBook, WorkerRules
from deai_desktop.pool.ledger.books import Books
from tests.pool.pools import new_device
from tests.pool.running_pool import RunningPool

ECHO = OfferedModel(name="echo", sha256="ab" * 32, context_length=4096, embedding_length=8, speed=100.0)


def say(text: str, **options: Any) -> GenerateRequest:
    """Ask for an echo."""
    return GenerateRequest((ChatMessage(Speaker.USER, text),), **options)


class LocalEcho:
    """The echo engine without a process of its own; it waits ``delay`` seconds before each word."""

    def __init__(self, delay: float = 0.0, context_length: int = 4096) -> None:
        self.delay = delay
        self.model = EchoModel()
        self.model._delay, self.model._length = 0.0, context_length
        self.seen: list[GenerateRequest] = []
        self.embedded: list[tuple[tuple[str, ...], str, Priority]] = []
        self.cancelled = 0

    @property
    def facts(self) -> EngineFacts:
        """Describe itself."""
        return EngineFacts(self.model._length, 8, True, True, "CPU", 1)

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        """Say the last message, word by word."""
        self.seen.append(request)
        answer = self.model.prepare(request)
        is_done = False
        try:
            yield Accepted(answer.prompt_tokens)
            for event in answer.run():
                if event is not None:
                    if isinstance(event, TextDelta):
                        await asyncio.sleep(self.delay)
                    yield event
            is_done = True
        finally:
            self.cancelled += not is_done

    async def count_tokens(self, request: GenerateRequest) -> int:
        """Count words."""
        return self.model.count_tokens(request)

    async def embed(
        self, texts: Sequence[str], requester: str = "owner", priority: Priority = Priority.INTERACTIVE
    ) -> Embeddings:
        """Count letters."""
        self.embedded.append((tuple(texts), requester, priority))
        await asyncio.sleep(self.delay)
        found = [one for one in self.model.embed(texts) if one is not None]
        return Embeddings(tuple(vector for vector, _ in found), sum(count for _, count in found))


def always(engine: Engine) -> Callable[[str], AbstractAsyncContextManager[Engine]]:
    """Give that engine for any model."""

    @asynccontextmanager
    async def use(_: str) -> AsyncIterator[Engine]:
        yield engine

    return use


@dataclass
class Lender:
    """A member that works."""

    device: KeyPair
    client: Client
    engine: LocalEcho
    worker: Worker
    presence: Presence

    async def close(self) -> None:
        """Stop in an orderly way."""
        await self.worker.close()
        await self.presence.close()


@dataclass
class Asker:
    """A member that asks."""

    device: KeyPair
    client: Client
    requester: Requester
    presence: Presence
    members: Members


class Lending:
    """A pool in which some work and others ask."""

    def __init__(self, running: RunningPool) -> None:
        self.running = running
        self.removed: dict[str, int] = {}
        self._charter = running.pool.charter()
        self._open: list[Lender] = []
        self._asking: list[Asker] = []

    @property
    def members(self) -> Members:
        """Who belongs to the pool, as one of them knows it."""
        return Members(lambda: self._charter)

    def remove(self, device: KeyPair, at: int) -> None:
        """Let everybody know that a member was removed."""
        self.removed[device.public.text] = at
        self._charter = self.running.pool.charter(self.removed)

    async def lender(
        self,
        engine: LocalEcho | None = None,
        *,
        model: OfferedModel = ECHO,
        book: RuleBook | None = None,
        books: Books | None = None,
        waiting: int = 0,
        role: Role = Role.WORKER,
    ) -> Lender:
        """Let a member work."""
        engine = engine or LocalEcho()
        device, client, certificate = await self._member(role)
        rules = WorkerRules(lambda: book or RuleBook())
        members = self.members

        def changed() -> None:
            presence.announce()

        worker = Worker(
            client,
            device,
            members,
            lambda: certificate,
            always(engine),
            lambda: (model,),
            rules,
            books=books,
            waiting=waiting,
            on_change=changed,
        )
        presence = Presence(client, device, members, lambda: certificate, worker.offered)
        await worker.start()
        await presence.start()
        lender = Lender(device, client, engine, worker, presence)
        self._open.append(lender)
        return lender

    async def asker(self, *, books: Books | None = None, role: Role = Role.REQUESTER) -> Asker:
        """Let a member ask, once it knows all workers."""
        device, client, certificate = await self._member(role)
        members = self.members
        presence = Presence(client, device, members, lambda: certificate)
        await presence.start()
        requester = Requester(client, device, members, lambda: certificate, presence.directory, books=books)
        await requester.start()
        asker = Asker(device, client, requester, presence, members)
        self._asking.append(asker)
        for _ in range(100):
            if len(presence.directory.offerings()) >= len(self._open):
                break
            await presence.directory.changed(0.1)
        return asker

    async def close(self) -> None:
        """Stop everybody."""
        for asker in self._asking:
            await asker.requester.close()
            await asker.presence.close()
        for lender in self._open:
            await lender.close()

    async def _member(self, role: Role) -> tuple[KeyPair, Client, str]:
        device = new_device()
        certificate = self.running.pool.admit(device, role)
        return device, await self.running.connect(device, certificate), certificate


async def wait_for(what: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.01)
