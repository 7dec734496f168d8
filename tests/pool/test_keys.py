"""Keys are written as NATS writes them, and nothing else is read as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.pool.errors import BadKeyError, BadSignatureError
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey

_LETTERS = {KeyKind.POOL: "O", KeyKind.ACCOUNT: "A", KeyKind.DEVICE: "U"}


@pytest.mark.parametrize("kind", KeyKind)
def test_a_key_comes_back_from_its_seed(kind: KeyKind) -> None:
    pair = KeyPair.generate(kind)
    assert pair.public.text[0] == _LETTERS[kind]
    assert pair.seed[:2] == f"S{_LETTERS[kind]}"
    again = KeyPair.from_seed(pair.seed, kind)
    assert again.public == pair.public
    pair.public.check(b"words", again.sign(b"words"))


def test_reads_what_the_nkeys_library_made() -> None:
    # From the specification's own examples of a user: nats-io/nkeys, README.
    seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY"
    public = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4"
    assert KeyPair.from_seed(seed, KeyKind.DEVICE).public.text == public


def test_a_signature_of_another_is_refused() -> None:
    pair, other = (KeyPair.generate(KeyKind.DEVICE) for _ in range(2))
    with pytest.raises(BadSignatureError):
        pair.public.check(b"words", other.sign(b"words"))
    with pytest.raises(BadSignatureError):
        pair.public.check(b"other words", pair.sign(b"words"))
    with pytest.raises(BadSignatureError):
        pair.public.check(b"words", b"short")


def test_one_kind_is_not_taken_for_another() -> None:
    device = KeyPair.generate(KeyKind.DEVICE)
    with pytest.raises(BadKeyError):
        PublicKey(device.public.text, KeyKind.ACCOUNT)
    with pytest.raises(BadKeyError):
        KeyPair.from_seed(device.seed, KeyKind.ACCOUNT)
    with pytest.raises(BadKeyError):
        PublicKey(device.seed, KeyKind.DEVICE)


@given(st.integers(0, 55), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=a1 \n\0é"))
def test_one_wrong_letter_is_found(place: int, letter: str) -> None:
    text = KeyPair.generate(KeyKind.DEVICE).public.text
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        with pytest.raises(BadKeyError):
            PublicKey(changed, KeyKind.DEVICE)


@given(st.text(max_size=70))
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadKeyError):
        PublicKey(text, KeyKind.DEVICE)


def test_the_private_half_is_not_shown_by_accident() -> None:
    pair = KeyPair.generate(KeyKind.POOL)
    assert pair.seed not in f"{pair} {pair!r} {pair.__dict__}"
    with pytest.raises(BadKeyError) as refused:
        KeyPair.from_seed(pair.seed, KeyKind.DEVICE)
    assert pair.seed not in str(refused.value)
