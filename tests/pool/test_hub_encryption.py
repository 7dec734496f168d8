"""Members talk to hubs of their pool's authority, and to nobody else."""

from __future__ import annotations

import contextlib
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_encryption import (
    HubEncryption,
    hub_request,
    is_due_for_renewal,
    key_print,
    make_hub_encryption,
    make_hub_key,
    make_pool_authority,
    sign_hub_request,
    trust_only,
)

NOW = time.time()
OURS, THEIRS = make_pool_authority(NOW), make_pool_authority(NOW)
HUB = make_hub_encryption(OURS, NOW)
_LARGEST_SECRET = 1280


def shakes_hands(member: ssl.SSLContext, hub: HubEncryption, folder: str) -> None:
    """Let both talk in memory. Raises `ssl.SSLError`."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for name, text in (("hub.crt", hub.certificate), ("hub.key", hub.private_key)):
        with open(f"{folder}/{name}", "w") as file:  # noqa: PTH123
            file.write(text)
    server.load_cert_chain(f"{folder}/hub.crt", f"{folder}/hub.key")
    to_hub, to_member = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = [member.wrap_bio(to_member, to_hub), server.wrap_bio(to_hub, to_member, server_side=True)]
    for _ in range(4):
        for side in sides:
            with contextlib.suppress(ssl.SSLWantReadError):
                side.do_handshake()


@pytest.fixture
def folder(tmp_path: object) -> str:
    return str(tmp_path)


def test_any_hub_of_the_pool_is_trusted_and_no_other(folder: str) -> None:
    shakes_hands(trust_only(OURS.certificate), HUB, folder)
    shakes_hands(trust_only(OURS.certificate), make_hub_encryption(OURS, NOW), folder)
    with pytest.raises(ssl.SSLCertVerificationError):
        shakes_hands(trust_only(OURS.certificate), make_hub_encryption(THEIRS, NOW), folder)


def test_a_hub_can_not_vouch_for_another_one(folder: str) -> None:
    """It signs with its own key, in the authority's name and in its own."""
    key = serialization.load_pem_private_key(HUB.private_key.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    false = ec.generate_private_key(ec.SECP256R1())
    for issuer in (OURS.certificate, HUB.certificate):
        real = x509.load_pem_x509_certificate(HUB.certificate.encode())
        builder = x509.CertificateBuilder(
            issuer_name=x509.load_pem_x509_certificate(issuer.encode()).subject,
            subject_name=real.subject,
            public_key=false.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=real.not_valid_before_utc,
            not_valid_after=real.not_valid_after_utc,
        )
        certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
        private = false.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
        with pytest.raises(ssl.SSLCertVerificationError):
            shakes_hands(
                trust_only(OURS.certificate),
                HubEncryption(OURS.certificate, certificate + HUB.certificate, private),
                folder,
            )


def test_one_that_has_run_out_is_not_trusted(folder: str) -> None:
    old = make_hub_encryption(OURS, NOW - 401 * 86400)
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        shakes_hands(trust_only(OURS.certificate), old, folder)
    assert is_due_for_renewal(old.certificate, NOW)
    assert not is_due_for_renewal(HUB.certificate, NOW)


def test_a_renewed_certificate_has_the_same_key() -> None:
    private = make_hub_key()
    first, second = (sign_hub_request(OURS, hub_request(private), NOW + day * 86400) for day in (0, 300))
    assert first != second
    assert key_print(first) == key_print(second) != key_print(HUB.certificate)


def test_the_authority_fits_into_the_vault_and_is_not_shown() -> None:
    assert len(OURS.private_key) < _LARGEST_SECRET
    assert OURS.private_key not in repr(OURS)
    assert HUB.private_key not in repr(HUB)


def test_what_is_asked_for_counts_not_but_for_the_key() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = x509.CertificateSigningRequestBuilder(
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bank.example")])
    ).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    request = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    given = x509.load_pem_x509_certificate(sign_hub_request(OURS, request, NOW).encode())
    assert "bank" not in given.subject.rfc4514_string()
    assert not given.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_refuses_what_is_no_request() -> None:
    good = hub_request(make_hub_key())
    large = ec.generate_private_key(ec.SECP384R1())
    other = x509.CertificateSigningRequestBuilder(x509.Name([])).sign(large, hashes.SHA256())
    middle = len(good) - 90
    for request in (
        "",
        "x" * 10_000,
        HUB.certificate,
        good[:100],
        good[:middle] + ("A" if good[middle] != "A" else "B") + good[middle + 1 :],
        other.public_bytes(serialization.Encoding.PEM).decode(),
    ):
        with pytest.raises(PoolError, match="asks for"):
            sign_hub_request(OURS, request, NOW)
