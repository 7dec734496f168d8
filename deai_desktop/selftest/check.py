"""What one check is, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from deai_desktop.core.errors import DeAIError


class State(StrEnum):
    """Say how a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Outcome:
    """Tell what came of one check, for people."""

    name: str
    title: str
    state: State
    detail: str
    """What was found; of a failure, why it failed."""
    hint: str = ""
    """What to do about a failure."""
    seconds: float = 0.0


class CheckFailedError(DeAIError):
    """Say that a part does not do what it should."""

    code = "check_failed"
    default_title = "A part of DeAI does not work"


class SkippedError(Exception):
    """Say why there is nothing to check."""


@dataclass(frozen=True)
class Check:
    """Look at one part. ``run`` returns what it found, or raises a `DeAIError` or `SkippedError`."""

    name: str
    title: str
    run: Callable[[], str]
    seconds: float = 20.0
    """How long it may take at most."""
    is_slow: bool = False
    """Whether a quick look leaves it out."""
