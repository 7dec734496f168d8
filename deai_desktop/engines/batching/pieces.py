"""Which pieces of which prompts are read next, and how long they are.

A piece is as long as whoever waits for their next token can bear, by the measured speed: `STREAM_STALL` for each prompt
that is to be read while interactive answers are being written, as the sooner all are read, the more are written in one
go; at least `CROWD_STALL` where so many are written that each token takes longer anyway; `SHARED_STALL` while shared
ones are; `STEP_SECONDS` when nobody waits.
"""

from __future__ import annotations

from collections.abc import Sequence

from deai_desktop.engines.base import Priority
from deai_desktop.engines.batching.sequences import BatchAnswer, Cells, Piece, Running
from deai_desktop.models.fit_memory import SMALLEST_STEP, STEP_SECONDS

STREAM_STALL, LONGEST_STREAM_STALL = 0.1, 1.0
"""Seconds that interactive answers may wait for their next token for each prompt that is to be read, and at most."""
CROWD, CROWD_STALL = 4, 0.2
SHARED_STALL = 0.35
_MOST_PASSED_OVER = 8


class Pieces:
    """Choose what to read next, by what was read before."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._rate = 0.0
        """Tokens a second."""

    def end_of_reading(self, answer: BatchAnswer) -> int:
        """Count the tokens that are read in pieces.

        What an answer has written is read again like a prompt where its cells were lost; but it is written again, token
        by token, where that would change the rest.
        """
        if not (answer.is_repeatable or answer.is_apart):
            return len(answer.tokens)
        is_last_apart = answer.is_repeatable and not self._cells.reads_whole(answer.prompt_tokens)
        return answer.prompt_tokens - is_last_apart

    def choose(self, reading: Sequence[Running], waiting: int) -> dict[Running, Piece]:
        """Choose a piece of one prompt, and whole ones beside it, while so many answers wait for their next token.

        Slots rise.
        """
        first = min(reading, key=lambda one: (one.passed_over < _MOST_PASSED_OVER, one.missing))
        budget = self._budget(first.job.priority, len(reading), waiting)
        pieces = {first: self._piece(first, self._size(first, budget))}
        budget = min(budget, self._cells.batch_size) - len(pieces[first].tokens)
        for one in sorted(reading, key=lambda one: one.missing):
            rest = self._rest(one)
            if one is not first and rest <= budget and self._can_join(first, one):
                pieces[one] = self._piece(one, rest)
                budget -= rest
        for one in reading:
            one.passed_over = 0 if one in pieces else one.passed_over + 1
        return dict(sorted(pieces.items(), key=lambda item: item[1].slot))

    def learn(self, size: int, seconds: float) -> None:
        """Take note of how long it took to read so many tokens."""
        if size >= self._cells.grain:
            self._rate = size / max(1e-9, seconds)

    def _budget(self, priority: Priority, reading: int, waiting: int) -> int:
        """Say how many tokens can be read in the time that others can wait."""
        stall = STEP_SECONDS
        if waiting and priority is Priority.SHARED:
            stall = SHARED_STALL
        elif waiting:
            stall = min(STREAM_STALL * reading, LONGEST_STREAM_STALL)
            stall = max(stall, CROWD_STALL) if waiting >= CROWD else stall
        return int(self._rate * stall) or SMALLEST_STEP

    def _size(self, one: Running, budget: int) -> int:
        """Say how many of the rest to read: about the budget, and no small piece last."""
        rest = self._rest(one)
        if self._cells.reads_whole(len(one.place.tokens) + rest):
            return rest
        if one.answer.is_repeatable and (size := self._cells.exact_piece):
            return size if rest > size * 3 // 2 else rest
        grain, most = self._cells.grain, self._cells.batch_size
        size = min(max(grain, budget // grain * grain), most // grain * grain)
        if not size or rest <= min(size + grain // 2, most):
            return min(rest, most)
        return size if rest - size >= grain or size == grain else size - grain

    def _rest(self, one: Running) -> int:
        return self.end_of_reading(one.answer) - len(one.place.tokens)

    def _can_join(self, first: Running, other: Running) -> bool:
        """Say whether two prompts can be read in one go; those that must come out alike are read alone."""
        answers = first.answer, other.answer
        return (
            self._cells.can_join
            and first.answer.adapters == other.answer.adapters
            and not any(one.is_repeatable or one.is_apart for one in answers)
        )

    def _piece(self, one: Running, size: int) -> Piece:
        start = len(one.place.tokens)
        return Piece(one.place.number, one.answer.tokens[start : start + size], start)
