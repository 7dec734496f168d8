"""The pairing code."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest

from deai_desktop.api.node_proof import proof_of, proves
from deai_desktop.api.pairing import Pairing, checked_address
from deai_desktop.core.errors import InvalidInputError

PAIRING = Pairing("WSL: Debian", "http://127.0.0.1:3325", "0123", "deai-hush-hush")


def _code(*fields: object) -> str:
    return "deai-pair-" + urlsafe_b64encode(json.dumps(fields).encode()).decode()


def test_comes_back_as_it_was() -> None:
    code = PAIRING.encode()
    assert Pairing.decode(code) == PAIRING
    assert Pairing.decode(f"  {code[:30]}\r\n{code[30:]}\n") == PAIRING, "pasted from a narrow terminal"
    assert code.replace("-", "").replace("_", "").isalnum()


def test_does_not_show_the_key() -> None:
    assert "hush" not in repr(PAIRING)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "deai-pair-",
        "deai-pair-!!!",
        "deai-hush-hush",
        "deai-pair-" + "A" * 3000,
        _code("a", "b"),
        _code(1, "http://127.0.0.1:1", "x", "y"),
        _code("", "http://127.0.0.1:1", "x", "y"),
        _code("bell\a", "http://127.0.0.1:1", "x", "y"),
        _code("a", "http://127.0.0.1:1", "x", "ü"),
    ],
)
def test_refuses_what_is_none_without_repeating_it(code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Pairing.decode(code)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.5:3324",
        "http://example.org:3324",
        "http://127.0.0.1@example.org:80",
        "https://127.0.0.1:3324",
        "http://127.0.0.1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:1/path",
        "http://127.0.0.1.example.org:1",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_this_pc_is_ever_called(address: str) -> None:
    with pytest.raises(InvalidInputError, match="on this PC"):
        checked_address(address)
    with pytest.raises(InvalidInputError):
        Pairing.decode(_code("a", address, "x", "y"))


@pytest.mark.parametrize("address", ["http://127.0.0.1:3325", "http://localhost:3325/", "http://[::1]:3325"])
def test_an_address_has_one_spelling(address: str) -> None:
    assert checked_address(address) == "http://127.0.0.1:3325"


def test_a_proof_holds_for_one_key_one_challenge_and_one_address() -> None:
    from hashlib import sha256

    good = proof_of(sha256(b"key").digest(), "challenge", "address")
    assert proves(good, "key", "challenge", "address")
    assert not proves(good, "other", "challenge", "address")
    assert not proves(good, "key", "other", "address")
    assert not proves(good, "key", "challenge", "other")
    assert not proves("", "key", "challenge", "address")
