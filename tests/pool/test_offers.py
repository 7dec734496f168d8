"""Offers and claims count for who signed them, for whom they are meant, and in their own pool."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.pool.errors import BadCertificateError, BadMessageError, BadSignatureError, PoolError
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.identity.signed import sign_message
from deai_desktop.pool.jobs.offers import (
    LARGEST_OFFER,
    Answer,
    Offer,
    Reason,
    RefusedError,
    hash_of,
    read_claim,
    read_offer,
    sign_answer,
    sign_offer,
)
from deai_desktop.pool.jobs.presence import Beat
from deai_desktop.pool.jobs.sealing import JobKey
from tests.pool.pools import Pool, new_device


@dataclass
class Two:
    """A requester and a worker of a pool."""

    pool: Pool = field(default_factory=Pool)
    ada: KeyPair = field(default_factory=new_device)
    bob: KeyPair = field(default_factory=new_device)
    job: str = field(default_factory=lambda: secrets.token_hex(16))

    def __post_init__(self) -> None:
        self.charter: Charter = self.pool.charter()
        self.members = Members(lambda: self.charter)
        self.adas = self.pool.admit(self.ada, Role.REQUESTER)
        self.bobs = self.pool.admit(self.bob, Role.WORKER)

    def offer(self, device: KeyPair | None = None, **other: object) -> bytes:
        said = {
            "certificate": self.adas,
            "job": self.job,
            "worker": self.bob.public.text,
            "key": JobKey().public,
            "kind": "generate",
            "model": "echo",
            "prompt_tokens": 3,
            "wanted_tokens": 10,
            "at": time.time(),
            **other,
        }
        return sign_offer(device or self.ada, self.pool.founder.pool, Offer(**said))  # type: ignore[arg-type]

    def claim(self, offer: bytes, device: KeyPair | None = None, **other: object) -> bytes:
        said = {
            "certificate": self.bobs,
            "job": self.job,
            "offer": hash_of(offer),
            "key": JobKey().public,
            **other,
        }
        return sign_answer(device or self.bob, self.pool.founder.pool, Answer(**said))  # type: ignore[arg-type]

    def read(self, claim: bytes, offer: bytes) -> Answer:
        return read_claim(claim, offer, self.job, self.bob.public, self.members)[1]


TWO = Two()
OFFER = TWO.offer()


def test_an_offer_and_its_claim_are_read() -> None:
    offer = TWO.offer()
    member, said = read_offer(offer, TWO.bob.public, TWO.members)
    assert (member.device, said.model) == (TWO.ada.public, "echo")
    assert TWO.read(TWO.claim(offer), offer).key


@given(st.data())
def test_an_offer_altered_at_any_place_is_refused(data: st.DataObject) -> None:
    offer = bytearray(OFFER)
    offer[data.draw(st.integers(0, len(offer) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(PoolError):
        read_offer(bytes(offer), TWO.bob.public, TWO.members)


@given(st.binary(max_size=400))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(PoolError):
        read_offer(noise, TWO.bob.public, TWO.members)


def test_an_offer_too_large_is_not_even_read() -> None:
    with pytest.raises(BadMessageError, match="too long"):
        read_offer(bytes(LARGEST_OFFER + 1), TWO.bob.public, TWO.members)


def test_an_offer_to_another_worker_is_refused() -> None:
    with pytest.raises(BadMessageError, match="another worker"):
        read_offer(TWO.offer(), new_device().public, TWO.members)


def test_another_members_certificate_does_not_help() -> None:
    with pytest.raises(BadSignatureError):
        read_offer(TWO.offer(new_device()), TWO.bob.public, TWO.members)


def test_who_is_expired_removed_or_of_another_pool_is_refused() -> None:
    two, other = Two(), Pool()
    for certificate, why in (
        (two.pool.admit(two.ada, ago=100, lifetime=50), "expired"),
        (other.admit(two.ada), "not from this pool"),
        ("no certificate", "no certificate"),
    ):
        with pytest.raises(BadCertificateError, match=why):
            read_offer(two.offer(certificate=certificate), two.bob.public, two.members)
    good = two.offer()
    read_offer(good, two.bob.public, two.members)
    two.charter = two.pool.charter({two.ada.public.text: int(time.time())})
    with pytest.raises(BadCertificateError, match="removed"):
        read_offer(good, two.bob.public, two.members)


def test_a_certificate_that_was_good_expires() -> None:
    two, now = Two(), time.time()
    members = Members(lambda: two.charter, lambda: now)
    assert members.member(two.adas).device == two.ada.public
    now += 86_500
    with pytest.raises(BadCertificateError, match="expired"):
        members.member(two.adas)


def test_what_was_signed_for_something_else_does_not_count() -> None:
    two = Two()
    pool = two.pool.founder.pool
    offer = two.offer()
    beat = sign_message(two.ada, "beat", pool, Beat(certificate=two.adas, at=1))
    as_beat = sign_message(two.ada, "beat", pool, read_offer(offer, two.bob.public, two.members)[1])
    elsewhere = sign_offer(two.ada, Pool().founder.pool, read_offer(offer, two.bob.public, two.members)[1])
    for message in (beat, as_beat, elsewhere, two.claim(offer)):
        with pytest.raises(PoolError):
            read_offer(message, two.bob.public, two.members)


def test_only_the_worker_that_was_asked_claims_and_only_this_offer() -> None:
    two, mallory = Two(), new_device()
    offer = two.offer()
    hers = two.pool.admit(mallory)
    for claim in (
        two.claim(offer, mallory),  # with Bob's certificate
        two.claim(offer, mallory, certificate=hers),  # with her own
        two.claim(two.offer()),  # Bob's claim of another offer, replayed
        two.claim(offer, job="00" * 16),
        two.claim(offer)[:-1],
        b"",
    ):
        with pytest.raises(PoolError):
            two.read(claim, offer)


def test_who_only_asks_claims_nothing() -> None:
    two = Two()
    offer = two.offer()
    with pytest.raises(BadMessageError, match="does not work"):
        two.read(two.claim(offer, certificate=two.pool.admit(two.bob, Role.REQUESTER)), offer)


def test_a_refusal_says_why() -> None:
    offer = TWO.offer()
    with pytest.raises(RefusedError, match="later") as refused:
        TWO.read(TWO.claim(offer, reason="busy", message="later", wait=3.0), offer)
    assert (refused.value.reason, refused.value.wait) == (Reason.BUSY, 3.0)
