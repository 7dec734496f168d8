"""An invite is read whole or not at all."""

from __future__ import annotations

import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.pool.errors import BadInviteError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.identity.invite import LINK, LONGEST, Invite
from deai_desktop.pool.identity.roles import Role
from tests.pool.pools import Pool, new_device

POOL = Pool()
HUB_CERTIFICATE = POOL.authority.certificate


def invited(lifetime: float = 86400) -> Invite:
    guest, now = new_device(), time.time()
    certificate = POOL.founder.invite(guest.public, Role.WORKER, now, lifetime)
    hubs = (HubAddress("192.0.2.7", 4222), HubAddress("hub.example.org", 443, is_web=True))
    return Invite(POOL.founder.pool, "Friends & family ☕", hubs, HUB_CERTIFICATE, guest, certificate)


GOOD = invited()


def test_comes_back_as_it_was_sent() -> None:
    text = GOOD.text
    assert len(text) < 1800  # a QR code holds 2,953
    for sent in (text, f"  {text[:500]}\n{text[500:]}\r\n"):
        read = Invite.read(sent, time.time())
        assert (read.pool, read.name, read.hubs) == (GOOD.pool, GOOD.name, GOOD.hubs)
        assert read.hub_certificate == GOOD.hub_certificate
        assert (read.guest.seed, read.certificate) == (GOOD.guest.seed, GOOD.certificate)


def test_one_that_has_expired_says_so() -> None:
    with pytest.raises(BadInviteError, match="expired"):
        Invite.read(GOOD.text, time.time() + 90000)


@given(st.integers(0, len(GOOD.text) - 1), st.sampled_from("ABCabc019-_=/ é\0"))
def test_one_wrong_letter_is_found(place: int, letter: str) -> None:
    text = GOOD.text
    altered = text[:place] + letter + text[place + 1 :]
    if "".join(altered.split()) != text:
        with pytest.raises(BadInviteError):
            Invite.read(altered, time.time())


@given(st.integers(0, len(GOOD.text) - 1))
def test_a_part_is_no_invite(length: int) -> None:
    with pytest.raises(BadInviteError):
        Invite.read(GOOD.text[:length], time.time())


@given(st.text(max_size=200), st.booleans())
def test_other_text_is_no_invite(text: str, has_link: bool) -> None:
    with pytest.raises(BadInviteError):
        Invite.read(LINK * has_link + text, time.time())


def test_does_not_unpack_without_end() -> None:
    import base64

    packed = zlib.compress(b'{"version":1,"pool":"' + b"x" * 5_000_000)
    whole = packed + zlib.crc32(packed).to_bytes(4, "big")
    text = LINK + base64.urlsafe_b64encode(whole).decode().rstrip("=")
    assert len(text) < LONGEST
    with pytest.raises(BadInviteError):
        Invite.read(text, time.time())


def test_a_certificate_of_another_key_is_refused() -> None:
    swapped = Invite(
        GOOD.pool, GOOD.name, GOOD.hubs, GOOD.hub_certificate, new_device(), GOOD.certificate
    ).text
    with pytest.raises(BadInviteError):
        Invite.read(swapped, time.time())
