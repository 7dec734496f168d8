"""TLS of a pool's hubs: the pool is its own authority, and members know its certificate beforehand.

No authority of the web vouches for a hub, and none has to: the founder's authority signs each hub's certificate, and a
member that pins the authority's talks to those hubs only, wherever they are. Between hubs that is not enough, since a
hub that was thrown out still has its certificate: they know each other by their keys, see `HubList`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ssl
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from deai_desktop.pool.errors import PoolError

LONGEST = 4000
"""Characters of a certificate or request as PEM; they take some 700."""

HUB_DAYS = 400
"""How long a hub's certificate counts; the authority's outlives the pool."""

_AUTHORITY_DAYS = 36500
_HUB = "deai-hub"
_AUTHORITY = "deai-pool"


@dataclass(frozen=True)
class PoolAuthority:
    """Hold what signs the certificates of a pool's hubs."""

    certificate: str
    """PEM; public, and what members pin."""
    private_key: str = field(repr=False)
    """PEM, some 240 characters; for the founder's vault."""


def make_pool_authority(now: float, private_key: str | None = None) -> PoolAuthority:
    """Make the authority of a new pool, with a key by `make_hub_key` where there is one already."""
    key = _private_key(private_key or make_hub_key())
    name = _name(_AUTHORITY)
    builder = _begun(name, name, key.public_key(), now, _AUTHORITY_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(is_authority=True), critical=True)
    return PoolAuthority(_pem(builder.sign(key, hashes.SHA256())), _private_pem(key))


@dataclass(frozen=True)
class HubEncryption:
    """Hold what one hub has for TLS, all of it as PEM."""

    authority: str
    certificate: str
    private_key: str = field(repr=False)


def make_hub_encryption(authority: PoolAuthority, now: float) -> HubEncryption:
    """Return a certificate for a new hub, and its private key."""
    private = make_hub_key()
    certificate = sign_hub_request(authority, hub_request(private), now)
    return HubEncryption(authority.certificate, certificate, private)


def make_hub_key() -> str:
    """Make a hub's private key, as PEM."""
    return _private_pem(ec.generate_private_key(ec.SECP256R1()))


def hub_request(private_key: str) -> str:
    """Return, as PEM, what the holder of this key asks the authority with. Raises `ValueError` for what is no key."""
    key = _private_key(private_key)
    request = x509.CertificateSigningRequestBuilder().subject_name(_name(_HUB)).sign(key, hashes.SHA256())
    return request.public_bytes(Encoding.PEM).decode()


def sign_hub_request(authority: PoolAuthority, request: str, now: float) -> str:
    """Return a hub's certificate, as PEM: of what was asked only the key counts. Raises `PoolError`."""
    key = _private_key(authority.private_key)
    issuer = x509.load_pem_x509_certificate(authority.certificate.encode())
    public = _requested_key(request)
    builder = _begun(_name(_HUB), issuer.subject, public, now, HUB_DAYS)
    for extension, is_critical in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(is_authority=False), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), False),
        (x509.SubjectAlternativeName([x509.DNSName(_HUB)]), False),
        (_authority_key(issuer), False),
    ):
        builder = builder.add_extension(extension, critical=is_critical)
    return _pem(builder.sign(key, hashes.SHA256()))


def key_print(certificate: str) -> str:
    """Return the SHA-256 of a certificate's key in hexadecimal: nats-server knows hubs by it.

    Raises `ValueError` for text that is no certificate.
    """
    key = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def is_due_for_renewal(certificate: str, now: float) -> bool:
    """Whether three quarters of a certificate's time are over. Raises `ValueError` for what is none."""
    read = x509.load_pem_x509_certificate(certificate.encode())
    end, begin = read.not_valid_after_utc.timestamp(), read.not_valid_before_utc.timestamp()
    return now > begin + (end - begin) * 0.75


def trust_only(certificate: str) -> ssl.SSLContext:
    """Return what connects to hubs by the authority with this certificate (PEM) and to nobody else, wherever they are.

    Raises `ValueError` (`ssl.SSLError` is one) for text that is no certificate.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False  # a hub's address may change, the authority may not
    context.load_verify_locations(cadata=certificate)
    return context


def _private_key(pem: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("it is a key of another kind")
    return key


def _requested_key(request: str) -> ec.EllipticCurvePublicKey:
    """Return the key, after whoever asks has proved to hold the private half."""
    try:
        asked = x509.load_pem_x509_csr(request[:LONGEST].encode())
        public = asked.public_key()
        is_good = asked.is_signature_valid
    except (ValueError, InvalidSignature):
        raise PoolError("What the hub asks for can't be understood.") from None
    if not is_good or not isinstance(public, ec.EllipticCurvePublicKey) or public.key_size != 256:
        raise PoolError("What the hub asks for can't be understood.")
    return public


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: float, days: int
) -> x509.CertificateBuilder:
    begin = dt.datetime.fromtimestamp(now, dt.UTC) - dt.timedelta(days=1)  # clocks differ
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(begin).not_valid_after(begin + dt.timedelta(days=days))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _authority_key(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    known = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known.value)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _private_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
