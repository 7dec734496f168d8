"""What a person has to agree to before members of a pool are asked, since whoever works on a prompt can read it."""

from __future__ import annotations

from deai_desktop.core.errors import ForbiddenError
from deai_desktop.pool.pool_repository import KnownPool


def require_trust(known: KnownPool) -> None:
    """Raise `ForbiddenError` where the person has not agreed, or does so no longer."""
    if not known.knows_risk:
        raise ForbiddenError(
            f"Whoever works on a prompt can read it, so your words would be seen by a member of “{known.name}”.",
            hint=f"If that is all right: deai pool trust {known.name}",
            title="Other people can read this",
        )


def trust_was_taken_back(known: KnownPool) -> ForbiddenError:
    """Return what ends an answer that a member works on at that moment."""
    return ForbiddenError(
        f"You don't want members of “{known.name}” to read your words any more, so nobody there goes on with it.",
        hint="Ask again with a model on this PC.",
        title="The answer was ended",
    )
