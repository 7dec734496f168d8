"""A member is told from a stranger by charter and certificate alone, however either was altered."""

from __future__ import annotations

import base64
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.identity.certificates import LONGEST, sign_certificate
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from deai_desktop.pool.identity.roles import Role
from tests.pool.pools import Pool, new_device

POOL, DEVICE = Pool(), new_device()
GOOD = POOL.admit(DEVICE)


def refused(charter: Charter, certificate: str, because: str) -> None:
    with pytest.raises(PoolError, match=because):
        charter.member(certificate, time.time())


@pytest.mark.parametrize("role", [role for role in Role if role.is_membership])
def test_a_member_is_known(role: Role) -> None:
    member = POOL.charter().member(POOL.admit(DEVICE, role), time.time())
    assert (member.device, member.name, member.role) == (DEVICE.public, "Ada's PC", role)
    assert 86300 < member.expires_at - time.time() <= 86400


def test_a_certificate_counts_for_its_time_only() -> None:
    refused(POOL.charter(), POOL.admit(DEVICE, ago=100, lifetime=50), "expired")
    refused(POOL.charter(), POOL.admit(DEVICE, ago=-1000), "future")
    POOL.charter().member(POOL.admit(DEVICE, ago=-60), time.time())  # a clock may be wrong a little


def test_an_invite_is_no_membership_and_the_other_way_round() -> None:
    invite = POOL.founder.invite(DEVICE.public, Role.WORKER, time.time(), 60)
    refused(POOL.charter(), invite, "no membership")
    assert POOL.charter().guest(invite, time.time()).role is Role.WORKER
    with pytest.raises(PoolError, match="no invite"):
        POOL.charter().guest(GOOD, time.time())


def test_another_pools_certificate_does_not_count() -> None:
    refused(Pool().charter(), GOOD, "not from this pool")


def test_a_removed_member_does_not_count_until_admitted_again() -> None:
    now = int(time.time())
    charter = POOL.charter({DEVICE.public.text: now - 50})
    refused(charter, POOL.admit(DEVICE, ago=100), "removed")
    charter.member(POOL.admit(DEVICE), time.time())
    charter.member(POOL.admit(new_device(), ago=100), time.time())
    refused(POOL.charter({"*": now - 50}), POOL.admit(DEVICE, ago=100), "removed")


def test_who_may_not_sign_does_not_make_members() -> None:
    now = time.time()
    says = {"type": "user", "issuer_account": POOL.keys.account.public.text}
    stranger = KeyPair.generate(KeyKind.ACCOUNT)
    for issuer in (stranger, POOL.keys.account, POOL.keys.system):
        forged = sign_certificate(issuer, DEVICE.public, says, name="x", now=now, lifetime=60)
        refused(POOL.charter(), forged, "not from this pool")
    for_ever = sign_certificate(POOL.keys.roles[Role.BOTH], DEVICE.public, says, name="x", now=now)
    refused(POOL.charter(), for_ever, "for ever")
    for other in (
        {"issuer_account": POOL.keys.system.public.text},
        {"issuer_account": ""},
        {"type": "account"},
    ):
        key = POOL.keys.roles[Role.BOTH]
        strange = sign_certificate(key, DEVICE.public, says | other, name="x", now=now, lifetime=60)
        refused(POOL.charter(), strange, "not from this pool")
    of_a_device = sign_certificate(DEVICE, DEVICE.public, says, name="x", now=now, lifetime=60)
    refused(POOL.charter(), of_a_device, "another kind")


def test_only_the_pools_own_key_makes_its_charter() -> None:
    other = Pool()
    with pytest.raises(PoolError, match="another pool"):
        Charter(POOL.founder.pool, other.founder.charter(time.time()), time.time())
    with pytest.raises(PoolError, match="no charter"):
        Charter(POOL.founder.pool, POOL.founder.system_certificate(time.time()), time.time())
    with pytest.raises(PoolError):
        Charter(POOL.founder.pool, GOOD, time.time())


def test_a_charter_that_gives_other_rights_is_refused() -> None:
    key = POOL.keys.roles[Role.WORKER].public.text
    template = {"pub": {"allow": [">"]}, "sub": {"allow": [">"]}, "subs": -1, "data": -1, "payload": -1}
    says = {
        "type": "account",
        "signing_keys": [{"kind": "user_scope", "key": key, "role": "worker", "template": template}],
    }
    text = sign_certificate(POOL.keys.pool, POOL.keys.account.public, says, name="x", now=time.time())
    with pytest.raises(PoolError, match="other rights"):
        Charter(POOL.founder.pool, text, time.time())


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.sampled_from("ABCabc019-_.= \0é"))
def test_one_altered_letter_is_found(place: int, letter: str) -> None:
    altered = GOOD[:place] + letter + GOOD[place + 1 :]
    if altered != GOOD:
        with pytest.raises(PoolError):
            POOL.charter().member(altered, time.time())


@given(st.text(max_size=300))
def test_what_is_no_certificate_is_refused(text: str) -> None:
    with pytest.raises(PoolError):
        POOL.charter().member(text, time.time())


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": "soon"},
        {"exp": 10**30},
        {"exp": True},
        {"iat": None},
        {"iat": -1},
        {"sub": ["U"]},
        {"nats": []},
        {"nats": {"version": 1}},
        {"name": "x" * 300},
        {"iss": "x" * 300},
    ],
)
def test_claims_of_a_wrong_kind_are_refused_though_signed(changes: dict[str, object]) -> None:
    head, body, _ = GOOD.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    text = base64.urlsafe_b64encode(json.dumps(claims | changes).encode()).decode().rstrip("=")
    signature = POOL.keys.roles[Role.BOTH].sign(f"{head}.{text}".encode())
    signed = f"{head}.{text}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"
    with pytest.raises(PoolError):
        POOL.charter().member(signed, time.time())


def test_another_way_to_sign_is_refused() -> None:
    head = base64.urlsafe_b64encode(b'{"typ":"JWT","alg":"none"}').decode().rstrip("=")
    refused(POOL.charter(), ".".join([head, *GOOD.split(".")[1:]]), "not known here")
    refused(POOL.charter(), "x" * (LONGEST + 1), "no certificate")
    deep = base64.urlsafe_b64encode(b"[" * 20_000).decode().rstrip("=")
    refused(POOL.charter(), f"{GOOD.split('.')[0]}.{deep}.x", "damaged")
