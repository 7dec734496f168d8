"""A member's copy of the log: it only ever grows, and only by what the pool's key has signed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from deai_desktop.pool.errors import ForkError, LogError
from deai_desktop.pool.identity.charter import Charter, Membership
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.ledger.log_entries import LogEntry, read_entry
from deai_desktop.pool.ledger.log_head import LogHead
from deai_desktop.pool.ledger.log_reading import LogSource
from deai_desktop.pool.ledger.log_repository import KnownEntry, LogRepository
from deai_desktop.pool.ledger.merkle_tree import MerkleTree
from deai_desktop.pool.ledger.replay import Replay
from deai_desktop.pool.ledger.statements import PastMembers


class LogCopy:
    """Hold the log's hashes and what it says, and compare it with every head that comes along."""

    def __init__(
        self,
        pool: PublicKey,
        repository: LogRepository,
        charter: Callable[[], Charter],
        on_meet: Callable[[Sequence[Membership]], None] = lambda _: None,
    ) -> None:
        """Read what this PC knows already; ``on_meet`` hears who signed what comes in."""
        self._on_meet = on_meet
        self._pool = pool
        self._repository = repository
        self._charter = charter
        self._updating = asyncio.Lock()
        self.tree = MerkleTree()
        self._replay = self._replayed(self.tree)
        held = repository.heads("held")
        self.head = LogHead.read(pool, held[-1]) if held else None
        """The newest one that the copy is known to fit."""
        self._heard = {text: LogHead.read(pool, text) for text in repository.heads("heard")}

    @property
    def replay(self) -> Replay:
        """Balances and track records, by the newest charter."""
        if self._replay.removed != self._charter().removed:
            self._replay = self._replayed(MerkleTree())
        return self._replay

    @property
    def newest_head(self) -> str:
        """To pass on to others; nothing before the first."""
        return self.head.text if self.head else ""

    @property
    def is_behind(self) -> bool:
        """Whether somebody knows a head of a longer log; for long, that means that the hub holds entries back."""
        return bool(self._heard)

    def hear(self, text: str) -> None:
        """Compare with a head that somebody passed on; one of a longer log waits until the copy is as long.

        Raises `ForkError`, and `BadHeadError` or `BadSignatureError` for what is no head of this pool.
        """
        if not text or text in self._heard or text == self.newest_head:
            return
        head = LogHead.read(self._pool, text)
        if head.size <= len(self.tree):
            self._require_fit(head)
            return
        for other in self._heard.values():
            if other.size == head.size and other.root != head.root:
                self._show_fork(head, other)
        self._heard[text] = head
        self._repository.note_head(text, "heard")

    async def update(self, source: LogSource) -> int:
        """Read what is new, up to the newest head, and return how many entries that were.

        Raises `LogError` when what is read is not what was signed: nothing of it is believed then. Raises `ForkError`
        when the pool's key has signed two logs.
        """
        async with self._updating:
            part = await source.read(max(len(self.tree) - 1, 0))
            if not part.head:
                return 0
            head = LogHead.read(self._pool, part.head)
            if head.size <= len(self.tree):
                self._require_fit(head)
                self._hold(head)
                return 0
            return await self._extend(source, part.entries, head.size, lambda size, root: head)

    async def extend_and_sign(
        self, source: LogSource, size: int, sign: Callable[[int, bytes], LogHead]
    ) -> int:
        """Read what is new, as the keeper, who signs the next head; return how many entries that were.

        Raises `LogError` when the log does not begin with what was signed before: no head is signed then.
        """
        async with self._updating:
            if size < len(self.tree):
                raise LogError("It is shorter than what was signed.", hint=ASK_FOUNDER)
            part = await source.read(max(len(self.tree) - 1, 0))
            return await self._extend(source, part.entries, size, sign)

    async def _extend(
        self, source: LogSource, entries: list[LogEntry], size: int, head_of: Callable[[int, bytes], LogHead]
    ) -> int:
        before = len(self.tree)
        if before:
            if not entries or entries[0].leaf != self.tree.leaf(before - 1):
                raise LogError("It does not begin with what was signed.", hint=ASK_FOUNDER)
            entries = entries[1:]
        members = PastMembers(self._charter())
        known = await self._read(source, entries, size, members)
        # From here on nothing waits: nobody sees the copy while it is not what was signed.
        for entry in known:
            self.tree.append(entry.leaf)
        try:
            head = head_of(size, self.tree.root())
            if not head.fits(self.tree):
                raise LogError("What the hub gives out is not what was signed.", hint=ASK_FOUNDER)
            self._repository.extend(before, known, head.text)
        except BaseException:
            self.tree.shorten(before)
            raise
        self.head = head
        for entry in known:
            self._replay.enter(entry.said, entry.keeper)
        self._on_meet(members.met)
        self._compare_heard()
        return len(known)

    async def _read(
        self, source: LogSource, entries: list[LogEntry], size: int, members: PastMembers
    ) -> list[KnownEntry]:
        """Read up to that size."""
        known: list[KnownEntry] = []
        while True:
            known += await asyncio.to_thread(_checked, entries, members)
            place = len(self.tree) + len(known)
            if place >= size:
                return known[: size - len(self.tree)]
            entries = (await source.read(place)).entries
            if not entries:
                raise LogError("It was cut off before its signed end.", hint=ASK_FOUNDER)

    def _hold(self, head: LogHead) -> None:
        """Prefer a head that is signed later, of the same log."""
        if head.size == len(self.tree) and (self.head is None or head.at > self.head.at):
            self.head = head
            self._repository.extend(len(self.tree), (), head.text)

    def _compare_heard(self) -> None:
        now_known = [head for head in self._heard.values() if head.size <= len(self.tree)]
        for head in now_known:
            del self._heard[head.text]
            self._require_fit(head)
        self._repository.forget_heard([head.text for head in now_known])

    def _require_fit(self, head: LogHead) -> None:
        if not head.fits(self.tree):
            self._show_fork(head, self.head or head)

    def _show_fork(self, *heads: LogHead) -> None:
        for head in heads:
            self._repository.note_head(head.text, "forked")
        raise ForkError(
            "Two members were shown different ones, both signed with the pool's key.",
            hint="Tell the pool's founder and the other members: both signatures are kept as proof.",
        )

    def _replayed(self, tree: MerkleTree) -> Replay:
        replay = Replay(self._charter().removed)
        for entry in self._repository.entries():
            tree.append(entry.leaf)
            replay.enter(entry.said, entry.keeper)
        return replay


ASK_FOUNDER = (
    "Ask the pool's founder whether the hub was restored from an old copy. Your balance here stays as it was."
)


def _checked(entries: list[LogEntry], members: PastMembers) -> list[KnownEntry]:
    return [KnownEntry(entry.by, entry.leaf, read_entry(entry, members)) for entry in entries]
