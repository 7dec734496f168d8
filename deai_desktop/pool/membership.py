"""This PC's being in one pool: it holds a connection to a hub, renews its certificate, and serves those who founded it.

A certificate counts for a day. It is renewed when three quarters of that are over, and at each connection, since who
was removed is told then, too. After a longer absence the ticket opens the door (see `joining`).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace

from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.tasks import end_task
from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.errors import BadCertificateError, HubError, PoolUnreachableError
from deai_desktop.pool.exchange import Exchange, LocalModels, rule_book
from deai_desktop.pool.founded import Founded
from deai_desktop.pool.hub_keeping import HubKeeping
from deai_desktop.pool.hubs.connection import HubClient, Refused, Watch, connected
from deai_desktop.pool.hubs.home_network import HomeNetwork
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.hubs.hub_joining import keep_hub_door
from deai_desktop.pool.hubs.hub_list import HubList
from deai_desktop.pool.hubs.hub_news import NewsKeeper, PoolNews, ask_for_news, keep_news, tell_news
from deai_desktop.pool.hubs.hub_repository import KnownHubs
from deai_desktop.pool.identity.certificates import Certificate, read_certificate
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.joining import ask_to_renew, keep_door
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.worker_rules import WorkerRules
from deai_desktop.pool.ledger.book_keeping import BookKeeping
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.nearby_hubs import NearbyHubs
from deai_desktop.pool.pool_repository import KnownPool, Listens, PoolRepository
from deai_desktop.pool.standing import Pauses, PoolStatus, Standing, due, in_words

log = logging.getLogger(__name__)

_CONNECT_SECONDS = 12.0
_REFUSED_SECONDS = 600.0
_RENEW_AGAIN_SECONDS = 300.0


class Membership:
    """Be in a pool while `run` runs."""

    def __init__(
        self,
        known: KnownPool,
        device: KeyPair,
        pools: PoolRepository,
        journal: Journal,
        founded: Founded | None,
        models: LocalModels,
        log_repository: LogRepository,
        on_change: Callable[[], None],
        hubs: KnownHubs,
        lan: HomeNetwork,
    ) -> None:
        self.known = known
        self.founded = founded
        self.exchange: Exchange | None = None
        """What is asked for and done over the connection, while there is one."""
        self.client: HubClient | None = None
        """The connection to a hub, while there is one."""
        self._device = device
        self._pools = pools
        self._journal = journal
        self._models = models
        self._charter: Charter | None = None
        self._hubs = hubs
        self._standing = Standing.CONNECTING
        self.lan = lan
        self.pool = pool = PublicKey(known.key, KeyKind.POOL)
        listed = HubList(pool, hubs.text, math.inf) if hubs.text else None
        is_cut_off, addresses = lambda: self._standing is Standing.OFFLINE, lambda: self.known.hubs
        self._nearby = NearbyHubs(lan, pool, is_cut_off, addresses, self._change_hubs)
        self._news = NewsKeeper(self.charter, listed, self._take_news)
        self.hub_keeping = HubKeeping(self)
        self.book_keeping = BookKeeping(
            log_repository, device, lambda: self.charter, self._device_certificate
        )
        self._on_change = on_change
        self._rules = WorkerRules(lambda: rule_book(self.known, models))
        self._reason = ""
        self._hub_problem = ""
        self._hub_is_up = asyncio.Event()
        self._has_changed = asyncio.Event()
        self._renews_soon = asyncio.Event()
        self._is_back = asyncio.Event()

    @property
    def status(self) -> PoolStatus:
        """How it is now."""
        expires_at = float(self._certificate(time.time()).expires_at or 0)
        return PoolStatus(self.known, self._role, self._standing, self._reason, expires_at, self._hub_problem)

    @property
    def own_device(self) -> str:
        """This PC's public key."""
        return self._device.public.text

    @property
    def charter(self) -> Charter:
        """Who belongs to the pool; read once as long as it stays the same."""
        if self._charter is None or self._charter.text != self.known.charter:
            self._charter = Charter(self.pool, self.known.charter, time.time())
        return self._charter

    async def run(self) -> None:
        """Be there until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            if self.founded and self.known.hub_listens is not Listens.NOWHERE:
                tasks.create_task(self.hub_keeping.run(self.founded), name="hub of a pool")
            else:
                self._hub_is_up.set()
                tasks.create_task(self._nearby.run(), name="look for hubs of a pool")
            tasks.create_task(self._keep_link(), name="link to a pool")

    async def when_settled(self, seconds: float) -> PoolStatus:
        """Wait until this PC is there, as far as that is to be expected. Raises `HubError` where it is not to be."""
        if self.known.hub_listens is not Listens.NOWHERE:
            try:
                async with asyncio.timeout(seconds):
                    await self.is_settled()
            except TimeoutError:
                raise HubError(
                    self._reason or "It did not start in time.", hint="See the pool's state: deai pool list"
                ) from None
        return self.status

    async def is_settled(self) -> None:
        """Wait until this PC is there. Raises `HubError` when the hub on this PC does not run."""
        while self._standing is not Standing.ONLINE:
            if self._hub_problem:
                raise HubError(self._hub_problem)
            self._has_changed.clear()
            await self._has_changed.wait()

    def save(self, known: KnownPool) -> None:
        """Remember what has changed, and tell."""
        self.known = known
        self._pools.save(known)
        self._news.news = replace(self._news.news, charter=self.charter)
        self._tell()

    def renew_soon(self) -> None:
        """Ask for a new certificate, since something in it is to be other than before, and for the newest charter."""
        self._renews_soon.set()

    async def spread_news(self) -> None:
        """Tell the members of the charter and the hubs, where this PC may, so that they know who is out."""
        if self.client and self.founded:
            await tell_news(self.client, self._news)

    @property
    def hubs(self) -> HubList | None:
        """The pool's hubs, as far as this PC knows."""
        return self._news.news.hubs

    def hear_hubs(self, hubs: HubList) -> None:
        """Take over a list that was made here."""
        self._news.news = replace(self._news.news, hubs=hubs)
        self._take_news(self._news.news)

    def _take_news(self, news: PoolNews) -> None:
        """Take a newer charter or list of hubs, from whoever: the pool's key has signed both."""
        known = replace(self.known, charter=news.charter.text, name=news.charter.name)
        if news.hubs:
            self._hubs.text = news.hubs.text
            known = replace(known, hubs=news.hubs.addresses or known.hubs)
        self.save(known)
        self._change_hubs()

    def _change_hubs(self) -> None:
        """Have the connection that there is know where else to go."""
        if self.client and not self.client.is_closed:
            self.client.change_hubs(self._nearby.mixed_with(self.known.hubs))

    def hub_runs(self, *, does: bool, problem: str = "") -> None:
        """Hear whether the hub on this PC runs, and if not, why."""
        if does:
            self._hub_is_up.set()
        else:
            self._hub_is_up.clear()
        if problem != self._hub_problem:
            self._hub_problem = problem
            self._tell()

    async def _keep_link(self) -> None:
        """Hold a connection, and make it again when it was given up."""
        pauses = Pauses()
        while True:
            await self._hub_is_up.wait()
            began = time.monotonic()
            try:
                await self._be_there()
            except Refused:
                if not await self._renew_by_ticket():
                    await asyncio.sleep(_REFUSED_SECONDS)
                    continue
            except (DeAIError, OSError, TimeoutError) as error:
                self._becomes(Standing.OFFLINE, in_words(error))
            pauses.forget_after(time.monotonic() - began)
            await self._nearby.wait(pauses.next())

    async def _be_there(self) -> None:
        """Connect, and return when the connection was given up."""
        await self._refresh()
        closed = asyncio.Event()

        async def is_closed() -> None:
            closed.set()

        async def is_lost() -> None:
            self._becomes(Standing.OFFLINE, "The connection to the hub broke off.")

        async def is_back() -> None:
            self._becomes(Standing.ONLINE)
            self.renew_soon()  # and hear what was said meanwhile
            self.book_keeping.look_again()
            self._is_back.set()

        async with self._connected(self._device_certificate, Watch(is_lost, is_back, is_closed)) as client:
            self.client = client
            try:
                await keep_news(client, self._news, is_answering=bool(self.founded))
                if self.founded:
                    await keep_door(client, self.founded.doorkeeper(lambda: self.known))
                    await keep_hub_door(
                        client,
                        self.founded.hub_doorkeeper(lambda: self.known),
                        self.hub_keeping.look_at_list,
                    )
                self.exchange = await (await self._made_exchange(client)).open()
                self._becomes(Standing.ONLINE)
                tasks = [asyncio.create_task(work) for work in self._work_beside(client)]
                try:
                    await closed.wait()
                finally:
                    await asyncio.gather(*(end_task(task) for task in tasks))
            finally:
                if self.exchange:
                    await self.exchange.close()
                self.client = self.exchange = None
        self._becomes(Standing.OFFLINE, "The connection to the hub broke off.")

    async def _made_exchange(self, client: HubClient) -> Exchange:
        charter, known = lambda: self.charter, lambda: self.known
        dealings = await self.book_keeping.dealings(client)
        return Exchange(client, self._device, charter, known, self._role, self._models, self._rules, dealings)

    def _work_beside(self, client: HubClient) -> tuple[Coroutine[None, None, object], ...]:
        """Return what goes on for as long as a connection lasts."""
        return self._renew_in_time(client), self.book_keeping.follow(client), self._keep_up(client)

    async def _keep_up(self, client: HubClient) -> None:
        """Tell or ask, when connected and whenever that is so again, what others or this PC did not hear meanwhile."""
        while True:
            self._is_back.clear()
            with contextlib.suppress(NatsError, TimeoutError):
                await (self.spread_news() if self.founded else ask_for_news(client, self._news))
            await self._is_back.wait()

    async def _refresh(self) -> None:
        """See to it that there is a certificate that counts."""
        now = time.time()
        if self.founded:
            certificate = self.founded.certificate(self._device, self.known.device_name)
            self._pools.save(known := replace(self.known, certificate=certificate))
            self.known = known
        elif (self._certificate(now).expires_at or 0) <= now and not await self._renew_by_ticket():
            raise PoolUnreachableError(self._reason or "The membership could not be renewed.")

    async def _renew_in_time(self, client: HubClient) -> None:
        """Ask for the next certificate now and then, and connect anew with it while the one before still counts."""
        is_old = self._ages()
        while True:
            self._renews_soon.clear()
            role = self._role
            try:
                await self._renew(client)
                wait = self._seconds_to_renewal()
                if self._role is not role:
                    await client.close()  # and connect anew, as what it is now
                    return
                if is_old(time.time()):
                    await client.force_reconnect()  # or the hub would end the connection with its certificate
                    is_old = self._ages()
            except PoolUnreachableError:  # the founder is not there; most of the time that does not matter
                wait = min(_RENEW_AGAIN_SECONDS, max(60.0, self._seconds_to_renewal()))
            except DeAIError as error:
                log.warning("the pool does not renew the membership: %s", error.message)
                wait = _RENEW_AGAIN_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._renews_soon.wait(), wait)

    async def _renew(self, client: HubClient) -> None:
        """Ask once. Raises `PoolError` and its like."""
        if self.founded:
            await self._refresh()
            return
        joined = await ask_to_renew(
            client, self.pool, self.known.ticket, self._device, self.known.device_name
        )
        self.save(
            replace(
                self.known,
                name=joined.charter.name,
                charter=joined.charter.text,
                certificate=joined.certificate,
                ticket=joined.ticket,
            )
        )

    async def _renew_by_ticket(self) -> bool:
        """Ask at the door as a guest; whether it worked."""
        if self.founded:
            return False
        try:
            async with self._connected(lambda: self.known.ticket, Watch()) as client:
                await self._renew(client)
        except Refused:
            self._becomes(Standing.REFUSED, "The pool has removed this PC, or its ticket has expired.")
        except BadCertificateError as error:
            self._becomes(Standing.REFUSED, error.message)
        except (DeAIError, OSError, TimeoutError) as error:
            self._becomes(Standing.OFFLINE, in_words(error))
        else:
            return True
        return False

    @asynccontextmanager
    async def _connected(self, certificate: Callable[[], str], watch: Watch) -> AsyncIterator[HubClient]:
        known = self.known
        if not known.hubs:
            raise PoolUnreachableError("The hub has not run yet.")
        connecting = connected(
            self._journal,
            f"Pool “{known.name}”",
            self._nearby.mixed_with(known.hubs),
            trust_only(known.hub_certificate),
            self._device,
            certificate,
            watch=watch,
            within=_CONNECT_SECONDS,
            is_here=self._is_here,
        )
        async with connecting as client:
            yield client

    def _is_here(self, hub: HubAddress) -> bool:
        """Whether a hub is this PC's own, which is no connection to others."""
        own = self.founded.hub.own if self.founded else None
        return bool(own and hub in own.addresses)

    def _device_certificate(self) -> str:
        return self.known.certificate

    def _certificate(self, now: float) -> Certificate:
        """Return this PC's certificate, whether it has expired or not."""
        kinds = (KeyKind.ACCOUNT, KeyKind.DEVICE)
        return read_certificate(self.known.certificate, *kinds, now=now, is_expired_good=True)

    @property
    def _role(self) -> Role:
        return self.charter.role_of(self.known.certificate, time.time())

    def _seconds_to_renewal(self) -> float:
        now = time.time()
        return max(1.0, due(self._certificate(now)) - now)

    def _ages(self) -> Callable[[float], bool]:
        """Return what tells later whether the certificate that is used now is due."""
        at = due(self._certificate(time.time()))
        return lambda now: now >= at

    def _becomes(self, standing: Standing, reason: str = "") -> None:
        if (standing, reason) != (self._standing, self._reason):
            self._standing, self._reason = standing, reason
            log.info("a pool is %s %s", standing, reason)
            self._nearby.look_again()
            self._tell()

    def _tell(self) -> None:
        self._has_changed.set()
        self._on_change()
