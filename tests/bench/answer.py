"""What every contender returns: an answer with the times at which its pieces came."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer; ``times`` are seconds after the question, one for each piece of text."""

    text: str
    tokens: int
    times: tuple[float, ...]

    @property
    def first_token_seconds(self) -> float:
        """Time to the first piece of text."""
        return self.times[0]

    @property
    def tokens_per_second(self) -> float:
        """Speed of generation, the first token not counted."""
        return (self.tokens - 1) / max(self.times[-1] - self.times[0], 1e-9)
