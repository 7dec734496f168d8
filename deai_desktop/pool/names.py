"""What pools and PCs in them may be called."""

from __future__ import annotations

from deai_desktop.core.errors import InvalidInputError

LONGEST_NAME = 60


def checked_name(name: str) -> str:
    """Return a PC's name without spaces around it. Raises `InvalidInputError`."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidInputError(
            f"A name has 1 to {LONGEST_NAME} letters on one line.", hint="Choose another name.", param="name"
        )
    return name


def checked_pool_name(name: str) -> str:
    """Return a pool's name, which is a part of its models' ids. Raises `InvalidInputError`."""
    name = checked_name(name)
    if "/" in name:
        raise InvalidInputError("A pool's name has no slash.", hint="Choose another name.", param="name")
    return name
