"""Whether a worker's answer is one that the model it names could have given: canaries and sampled re-checks.

Both work on greedy answers (temperature 0). The same model file and prompt then give the same tokens, but not always:
CPUs and GPUs add floating-point numbers in different order and width, so that two tokens of nearly the same likelihood
may change places, and from there on both answers go their own ways. So a different token is no proof by itself; how
unlikely it is, is. Where this PC can say how likely its own model finds each of the worker's tokens (one pass over the
answer, without generating), `recheck` allows what rounding can do; a smaller or more coarsely quantized model is found
since it often chooses what the named one finds clearly worse. Where there are only texts, `canary` compares how far
several answers agree from their beginnings, which is enough to find quite another model.

Measured with SmolLM2 135M (Q4_1), 8 questions, 64 tokens each, against the same file. Other threads and batches: 2.5 %
of the tokens were not the best one, 0.2 % further off than `CLOSE`, none more than 0.5, and the texts the same. Flash
attention with a quantized cache: 2.9 %, 1.0 %, 0.6, and 35 % of the texts from their beginnings. The same model
quantized once more to Q4_0: 26 %, 21 %, 6.4, and 7 % of the texts; to Q2_K: 28 %, 25 %, 11, and 7 %; to Q8_0, which
loses next to nothing, it is taken for the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

CLOSE = 0.25
"""Natural logarithm: less likely than the best one by more than this, 22 %, rounding makes a token seldom."""
FAR = 2.0
"""So much less likely, 86 %, rounding makes no token."""
_MOST_CLOSE = 0.05
_FEWEST_CLOSE = 3
_MOST_OTHERS = 0.15
_FEWEST_TOKENS = 32
_FEWEST_AGREED = 0.2


class Outcome(Enum):
    """What a check says."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNCLEAR = "unclear"
    """Too little was compared; nothing is to be noted."""

    @property
    def passed(self) -> bool | None:
        """For a verdict; None for none."""
        return None if self is Outcome.UNCLEAR else self is Outcome.AGREES


@dataclass(frozen=True)
class Compared:
    """A greedy answer as it was expected, and as it came; tokens, or words where there are no tokens."""

    expected: Sequence[int | str]
    given: Sequence[int | str]

    @property
    def agreed(self) -> int:
        """How many are the same from the beginning on."""
        pairs = zip(self.expected, self.given, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def recheck(gaps: Sequence[float]) -> Outcome:
    """Judge sampled tokens by how much less likely than its best one this PC's model finds each of them.

    ``gaps`` are differences of log-probabilities, nought where the token is the best one. One token that is far off is
    enough to disagree, and so are some that are rather unlikely, or many that are not the best ones.
    """
    if any(gap != gap or gap < 0 for gap in gaps):
        raise ValueError("a gap is a number, and not below nought")
    if any(gap > FAR for gap in gaps):
        return Outcome.DISAGREES
    if len(gaps) < _FEWEST_TOKENS:
        return Outcome.UNCLEAR
    unlikely = sum(gap > CLOSE for gap in gaps)
    is_often_unlikely = unlikely >= _FEWEST_CLOSE and unlikely > _MOST_CLOSE * len(gaps)
    is_often_another = sum(gap > 0 for gap in gaps) > _MOST_OTHERS * len(gaps)
    return Outcome.DISAGREES if is_often_unlikely or is_often_another else Outcome.AGREES


def canary(answers: Sequence[Compared]) -> Outcome:
    """Judge greedy answers to questions whose answers are known, all of one worker and model.

    They agree when a fifth of what was expected is there, counted from each beginning: rounding parts answers at times,
    another model nearly at once and always. Ask several questions, with answers of some ten words.
    """
    expected = sum(len(one.expected) for one in answers)
    if expected < _FEWEST_TOKENS:
        return Outcome.UNCLEAR
    agreed = sum(one.agreed for one in answers)
    return Outcome.AGREES if agreed >= _FEWEST_AGREED * expected else Outcome.DISAGREES
