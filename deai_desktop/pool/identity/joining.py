"""How somebody with an invite becomes a member: asks at the door, and is let in by an admin's node.

The hub in between is trusted with nothing. What is asked is signed by the invite's key and by the device's own; what is
answered is a charter, signed by the pool's key that stands in the invite, and a certificate that fits it.

A certificate counts for a day. With it comes a ticket: an invite for the device's own key, good for a year, with which
it asks for the next one in the same way, also after it was away for longer.
"""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Protocol

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.core.errors import error_from_code
from deai_desktop.pool.errors import BadCertificateError, BadInviteError, PoolError, PoolUnreachableError
from deai_desktop.pool.hubs.connection import asks_for_itself, settled
from deai_desktop.pool.identity.certificates import LONGEST
from deai_desktop.pool.identity.charter import Charter, Member
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.roles import Role

TICKET_SECONDS = 365 * 24 * 3600.0
_ASK_SECONDS = 20.0
_LONGEST_NAME = 60
_ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
_SIGNATURE = Annotated[str, Field(max_length=100)]


class Register(Protocol):
    """Remember which invites were used and who came by them, for good."""

    def admit(self, guest: str, device: str, name: str, role: Role) -> Role | None:
        """Use an invite for a device and return as what it is admitted; None when the invite was used for another one.

        The same one may ask again.
        """

    def leave(self, device: str) -> None:
        """Forget a member that has left by itself."""


class _Question(BaseModel):
    model_config = ConfigDict(extra="forbid")

    invite: Annotated[str, Field(max_length=LONGEST)]
    device: Annotated[str, Field(max_length=100)]
    name: Annotated[str, Field(min_length=1, max_length=_LONGEST_NAME, pattern=_ONE_LINE)]
    leaves: bool = False
    """Whether the device does not want to come in, but to leave for good."""
    by_guest: _SIGNATURE
    by_device: _SIGNATURE


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    charter: Annotated[str, Field(max_length=LONGEST)] = ""
    certificate: Annotated[str, Field(max_length=LONGEST)] = ""
    ticket: Annotated[str, Field(max_length=LONGEST)] = ""
    code: Annotated[str, Field(max_length=100)] = ""
    """Of the error, where somebody is not let in."""
    message: Annotated[str, Field(max_length=300, pattern=_ONE_LINE)] = ""
    hint: Annotated[str, Field(max_length=300, pattern=_ONE_LINE)] = ""


@dataclass(frozen=True)
class Joined:
    """Hold what a new member has."""

    charter: Charter
    certificate: str
    ticket: str
    """To ask with for the next certificate."""
    member: Member


class Doorkeeper:
    """Let in who has an invite that was not used yet, and renew the certificates of members."""

    def __init__(self, founder: Founder, charter: Callable[[], Charter], register: Register) -> None:
        self._founder = founder
        self._charter = charter
        self._register = register

    def answer(self, question: bytes, now: float) -> bytes:
        """Return what to say to somebody at the door, whatever they said."""
        try:
            return self._let_in(question, now).model_dump_json().encode()
        except PoolError as error:
            refusal = _Answer(code=error.code, message=error.message, hint=error.hint)
            return refusal.model_dump_json().encode()

    def _let_in(self, question: bytes, now: float) -> _Answer:
        try:
            asked = _Question.model_validate_json(question)
        except ValidationError:
            raise BadInviteError("What was asked can't be understood.") from None
        charter = self._charter()
        guest = charter.guest(asked.invite, now)
        if not guest.role.is_membership:
            raise BadInviteError("The invite is to run a hub with.", hint="Use it there: deai hub join")
        device = PublicKey(asked.device, KeyKind.DEVICE)
        statement = _statement(charter.pool, guest.key, device, asked.name, leaves=asked.leaves)
        guest.key.check(statement, signature_of(asked.by_guest))
        device.check(statement, signature_of(asked.by_device))
        if asked.leaves:
            self._register.leave(device.text)
            return _Answer()
        role = self._register.admit(guest.key.text, device.text, asked.name, guest.role)
        if role is None:
            raise BadInviteError("The invite was used already, or taken back.", hint="Ask for a new one.")
        certificate = self._founder.admit(device, asked.name, role, now)
        ticket = self._founder.invite(device, role, now, TICKET_SECONDS)
        return _Answer(charter=charter.text, certificate=certificate, ticket=ticket)


async def keep_door(hub: Client, keeper: Doorkeeper) -> None:
    """Answer who asks to be let in, as long as an admin's connection lasts."""

    async def answer(message: Msg) -> None:
        if asks_for_itself(message, message.subject.removeprefix("join.")):
            await message.respond(keeper.answer(message.data, time.time()))

    await hub.subscribe("join.*", cb=answer)
    await settled(hub)


async def ask_to_join(hub: Client, invite: Invite, device: KeyPair, name: str) -> Joined:
    """Ask over a guest's connection to be let in as ``name``. Raises `PoolError` and its like."""
    return await _ask(hub, invite.pool, invite.certificate, invite.guest, device, name)


async def ask_to_renew(hub: Client, pool: PublicKey, ticket: str, device: KeyPair, name: str) -> Joined:
    """Ask for the next certificate, over a connection as member or with the ticket. Raises `PoolError` and its like."""
    return await _ask(hub, pool, ticket, device, device, name)


async def tell_leaving(hub: Client, pool: PublicKey, ticket: str, device: KeyPair, name: str) -> None:
    """Tell that a device leaves the pool, over its connection as member. Raises `PoolError` and its like."""
    await _answer(hub, pool, ticket, device, device, name, leaves=True)


async def _ask(
    hub: Client, pool: PublicKey, invite: str, guest: KeyPair, device: KeyPair, name: str
) -> Joined:
    answer = await _answer(hub, pool, invite, guest, device, name)
    charter = Charter(pool, answer.charter, time.time())
    member = charter.member(answer.certificate, time.time())
    if member.device != device.public:
        raise BadCertificateError("It is another device's.")
    return Joined(charter, answer.certificate, answer.ticket, member)


async def _answer(
    hub: Client,
    pool: PublicKey,
    invite: str,
    guest: KeyPair,
    device: KeyPair,
    name: str,
    *,
    leaves: bool = False,
) -> _Answer:
    """Ask, and return what was answered when that is no refusal."""
    statement = _statement(pool, guest.public, device.public, name, leaves=leaves)
    question = _Question(
        invite=invite,
        device=device.public.text,
        name=name,
        leaves=leaves,
        by_guest=base64.b64encode(guest.sign(statement)).decode(),
        by_device=base64.b64encode(device.sign(statement)).decode(),
    )
    subject = f"join.{guest.public.text}"
    try:
        reply = await hub.request(subject, question.model_dump_json().encode(), timeout=_ASK_SECONDS)
        answer = _Answer.model_validate_json(reply.data)
    except (NatsError, TimeoutError):
        raise PoolUnreachableError(
            "Nobody is there who could let you in.", hint="Try again when the pool's founder is online."
        ) from None
    except ValidationError:
        raise PoolError("The answer can't be understood.", hint="Update DeAI on both PCs.") from None
    if answer.code:
        raise error_from_code(answer.code, answer.message, hint=answer.hint)
    return answer


def _statement(pool: PublicKey, guest: PublicKey, device: PublicKey, name: str, *, leaves: bool) -> bytes:
    """Return what both keys sign: nobody can put another device, name or wish in the place of these."""
    wish = "leave" if leaves else "join"
    return "\n".join([f"deai pool {wish} 1", pool.text, guest.text, device.text, name]).encode()


def signature_of(text: str) -> bytes:
    """Read a signature that came with a question. Raises `BadInviteError` for what is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise BadInviteError("What was asked can't be understood.") from None
