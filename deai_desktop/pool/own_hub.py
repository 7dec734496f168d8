"""A hub on this PC of a pool that somebody else founded: it runs by itself, hears news, and renews its papers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.tasks import end_task
from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.errors import BadCertificateError, BadInviteError
from deai_desktop.pool.founders_hub import HubSite
from deai_desktop.pool.hubs.connection import HubClient, Refused, Watch, connected
from deai_desktop.pool.hubs.home_network import HomeNetwork
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.hubs.hub_files import HubFiles
from deai_desktop.pool.hubs.hub_joining import HUB_SECONDS, HubPapers, HubWish, ask_to_be_hub, papers_text
from deai_desktop.pool.hubs.hub_news import NewsKeeper, PoolNews, ask_for_news, keep_news
from deai_desktop.pool.hubs.hub_repository import KeptHub, OwnHubRepository
from deai_desktop.pool.hubs.hub_supervisor import HubSetup, HubState, HubStatus, HubSupervisor
from deai_desktop.pool.hubs.reach import Spot, find_spot
from deai_desktop.pool.identity.certificates import read_certificate
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey

log = logging.getLogger(__name__)

_ASK_OTHERS_SECONDS = 3.0
_CONNECT_SECONDS = 10.0
_SOON_SECONDS = 0.2
_AGAIN_SECONDS = 5.0
_RENEWED_AFTER = 0.5
"""Of the time that a hub's certificate counts: its founder may be away for weeks."""
_RENEW_AGAIN_SECONDS = 3600.0
_DUE_AGAIN_SECONDS = 15.0
"""While it is due, and the founder was not there."""
REMOVED = "The pool has taken this hub off its list."


class OwnHub:
    """Be a hub while `run` runs."""

    def __init__(
        self,
        kept: KeptHub,
        papers: HubPapers,
        device: KeyPair,
        files: HubFiles,
        site: HubSite,
        hubs: OwnHubRepository,
        journal: Journal,
        on_change: Callable[[], None],
        lan: HomeNetwork,
    ) -> None:
        self.kept = kept
        self.papers = papers
        self.problem = ""
        """Why it does not run, in words for people."""
        self._pool = PublicKey(kept.pool, KeyKind.POOL)
        self._device = device
        self._site = site
        self._hubs = hubs
        self._journal = journal
        self._on_change = on_change
        self._keeper = NewsKeeper(self._charter(papers), papers.hubs, self._take_news)
        self._supervisor = HubSupervisor(files, site.job, self._setup, self._is, program=site.program)
        self._spot: Spot | None = None
        self._announcing = lan.announcing(self._pool, lambda: self._spot if self.is_running else None)
        self._has_news = asyncio.Event()
        self._link_is_over = asyncio.Event()

    @property
    def status(self) -> HubStatus:
        """How its server is."""
        return self._supervisor.status

    @property
    def is_running(self) -> bool:
        """Whether members can connect."""
        return self.status.state is HubState.RUNNING

    @property
    def addresses(self) -> tuple[HubAddress, ...]:
        """Where it is listed to be."""
        listed = self.papers.hubs.find(self._device.public)
        return listed.addresses if listed else ()

    @property
    def is_listed(self) -> bool:
        """Whether the pool still has this hub."""
        return self.papers.hubs.find(self._device.public) is not None

    async def run(self) -> None:
        """Be there until cancelled, or until the pool does not have this hub any more."""
        if not await self._is_wanted():
            self._says(REMOVED)
            return
        works = self._keep_link(), self._follow_address(), self._announcing.run()
        tasks = [asyncio.create_task(work, name="beside a hub") for work in works]
        try:
            await self._supervisor.start()
            while self.is_listed:
                await self._has_news.wait()
                self._has_news.clear()
                if self.is_listed:
                    await self._reload()
        finally:
            await asyncio.gather(*(end_task(task) for task in tasks))
            await self._supervisor.stop()
        self._says(REMOVED)

    async def _reload(self) -> None:
        """Have the server know what is new; nobody is cut off where that can be done."""
        own = self.papers.hubs.find(self._device.public)
        try:
            if own and self._spot:
                async with self._connected(
                    [self._spot.from_here], Watch(), lambda: self.papers.watcher
                ) as system:
                    await self._supervisor.reload(system, own.server)
        except (DeAIError, OSError, TimeoutError):
            await self._supervisor.restart()

    async def _follow_address(self) -> None:
        """Start anew where this PC has another address; the founder lists it there as soon as it hears of it."""
        while True:
            await self._site.until_moved(lambda: self._spot)
            log.info("a hub moves to this PC's new address")
            await self._supervisor.restart()
            self._link_is_over.set()  # it would go on looking for the server where it was

    async def _setup(self) -> HubSetup:
        spot = self._spot = await self._found_spot()
        place = self.papers.hubs.place(self._device.public, spot)
        return HubSetup(self.papers.charter, place, self.papers.encryption)

    async def _found_spot(self) -> Spot:
        return await asyncio.to_thread(find_spot, self.kept.reach, self._site.own_addresses)

    async def _is_wanted(self) -> bool:
        """Hear, before it lets anybody in, who was removed meanwhile and which hubs there are.

        False where the pool does not want this hub any more; True also when nobody is there to be asked.
        """
        others = [
            address
            for hub in self.papers.hubs.hubs
            if hub.device != self._device.public
            for address in hub.addresses
            if not address.is_web
        ]
        try:
            async with asyncio.timeout(_ASK_OTHERS_SECONDS):
                try:
                    async with self._connected(others, Watch(), journal=self._journal) as client:
                        await ask_for_news(client, self._keeper)
                except Refused:  # removed, or away for so long that only the ticket is still good
                    ticket = lambda: self.papers.ticket  # noqa: E731
                    async with self._connected(others, Watch(), ticket, self._journal) as client:
                        await self._renew(client)
        except (Refused, BadInviteError, BadCertificateError):
            return False
        except (DeAIError, OSError, TimeoutError) as error:
            log.info("a hub starts without having heard from the others: %s", error)
        return self.is_listed

    async def _keep_link(self) -> None:
        """Hold a connection to the server, and make it again when it was given up."""
        while True:
            closed = self._link_is_over = asyncio.Event()

            async def is_closed(closed: asyncio.Event = closed) -> None:
                closed.set()

            try:
                if self._spot and self.is_running:
                    async with self._connected([self._spot.from_here], Watch(closed=is_closed)) as client:
                        await self._serve(client, closed)
            except (DeAIError, OSError, TimeoutError) as error:
                log.info("a hub has no connection to its pool: %s", error)
            await asyncio.sleep(_AGAIN_SECONDS if self.is_running else _SOON_SECONDS)

    async def _serve(self, client: HubClient, closed: asyncio.Event) -> None:
        await keep_news(client, self._keeper, is_answering=True)
        await ask_for_news(client, self._keeper)
        while not closed.is_set():
            if self._is_due():
                with contextlib.suppress(DeAIError):
                    await self._renew(client)
            with contextlib.suppress(TimeoutError):
                again = _DUE_AGAIN_SECONDS if self._is_due() else _RENEW_AGAIN_SECONDS
                await asyncio.wait_for(closed.wait(), again)

    def _is_due(self) -> bool:
        """Whether the founder should be asked for papers: they are old, or the hub is elsewhere than is listed."""
        kinds = KeyKind.ACCOUNT, KeyKind.DEVICE
        certificate = read_certificate(self.papers.certificate, *kinds, now=time.time(), is_expired_good=True)
        is_old = time.time() > certificate.issued_at + HUB_SECONDS * _RENEWED_AFTER
        listed = self.papers.hubs.find(self._device.public)
        return is_old or bool(self._spot and listed and listed.addresses != self._spot.addresses)

    async def _renew(self, client: HubClient) -> None:
        """Ask for new papers. Raises `PoolError` and its like."""
        spot = self._spot or await self._found_spot()
        wish = HubWish(self.kept.name, spot.addresses, spot.route)
        encryption = self.papers.encryption
        key, device = encryption.private_key, self._device
        self._take(
            await ask_to_be_hub(
                client, self._pool, encryption.authority, self.papers.ticket, device, device, key, wish
            )
        )

    def _take_news(self, news: PoolNews) -> None:
        charter = replace(self.papers.charter, charter=news.charter.text)
        self._take(replace(self.papers, charter=charter, hubs=news.hubs or self.papers.hubs))

    def _take(self, papers: HubPapers) -> None:
        """Keep new papers, and have the server know what it goes by: the other hubs, and its certificate for TLS."""
        before, self.papers = self.papers, papers
        self._keeper.news = PoolNews(self._charter(papers), papers.hubs)
        self.kept = replace(self.kept, pool_name=self._keeper.news.charter.name, papers=papers_text(papers))
        self._hubs.save(self.kept)
        if (papers.hubs.text, papers.encryption) != (before.hubs.text, before.encryption):
            self._has_news.set()
        self._on_change()

    def _charter(self, papers: HubPapers) -> Charter:
        return Charter(self._pool, papers.charter.charter, time.time())

    def _is(self, status: HubStatus) -> None:
        """Hear how the server is."""
        self._announcing.look_again()
        if status.state is not HubState.STARTING:
            self._says("" if status.state is HubState.RUNNING else status.cause)

    def _says(self, problem: str) -> None:
        self.problem = problem
        self._on_change()

    @contextlib.asynccontextmanager
    async def _connected(
        self,
        hubs: Sequence[HubAddress],
        watch: Watch,
        certificate: Callable[[], str] | None = None,
        journal: Journal | None = None,
    ) -> AsyncIterator[HubClient]:
        """Connect to one of these; without a journal it is the server on this PC."""
        async with connected(
            journal,
            f"Hub of the pool “{self.kept.pool_name}”",
            hubs,
            trust_only(self.papers.encryption.authority),
            self._device,
            certificate or (lambda: self.papers.certificate),
            watch=watch,
            within=_CONNECT_SECONDS,
        ) as client:
            yield client
