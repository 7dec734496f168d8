"""An invite to a pool, as text that is sent, typed or shown as a QR code: ``deai:join/…``, for a hub ``deai:hub/…``.

It holds all that somebody needs who knows nothing: the pool's key, where its hubs are and whose certificates they have
(the pool's own authority's), and a key with which one may ask once to be let in. Whoever has the text can use it: it is
a secret until it has been.
"""

from __future__ import annotations

import base64
import math
import zlib
from typing import Annotated

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pydantic import BaseModel, ConfigDict, Field

from deai_desktop.core.base64url import decoded, encoded
from deai_desktop.pool.errors import BadInviteError, PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress, SentAddress
from deai_desktop.pool.identity.certificates import read_certificate
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey

LINK = "deai:join/"
HUB_LINK = "deai:hub/"
LONGEST = 8_000
"""Characters; a QR code of an invite with one hub holds about 1,500."""
_LARGEST = 16_000
_CHECK = 4
_MOST_HUBS = 16


class _Text(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=1, le=1)]
    pool: str
    name: Annotated[str, Field(min_length=1, max_length=100)]
    hubs: Annotated[list[SentAddress], Field(min_length=1, max_length=_MOST_HUBS)]
    hub_certificate: Annotated[str, Field(max_length=4000)]
    seed: str
    certificate: str


class Invite:
    """A pool, the way to it, and a key to ask at the door with."""

    def __init__(
        self,
        pool: PublicKey,
        name: str,
        hubs: tuple[HubAddress, ...],
        hub_certificate: str,
        guest: KeyPair,
        certificate: str,
        *,
        is_for_hub: bool = False,
    ) -> None:
        self.pool = pool
        self.name = name
        self.hubs = hubs
        self.hub_certificate = hub_certificate
        """PEM."""
        self.guest = guest
        self.certificate = certificate
        self.is_for_hub = is_for_hub
        """Whether it is to run a hub with; the door goes by what the certificate says."""

    @property
    def expires_at(self) -> float:
        """Until when it can be used, in seconds since 1970."""
        kinds = (KeyKind.ACCOUNT, KeyKind.DEVICE)
        certificate = read_certificate(self.certificate, *kinds, now=math.inf, is_expired_good=True)
        return float(certificate.expires_at or 0)

    @property
    def text(self) -> str:
        """What is sent."""
        der = x509.load_pem_x509_certificate(self.hub_certificate.encode()).public_bytes(Encoding.DER)
        content = _Text(
            version=1,
            pool=self.pool.text,
            name=self.name,
            hubs=[SentAddress.of(hub) for hub in self.hubs],
            hub_certificate=base64.b64encode(der).decode(),
            seed=self.guest.seed,
            certificate=self.certificate,
        )
        packed = zlib.compress(content.model_dump_json(exclude_defaults=True).encode(), 9)
        whole = packed + zlib.crc32(packed).to_bytes(_CHECK, "big")
        return (HUB_LINK if self.is_for_hub else LINK) + encoded(whole)

    @classmethod
    def read(cls, text: str, now: float) -> Invite:
        """Read what somebody pasted, over several lines perhaps. Raises `BadInviteError`."""
        text = "".join(text.split())
        content = _unpacked(text)
        try:
            der = base64.b64decode(content.hub_certificate, validate=True)
            pem = x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()
            guest = KeyPair.from_seed(content.seed, KeyKind.DEVICE)
            certificate = read_certificate(
                content.certificate, KeyKind.ACCOUNT, KeyKind.DEVICE, now=now, is_expired_good=True
            )
            pool = PublicKey(content.pool, KeyKind.POOL)
        except (PoolError, ValueError):
            raise _damaged() from None
        if certificate.subject != guest.public or certificate.expires_at is None:
            raise _damaged()
        if certificate.expires_at <= now:
            raise BadInviteError("The invite has expired.", hint="Ask for a new one.")
        hubs = tuple(hub.address for hub in content.hubs)
        is_for_hub = text.startswith(HUB_LINK)
        return cls(pool, content.name, hubs, pem, guest, content.certificate, is_for_hub=is_for_hub)


def _unpacked(text: str) -> _Text:
    if not text.startswith((LINK, HUB_LINK)) or len(text) > LONGEST:
        raise BadInviteError(
            f"An invite begins with {LINK}", hint="Copy the whole of it, from the first letter to the last."
        )
    part = text.removeprefix(LINK).removeprefix(HUB_LINK)
    try:
        whole = decoded(part)
        packed, check = whole[:-_CHECK], whole[-_CHECK:]
        if zlib.crc32(packed).to_bytes(_CHECK, "big") != check:
            raise _damaged()
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(packed, _LARGEST)
        if not unpacking.eof or unpacking.unused_data:
            raise _damaged()
        return _Text.model_validate_json(data)
    except (ValueError, zlib.error):
        raise _damaged() from None


def _damaged() -> BadInviteError:
    return BadInviteError(
        "A part of the invite is missing or was altered.",
        hint="Copy the whole of it, from the first letter to the last.",
    )
