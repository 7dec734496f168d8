"""What members may say and hear on a hub, by their role.

Subjects: ``here.DEVICE`` is where a member says that it is there, ``to.DEVICE.…`` what is meant for one member:
offers, jobs, answers. At ``join.KEY`` who was invited asks to be let in, and a member for its next certificate;
``hub.KEY`` is a door for hubs. At ``hubs.ask`` hubs and admins tell the newest charter and list of hubs, and at
``hubs.news`` an admin says that they changed. ``log.append.DEVICE`` is what a member puts into the pool's log,
``log.read.DEVICE`` where it asks the log's keeper, and ``log.head`` what the keeper says of the log. The hub writes
the member's own key in place of ``{{subject()}}``, so nobody listens to what is meant for another one. Who has *sent*
something, a hub does not tell: members sign it.

No member may send anything to JetStream's own subjects (``$JS.API``), not even to read: a hub answers such a question
to whatever subject the question names, with its own rights. With leave to read the log, a member could have an entry
of its own written into another member's name, or sent to where the log is deleted (nats-server 2.15.1).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

OWN = "{{subject()}}"
LOG_STREAM = "LOG"
"""What the pool's log is called on its hubs."""
LARGEST_MESSAGE = 256 * 1024
"""Bytes; an answer comes in frames far below that, a prompt in as many as it needs."""
_SUBSCRIPTIONS = 100
_LARGEST_QUESTION = 16 * 1024
_GUESTS_SUBSCRIPTIONS = 4


class Role(StrEnum):
    """What a member is in a pool for."""

    WORKER = "worker"
    REQUESTER = "requester"
    BOTH = "both"
    ADMIN = "admin"
    """Invites and removes others too."""
    HUB = "hub"
    """Is a hub, and no member: neither asks nor works."""
    GUEST = "guest"
    """Was invited, and may do nothing but ask to be let in."""

    @property
    def is_membership(self) -> bool:
        """Whether others work for it, or it for them."""
        return self not in (Role.GUEST, Role.HUB)

    @property
    def can_work(self) -> bool:
        """Whether requesters may ask this member."""
        return self in (Role.WORKER, Role.BOTH, Role.ADMIN)

    @property
    def can_request(self) -> bool:
        """Whether this member may ask workers."""
        return self in (Role.REQUESTER, Role.BOTH, Role.ADMIN)


_MEMBER_SAYS = (f"here.{OWN}", "to.*.>", f"join.{OWN}", "hubs.ask", f"log.append.{OWN}", f"log.read.{OWN}")
_MEMBER_HEARS = ("here.*", "hubs.news", "log.head", f"to.{OWN}.>")
_ADMIN_SAYS = ("hubs.news",)
_ADMIN_HEARS = ("join.>", "hub.>", "hubs.ask")


def scope(role: Role) -> dict[str, Any]:
    """Return what NATS calls the template of a scoped signing key: all that its certificates allow."""
    if role is Role.GUEST:
        return {
            "pub": {"allow": [f"join.{OWN}", f"hub.{OWN}"]},
            "sub": {"allow": [f"to.{OWN}.>"]},
            "subs": _GUESTS_SUBSCRIPTIONS,
            "data": -1,
            "payload": _LARGEST_QUESTION,
        }
    if role is Role.HUB:
        return {
            "pub": {"allow": ["to.*.>", f"hub.{OWN}", "hubs.ask"]},
            "sub": {"allow": [f"to.{OWN}.>", "hubs.ask", "hubs.news"]},
            "subs": _GUESTS_SUBSCRIPTIONS,
            "data": -1,
            "payload": LARGEST_MESSAGE,
        }
    is_admin = role is Role.ADMIN
    return {
        "pub": {"allow": [*_MEMBER_SAYS, *(_ADMIN_SAYS if is_admin else ())]},
        "sub": {"allow": [*_MEMBER_HEARS, *(_ADMIN_HEARS if is_admin else ())]},
        "subs": _SUBSCRIPTIONS,
        "data": -1,
        "payload": LARGEST_MESSAGE,
    }


def log_keeper_rights(device: str) -> dict[str, Any]:
    """Return what the keeper of the log may do beside, with a certificate of its own that only founders can give."""
    api = [
        f"$JS.API.{what}.{LOG_STREAM}"
        for what in ("STREAM.CREATE", "STREAM.UPDATE", "STREAM.INFO", "DIRECT.GET")
    ]
    return {
        "pub": {"allow": ["to.*.>", "log.head", *api]},
        "sub": {"allow": [f"to.{device}.>", "log.read.*"]},
        "subs": _SUBSCRIPTIONS,
        "data": -1,
        "payload": LARGEST_MESSAGE,
    }
