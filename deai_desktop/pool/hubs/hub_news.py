"""How all learn of a new charter and a new list of hubs: from an admin who says so, or from whoever knows it.

Both are signed by the pool and one is newer than another, so anybody may pass them on. A hub asks another one before it
starts, so that it does not let in whom the pool has removed meanwhile; members ask whenever they connect.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.connection import asks_for_itself, settled
from deai_desktop.pool.hubs.hub_list import HubList
from deai_desktop.pool.identity.certificates import LONGEST
from deai_desktop.pool.identity.charter import Charter

_SAID = "hubs.news"
_ASKED = "hubs.ask"
_WHO_KNOWS = "who-knows"
_ASK_SECONDS = 3.0


class _News(BaseModel):
    model_config = ConfigDict(extra="forbid")

    charter: Annotated[str, Field(max_length=LONGEST)]
    hubs: Annotated[str, Field(max_length=LONGEST)]


@dataclass(frozen=True)
class PoolNews:
    """Hold what is true of a pool right now, as far as one knows."""

    charter: Charter
    hubs: HubList | None
    """None for who has not heard of a list yet."""

    @property
    def list_text(self) -> str:
        """The list as it was signed."""
        return self.hubs.text if self.hubs else ""


class NewsKeeper:
    """Know the newest charter and list of hubs, whoever told them."""

    def __init__(
        self, charter: Charter, hubs: HubList | None, on_change: Callable[[PoolNews], None] = lambda _: None
    ) -> None:
        self.news = PoolNews(charter, hubs)
        self.refused = 0
        """How often somebody said what is not the pool's."""
        self._on_change = on_change

    @property
    def text(self) -> bytes:
        """What is sent."""
        return _News(charter=self.news.charter.text, hubs=self.news.list_text).model_dump_json().encode()

    def hear(self, text: bytes, now: float) -> bool:
        """Take what is newer than what was known, and say whether anything was."""
        pool = self.news.charter.pool
        try:
            said = _News.model_validate_json(text)
            charter = _newer_charter(self.news.charter, Charter(pool, said.charter, now))
            hubs = _newer_list(self.news.hubs, HubList(pool, said.hubs, now)) if said.hubs else self.news.hubs
        except (ValidationError, PoolError):
            self.refused += 1
            return False
        if (charter, hubs) == (self.news.charter, self.news.hubs):
            return False
        self.news = news = PoolNews(charter, hubs)
        self._on_change(news)
        return True


async def keep_news(hub: Client, keeper: NewsKeeper, *, is_answering: bool) -> None:
    """Hear news as long as the connection lasts, and tell who asks: for hubs and admins."""

    async def hear(message: Msg) -> None:
        keeper.hear(message.data, time.time())

    async def answer(message: Msg) -> None:
        if asks_for_itself(message):
            await message.respond(keeper.text)

    await hub.subscribe(_SAID, cb=hear)
    if is_answering:
        await hub.subscribe(_ASKED, queue=_WHO_KNOWS, cb=answer)
    await settled(hub)


async def ask_for_news(hub: Client, keeper: NewsKeeper) -> bool:
    """Ask somebody who knows, and say whether anything was new; False too when nobody is there."""
    try:
        reply = await hub.request(_ASKED, b"", timeout=_ASK_SECONDS)
    except (NatsError, TimeoutError):
        return False
    return keeper.hear(reply.data, time.time())


async def tell_news(hub: Client, keeper: NewsKeeper) -> None:
    """Say over an admin's connection what is new."""
    await hub.publish(_SAID, keeper.text)
    await settled(hub)


def _newer_charter(known: Charter, said: Charter) -> Charter:
    return said if said.issued_at > known.issued_at else known


def _newer_list(known: HubList | None, said: HubList) -> HubList:
    return said if known is None or said.number > known.number else known
