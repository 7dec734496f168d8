"""Find a member or an invite by what a person calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deai_desktop.core.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.pools import MemberView


def find_member(client: NodeClient, pool: str, which: str) -> MemberView:
    """Return the member of this name or device. Raises `NotFoundError` or `ConflictError`."""
    listed = client.members(pool).members
    found = [one for one in listed if one.name.casefold() == which.casefold()]
    found = found or [one for one in listed if one.device.startswith(which.upper())]
    device = the_one([one.device for one in found])
    return next(one for one in found if one.device == device)


def the_one(found: list[str]) -> str:
    """Return what was found, where that is one thing. Raises `NotFoundError` or `ConflictError`."""
    if not found:
        raise NotFoundError(
            "There is none of that name.", hint="See the list, and say the beginning of its key."
        )
    if len(found) > 1:
        raise ConflictError("Several are called so.", hint="Say the beginning of its key.")
    return found[0]
