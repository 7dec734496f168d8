"""What every contender returns: an answer with the times at which its pieces came."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer; ``times`` are seconds after the question, one for each piece of text."""

    pieces: tuple[str, ...]
    tokens: int
    times: tuple[float, ...]
    cached_tokens: int = 0
    """Tokens of the prompt that were not read again."""

    @property
    def text(self) -> str:
        """The whole answer."""
        return "".join(self.pieces)

    @property
    def first_token_seconds(self) -> float:
        """Time to the first piece of text."""
        return self.times[0]

    @property
    def seconds(self) -> float:
        """Time to the last piece of text."""
        return self.times[-1]

    @property
    def tokens_per_second(self) -> float:
        """Speed of generation, the first token not counted."""
        return (self.tokens - 1) / max(self.times[-1] - self.times[0], 1e-9)
