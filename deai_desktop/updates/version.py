"""Compares versions: three numbers, and a mark on test builds."""

from __future__ import annotations

import re

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})(\+test)?", re.ASCII)


def is_version(text: str) -> bool:
    """Tell whether it is a version of ours."""
    return _VERSION.fullmatch(text) is not None


def is_newer(one: str, other: str) -> bool:
    """Tell whether the first is newer; what is no version is never newer."""
    first, second = _VERSION.fullmatch(one), _VERSION.fullmatch(other)
    if first is None or second is None:
        return False
    return [int(part) for part in first.groups()[:3]] > [int(part) for part in second.groups()[:3]]
