"""Decides where an answer is made: on this PC first, by members of a pool where that is too small or too busy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

USUAL_PROMPT, USUAL_ANSWER = 300, 512
"""Tokens, by which this PC and members are compared before the prompt is known."""
_SLOWEST = 5.0
"""Tokens a second, as long as nothing was measured."""
_READS_FASTER = 10.0
"""Times that prompts are read faster than answers are written, likewise."""
_WORTH_IT = 0.8
"""Of the time here that it may take elsewhere: for less, nobody's words leave the PC."""


class Reason(StrEnum):
    """Why an answer is made where it is made."""

    CAN_BE_MADE_HERE = "can_be_made_here"
    NOBODY_OFFERS_IT = "nobody_offers_it"
    """No pool that the person agreed to has the model now."""
    NOT_INSTALLED = "not_installed"
    TOO_BIG = "too_big"
    """It needs more memory than this PC can give."""
    BUSY = "busy"
    """It would be finished clearly later here."""


@dataclass(frozen=True)
class Here:
    """Describe a model as this PC has it."""

    is_installed: bool = True
    has_memory: bool = True
    """Whether this PC can hold it, with all others gone."""
    waits_for_room: bool = False
    """Whether models that are in use would have to go first."""
    requests: int = 0
    """The owner's, that run or wait; those for pools make way."""
    slots: int = 1
    speed: float = 0.0
    """Tokens a second that it writes; 0 where that is not known."""
    prompt_speed: float = 0.0
    """Likewise, that it reads."""


@dataclass(frozen=True)
class There:
    """Describe the best offer of a pool that the person agreed to."""

    pool: str
    model: str
    """What the model is called there."""
    sha256: str
    seconds: float
    """In which a usual answer would be finished."""


@dataclass(frozen=True)
class Destination:
    """Say where an answer is made, and why; without ``there`` it is this PC."""

    reason: Reason
    there: There | None = None


def destination(here: Here, offers: Sequence[There]) -> Destination:
    """Choose this PC wherever it can make the answer in about the time that others need, else the quickest offer."""
    if not offers:
        return Destination(Reason.NOBODY_OFFERS_IT)
    best = min(offers, key=lambda one: one.seconds)
    if not here.is_installed:
        return Destination(Reason.NOT_INSTALLED, best)
    if not here.has_memory:
        return Destination(Reason.TOO_BIG, best)
    is_busy = here.waits_for_room or here.requests >= here.slots
    if is_busy and best.seconds < _WORTH_IT * seconds_here(here):
        return Destination(Reason.BUSY, best)
    return Destination(Reason.CAN_BE_MADE_HERE)


def seconds_here(here: Here) -> float:
    """Say in which time a usual answer would be finished here; those that run are half done, as a rule."""
    speed = here.speed or _SLOWEST
    one = USUAL_PROMPT / (here.prompt_speed or speed * _READS_FASTER) + USUAL_ANSWER / speed
    waiting = max(0, here.requests - here.slots)
    wait = one * (0.5 + waiting) / here.slots if here.requests >= here.slots else 0.0
    return (one if here.waits_for_room else 0.0) + wait + one
