"""A hub is reached as a web page is (wss), where a network lets nothing else through."""

from __future__ import annotations

import gc
import ssl
import time
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from deai_desktop.pool.errors import PoolError, PoolUnreachableError
from deai_desktop.pool.hubs.connection import Refused, connected, settled
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import make_hub_encryption, make_pool_authority, trust_only
from deai_desktop.pool.hubs.hub_files import HubFiles, HubPlace
from deai_desktop.system.child_job import ChildJob
from tests.fakes.journal import FakeJournal
from tests.pool.pools import Pool, new_device
from tests.pool.running_hubs import eventually, free_address

pytestmark = [
    pytest.mark.anyio,
    # nats-py 2.16 calls aiohttp so.
    pytest.mark.filterwarnings("ignore:parameter 'timeout' of type 'float':DeprecationWarning"),
]
POOL = Pool()
needs_web = pytest.mark.skipif(find_spec("aiohttp") is None, reason="the extra `web` is not installed")


class WebHub:
    """A hub on the web."""

    def __init__(self, folder: Path) -> None:
        free = free_address()
        self.web = HubAddress(free.host, free.port, is_web=True)
        self.files = HubFiles(folder)
        self.files.write(
            POOL.hub_charter(), HubPlace(web=self.web), make_hub_encryption(POOL.authority, time.time())
        )

    async def start(self) -> None:
        self.hub = await Hub.start(self.files, ChildJob())


@pytest.fixture
async def on_the_web(tmp_path: Path) -> AsyncIterator[WebHub]:
    hub = WebHub(tmp_path)
    await hub.start()
    yield hub
    await hub.hub.stop()


def trusted() -> ssl.SSLContext:
    return trust_only(POOL.authority.certificate)


@needs_web
async def test_members_meet_over_the_web(on_the_web: WebHub) -> None:
    """And when the usual way does not answer, it is taken by itself."""
    ada, bob = new_device(), new_device()
    certificates = [POOL.admit(ada), POOL.admit(bob)]
    ways = [on_the_web.web], [free_address(), on_the_web.web]
    async with (
        connected(FakeJournal(), "Pool", ways[0], trusted(), ada, lambda: certificates[0]) as hers,
        connected(FakeJournal(), "Pool", ways[1], trusted(), bob, lambda: certificates[1]) as his,
    ):
        heard = await his.subscribe("here.*")
        await settled(his)
        await hers.publish(f"here.{ada.public.text}", b"x" * 100_000)
        assert len((await heard.next_msg(5)).data) == 100_000


@needs_web
async def test_the_usual_way_goes_first(on_the_web: WebHub) -> None:
    device = new_device()
    certificate = POOL.admit(device)
    ways = [on_the_web.web, HubAddress("127.0.0.1", on_the_web.hub.port)]
    async with connected(FakeJournal(), "Pool", ways, trusted(), device, lambda: certificate) as client:
        assert client.connected_url is not None
        assert client.connected_url.port == on_the_web.hub.port


@needs_web
async def test_a_member_on_the_web_comes_back(on_the_web: WebHub) -> None:
    device = new_device()
    certificate = POOL.admit(device)
    async with connected(
        FakeJournal(), "Pool", [on_the_web.web], trusted(), device, lambda: certificate
    ) as client:
        client.change_hubs([HubAddress("127.0.0.1", on_the_web.hub.port), on_the_web.web])
        await on_the_web.hub.stop()
        on_the_web.files.write(POOL.hub_charter(), HubPlace(web=on_the_web.web))
        await on_the_web.start()
        await eventually(lambda: client.is_connected and client.stats["reconnects"] == 1)


@needs_web
@pytest.mark.expects_errors_in_log
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
async def test_strangers_are_refused_there_too(on_the_web: WebHub) -> None:
    """nats-py 2.16 leaves a connection of who was refused to the collector, and aiohttp complains of that."""
    device = new_device()
    other = trust_only(make_pool_authority(time.time()).certificate)
    for certificate, trust, error, within in (
        (Pool().admit(device), trusted(), Refused, 5.0),
        (POOL.admit(device), other, PoolUnreachableError, 0.5),
    ):
        entering = connected(
            FakeJournal(),
            "Pool",
            [on_the_web.web],
            trust,
            device,
            lambda certificate=certificate: certificate,  # type: ignore[misc]
            within=within,
        )
        with pytest.raises(error):
            await entering.__aenter__()
    gc.collect()


async def test_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deai_desktop.pool.hubs.connection.find_spec", lambda _: None)
    device = new_device()
    hubs = [HubAddress("127.0.0.1", 1, is_web=True)]
    with pytest.raises(PoolError, match="over the web only"):
        async with connected(FakeJournal(), "Pool", hubs, trusted(), device, lambda: POOL.admit(device)):
            pass
