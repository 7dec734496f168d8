"""What a person has to agree to before members of a pool are asked, since whoever works on a prompt can read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deai_desktop.core.errors import ForbiddenError
from deai_desktop.pool.pool_repository import KnownPool

if TYPE_CHECKING:
    from deai_desktop.pool.membership import Membership
    from deai_desktop.pool.standing import PoolStatus


def require_trust(known: KnownPool) -> None:
    """Raise `ForbiddenError` where the person has not agreed, or does so no longer."""
    if not known.knows_risk:
        raise ForbiddenError(
            f"Whoever works on a prompt can read it, so your words would be seen by a member of “{known.name}”.",
            hint=f"If that is all right: deai pool trust {known.name}",
            title="Other people can read this",
        )


def take_back_trust(member: Membership) -> PoolStatus:
    """Ask a pool's members for nothing from now on; answers that they work on end at once."""
    member.save(replace(member.known, knows_risk=False))
    if member.exchange:
        member.exchange.stop_asking(_taken_back(member.known))
    return member.status


def _taken_back(known: KnownPool) -> ForbiddenError:
    return ForbiddenError(
        f"You don't want members of “{known.name}” to read your words any more, so nobody there goes on with it.",
        hint="Ask again with a model on this PC.",
        title="The answer was ended",
    )
