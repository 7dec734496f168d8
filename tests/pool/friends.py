"""Friends who share a pool and run hubs of it, each on a PC of their own."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from deai_desktop.engines.base import TextDelta
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.founded import Founded
from deai_desktop.pool.hubs.reach import Reach
from tests.pool.lending import say
from tests.pool.test_service import Computer, found, is_online, let_in


class Friends:
    """Ada founded a pool, Bob works in it, and others run hubs."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self._folder = folder
        self._stack = stack

    async def start(self) -> None:
        self.ada, self.bob = await self.computer("ada"), await self.computer("bob")
        await found(self.ada)
        await let_in(self.ada, self.bob)
        self.bob.pools.lend("Friends", lends=True)
        self.ada.pools.accept_risk("Friends")

    async def computer(self, name: str) -> Computer:
        return await self._stack.enter_async_context(Computer(self._folder / name))

    async def add_hub(self, name: str) -> Computer:
        """Have somebody run a hub, and wait until all hubs know each other and the members all hubs."""
        computer = await self.computer(name)
        invite = self.ada.pools.hubs("Friends").invite(3600)
        await computer.pools.own_hubs.join(invite.text, name, Reach())
        await self.are_there(self.count)
        for member in (self.ada, self.bob):
            await member.sees(lambda status: is_online(status) and len(status.known.hubs) == self.count, 20)
        return computer

    @property
    def founded(self) -> Founded:
        founded = self.ada.pools.find("Friends").founded
        assert founded is not None
        return founded

    @property
    def count(self) -> int:
        """How many hubs are listed."""
        assert self.founded.hub.list is not None
        return len(self.founded.hub.list.hubs)

    async def are_there(self, count: int) -> None:
        """Wait until so many hubs answer, all connected to each other, and agree on who decides."""
        async with asyncio.timeout(30):
            while True:
                try:
                    reports = await self.ada.pools.hubs("Friends").reports()
                except (PoolError, TimeoutError):
                    continue
                found = [one.health for one in reports if one.health]
                is_whole = len(found) == count and all(one.other_hubs >= count - 1 for one in found)
                if is_whole and self.founded.log_is_kept.is_set() and any(one.leader for one in found):
                    return
                await asyncio.sleep(0.1)

    async def bob_answers(self) -> None:
        async with asyncio.timeout(20):
            while not any(one.model.name == "echo" for one in self.ada.pools.offerings()["Friends"]):
                await asyncio.sleep(0.05)
        engine = self.ada.pools.engine("Friends", "echo", lambda _: None)
        answer = [e.text async for e in engine.generate(say("to be or not")) if isinstance(e, TextDelta)]
        assert "".join(answer) == "to be or not"

    async def log_has(self, entries: int) -> None:
        """Wait until both members hold so many entries, in logs that are the same."""
        copies = [await one.pools.find("Friends").book_keeping.copy() for one in (self.ada, self.bob)]
        async with asyncio.timeout(40):
            while any(len(copy.tree) < entries for copy in copies):
                await asyncio.sleep(0.1)
        assert copies[0].tree.root() == copies[1].tree.root()
