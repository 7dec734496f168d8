"""A hub of somebody else's pool gets new papers in time, and after a long absence too."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from deai_desktop.pool.founded import Founded
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import PoolAuthority, hub_request, sign_hub_request
from deai_desktop.pool.hubs.hub_joining import HUB_SECONDS, papers_text, read_papers
from deai_desktop.pool.hubs.hub_repository import OwnHubRepository
from deai_desktop.pool.hubs.reach import Reach
from deai_desktop.pool.identity.certificates import read_certificate
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.identity.keys import KeyKind, PublicKey
from deai_desktop.pool.identity.pool_keys import PoolKeys
from deai_desktop.pool.identity.roles import Role
from deai_desktop.storage.database import Database
from tests.pool.test_service import Computer, found, is_online

pytestmark = pytest.mark.anyio
_DAY = 86400.0


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Computer]:
    async with Computer(tmp_path / "ada") as computer:
        await found(computer)
        yield computer


async def runs(computer: Computer) -> HubAddress:
    """Wait until its hub runs, and return where."""
    async with asyncio.timeout(20):
        while not computer.pools.own_hubs.list()[0].is_running:
            await asyncio.sleep(0.02)
    return computer.pools.own_hubs.list()[0].addresses[0]


async def tls_begins(hub: HubAddress) -> float:
    """Return since when the certificate counts that a server shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

    def look() -> bytes:
        with socket.create_connection((hub.host, hub.port), 5) as raw, context.wrap_socket(raw) as shown:
            return shown.getpeercert(binary_form=True) or b""

    return x509.load_der_x509_certificate(await asyncio.to_thread(look)).not_valid_before_utc.timestamp()


def grow_old(computer: Computer, founded: Founded, authority: str, *, papers: float, tls: float) -> None:
    """Let a hub that does not run have papers that were given so many days ago."""
    now, keys = time.time(), founded._keys
    vault = PoolKeys(computer.vault)
    with Database(computer.folder / "deai.db") as database:
        repository = OwnHubRepository(database)
        (kept,) = repository.list()
        private, device = vault.hub_encryption(kept.pool), vault.hub(kept.pool).public
        held = read_papers(PublicKey(kept.pool, KeyKind.POOL), kept.papers, private)
        encryption = sign_hub_request(
            PoolAuthority(authority, keys.authority), hub_request(private), now - tls * _DAY
        )
        certificate = Founder(keys, "Friends").admit(
            device, kept.name, Role.HUB, now - papers * _DAY, HUB_SECONDS
        )
        old = replace(
            held, certificate=certificate, encryption=replace(held.encryption, certificate=encryption)
        )
        repository.save(replace(kept, papers=papers_text(old)))


async def test_papers_are_renewed_before_they_expire_and_after(ada: Computer, tmp_path: Path) -> None:
    carl = Computer(tmp_path / "carl")
    async with carl:
        invite = ada.pools.hubs("Friends").invite(3600)
        await carl.pools.own_hubs.join(invite.text, "Carl's", Reach())
        await runs(carl)
    member = ada.pools.find("Friends")
    assert member.founded is not None
    for days in (16.0, 40.0):
        grow_old(carl, member.founded, member.known.hub_certificate, papers=days, tls=300)
        async with carl:
            where = await runs(carl)
            await ada.sees(is_online)
            (hub,) = carl.pools.own_hubs.list()
            kinds = KeyKind.ACCOUNT, KeyKind.DEVICE
            async with asyncio.timeout(20):
                while time.time() - await tls_begins(where) > 2 * _DAY:
                    await asyncio.sleep(0.1)
            now = time.time()
            assert now - read_certificate(hub.papers.certificate, *kinds, now=now).issued_at < 60
            (kept,) = OwnHubRepository(carl.database).list()
            assert kept.papers == papers_text(hub.papers)
            assert hub.is_running
            assert hub.problem == ""
