"""How a PC or a server becomes one of a pool's hubs: by an invite for that, at the founder's door.

It makes its own keys and asks with them; the founder lists it and answers with all that a hub needs. The hubs between
them are trusted with nothing: what is asked is signed by the invite's key and by the new hub's own, and what is
answered is signed by the pool's key or by the authority, both of which stand in the invite. A hub asks again in the
same way, with its ticket, for its next certificates and when its addresses change.
"""

from __future__ import annotations

import base64
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.core.errors import error_from_code
from deai_desktop.pool.errors import BadCertificateError, BadInviteError, PoolError
from deai_desktop.pool.hubs import hub_encryption
from deai_desktop.pool.hubs.connection import asks_for_itself, settled
from deai_desktop.pool.hubs.hub_address import HubAddress, SentAddress
from deai_desktop.pool.hubs.hub_encryption import HubEncryption, PoolAuthority, key_print, sign_hub_request
from deai_desktop.pool.hubs.hub_files import HubCharter
from deai_desktop.pool.hubs.hub_list import (
    LONGEST_NAME,
    MOST_ADDRESSES,
    ONE_LINE,
    HubList,
    HubRegister,
    ListedHub,
)
from deai_desktop.pool.identity.certificates import LONGEST, read_certificate
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.identity.joining import TICKET_SECONDS, Register, signature_of
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.roles import Role

HUB_SECONDS = 30 * 24 * 3600.0
"""How long a hub's certificate as one of the pool counts, so that hubs go on while the founder is away."""

_ASK_SECONDS = 20.0
_SIGNATURE = Annotated[str, Field(max_length=100)]
_CERTIFICATE = Annotated[str, Field(max_length=LONGEST)]
_PEM = Annotated[str, Field(max_length=hub_encryption.LONGEST)]


class _Question(BaseModel):
    model_config = ConfigDict(extra="forbid")

    invite: _CERTIFICATE
    device: Annotated[str, Field(max_length=100)]
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=ONE_LINE)]
    addresses: Annotated[list[SentAddress], Field(min_length=1, max_length=MOST_ADDRESSES)]
    route: SentAddress
    request: _PEM
    by_guest: _SIGNATURE = ""
    by_device: _SIGNATURE = ""

    def statement(self, pool: PublicKey) -> bytes:
        """Return what both keys sign: nobody can put anything else in the place of what was asked."""
        said = self.model_dump_json(exclude={"by_guest", "by_device"})
        return f"deai pool hub 1\n{pool.text}\n{said}".encode()


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    operator: _CERTIFICATE = ""
    system_account: Annotated[str, Field(max_length=100)] = ""
    system: _CERTIFICATE = ""
    charter: _CERTIFICATE = ""
    hubs: _CERTIFICATE = ""
    encryption: _PEM = ""
    certificate: _CERTIFICATE = ""
    watcher: _CERTIFICATE = ""
    ticket: _CERTIFICATE = ""
    code: Annotated[str, Field(max_length=100)] = ""
    message: Annotated[str, Field(max_length=300, pattern=ONE_LINE)] = ""
    hint: Annotated[str, Field(max_length=300, pattern=ONE_LINE)] = ""


@dataclass(frozen=True)
class HubWish:
    """Say what somebody wants to be listed as."""

    name: str
    addresses: tuple[HubAddress, ...]
    """Where members are to reach it."""
    route: HubAddress
    """Where other hubs are."""


@dataclass(frozen=True)
class HubPapers:
    """Hold what makes a server a hub of the pool."""

    charter: HubCharter
    encryption: HubEncryption
    hubs: HubList
    certificate: str
    """As one of the pool."""
    watcher: str
    """For asking how it is, on the system account."""
    ticket: str
    """To ask with for the next papers."""


class _Kept(BaseModel):
    operator: str
    system_account: str
    system: str
    account: str
    charter: str
    authority: str
    encryption: str
    hubs: str
    certificate: str
    watcher: str
    ticket: str


def papers_text(papers: HubPapers) -> str:
    """Return what is kept of a hub's papers; its private key is not in it."""
    kept = _Kept(
        **vars(papers.charter),
        authority=papers.encryption.authority,
        encryption=papers.encryption.certificate,
        hubs=papers.hubs.text,
        certificate=papers.certificate,
        watcher=papers.watcher,
        ticket=papers.ticket,
    )
    return kept.model_dump_json()


def read_papers(pool: PublicKey, text: str, private_key: str) -> HubPapers:
    """Read what was kept. Raises `BadCertificateError` and its like."""
    try:
        kept = _Kept.model_validate_json(text)
    except ValidationError:
        raise BadCertificateError("What was kept of the hub is damaged.") from None
    charter = HubCharter(kept.operator, kept.system_account, kept.system, kept.account, kept.charter)
    encryption = HubEncryption(kept.authority, kept.encryption, private_key)
    hubs = HubList(pool, kept.hubs, math.inf)
    return HubPapers(charter, encryption, hubs, kept.certificate, kept.watcher, kept.ticket)


class HubDoorkeeper:
    """List who was invited to run a hub, and give them what a hub needs."""

    def __init__(
        self,
        founder: Founder,
        authority: PoolAuthority,
        charter: Callable[[], HubCharter],
        register: Register,
        hubs: HubRegister,
    ) -> None:
        self._founder = founder
        self._authority = authority
        self._charter = charter
        self._register = register
        self._hubs = hubs

    def answer(self, question: bytes, now: float) -> bytes:
        """Return what to say to somebody at the door, whatever they said."""
        try:
            return self._list(question, now).model_dump_json().encode()
        except PoolError as error:
            refusal = _Answer(code=error.code, message=error.message, hint=error.hint)
            return refusal.model_dump_json().encode()

    def _list(self, question: bytes, now: float) -> _Answer:
        try:
            asked = _Question.model_validate_json(question)
        except ValidationError:
            raise BadInviteError("What was asked can't be understood.") from None
        papers = self._charter()
        guest = Charter(self._founder.pool, papers.charter, now).guest(asked.invite, now)
        if guest.role is not Role.HUB:
            raise BadInviteError("The invite is not to run a hub with.", hint="Use it so: deai pool join")
        device = PublicKey(asked.device, KeyKind.DEVICE)
        statement = asked.statement(self._founder.pool)
        guest.key.check(statement, signature_of(asked.by_guest))
        device.check(statement, signature_of(asked.by_device))
        encryption = sign_hub_request(self._authority, asked.request, now)
        if not self._register.admit(guest.key.text, device.text, asked.name, guest.role):
            raise BadInviteError("The invite was used already, or taken back.", hint="Ask for a new one.")
        addresses = tuple(one.address for one in asked.addresses)
        hub = ListedHub(device, asked.name, addresses, asked.route.address, key_print(encryption))
        return self._answer(hub, papers, encryption, now)

    def _answer(self, hub: ListedHub, papers: HubCharter, encryption: str, now: float) -> _Answer:
        return _Answer(
            operator=papers.operator,
            system_account=papers.system_account,
            system=papers.system,
            charter=papers.charter,
            hubs=self._hubs.put(hub, now).text,
            encryption=encryption,
            certificate=self._founder.admit(hub.device, hub.name, Role.HUB, now, HUB_SECONDS),
            watcher=self._founder.watch_hubs(hub.device, now, TICKET_SECONDS),
            ticket=self._founder.invite(hub.device, Role.HUB, now, TICKET_SECONDS),
        )


async def keep_hub_door(
    hub: Client, keeper: HubDoorkeeper, on_answered: Callable[[], None] = lambda: None
) -> None:
    """Answer who asks to run a hub, as long as an admin's connection lasts; there may be a new list after each."""

    async def answer(message: Msg) -> None:
        if asks_for_itself(message, message.subject.removeprefix("hub.")):
            await message.respond(keeper.answer(message.data, time.time()))
            on_answered()

    await hub.subscribe("hub.*", cb=answer)
    await settled(hub)


async def ask_to_be_hub(
    hub: Client,
    pool: PublicKey,
    authority: str,
    invite: str,
    guest: KeyPair,
    device: KeyPair,
    private_key: str,
    wish: HubWish,
) -> HubPapers:
    """Ask over a guest's connection to become a hub, or with the ticket as a hub for new papers.

    ``authority`` is the certificate (PEM) that stood in the invite, ``guest`` the invite's key or the hub's own,
    ``private_key`` what `make_hub_key` made. Raises `PoolError` and its like.
    """
    question = _question(pool, invite, guest, device, private_key, wish)
    subject = f"hub.{guest.public.text}"
    try:
        reply = await hub.request(subject, question.model_dump_json().encode(), timeout=_ASK_SECONDS)
        answer = _Answer.model_validate_json(reply.data)
    except (NatsError, TimeoutError):
        raise PoolError(
            "Nobody is there who could list the hub.", hint="Try again when the pool's founder is online."
        ) from None
    except ValidationError:
        raise PoolError("The answer can't be understood.", hint="Update DeAI on both PCs.") from None
    if answer.code:
        raise error_from_code(answer.code, answer.message, hint=answer.hint)
    encryption = HubEncryption(authority, answer.encryption, private_key)
    return _checked(pool, device.public, answer, encryption, time.time())


def _question(
    pool: PublicKey, invite: str, guest: KeyPair, device: KeyPair, private_key: str, wish: HubWish
) -> _Question:
    try:
        question = _Question(
            invite=invite,
            device=device.public.text,
            name=wish.name,
            addresses=[SentAddress.of(address) for address in wish.addresses],
            route=SentAddress.of(wish.route),
            request=hub_encryption.hub_request(private_key),
        )
    except ValueError:
        raise PoolError(
            "A hub needs a name in one line and addresses that others can reach.",
            hint="Say where it is, for example: hub.example.org:4222",
        ) from None
    statement = question.statement(pool)
    by_guest, by_device = (base64.b64encode(key.sign(statement)).decode() for key in (guest, device))
    return question.model_copy(update={"by_guest": by_guest, "by_device": by_device})


def _checked(
    pool: PublicKey, device: PublicKey, answer: _Answer, encryption: HubEncryption, now: float
) -> HubPapers:
    """Believe what the pool's key and the authority have signed, and nothing else."""
    operator = read_certificate(answer.operator, KeyKind.POOL, KeyKind.POOL, now=now)
    system = read_certificate(answer.system, KeyKind.POOL, KeyKind.ACCOUNT, now=now)
    charter = Charter(pool, answer.charter, now)
    hubs = HubList(pool, answer.hubs, now)
    own = hubs.find(device)
    watcher = read_certificate(answer.watcher, KeyKind.ACCOUNT, KeyKind.DEVICE, now=now)
    if (
        {operator.issuer, operator.subject, system.issuer} != {pool}
        or operator.says.get("type") != "operator"
        or operator.says.get("system_account") != system.subject.text
        or not system.subject.text == answer.system_account == watcher.issuer.text
        or charter.hub(answer.certificate, now) != device
        or watcher.subject != device
        or charter.guest(answer.ticket, now).key != device
        or own is None
        or not _is_signed(encryption, own.key)
    ):
        raise BadCertificateError("It does not make this PC a hub of the pool.")
    papers = HubCharter(answer.operator, answer.system_account, answer.system, charter.account, charter.text)
    return HubPapers(papers, encryption, hubs, answer.certificate, answer.watcher, answer.ticket)


def _is_signed(encryption: HubEncryption, key: str) -> bool:
    """Whether the authority has signed our own key."""
    try:
        given = x509.load_pem_x509_certificate(encryption.certificate.encode())
        given.verify_directly_issued_by(x509.load_pem_x509_certificate(encryption.authority.encode()))
        request = x509.load_pem_x509_csr(hub_encryption.hub_request(encryption.private_key).encode())
    except (ValueError, TypeError, InvalidSignature):
        return False
    return given.public_key() == request.public_key() and key_print(encryption.certificate) == key
