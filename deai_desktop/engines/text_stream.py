"""Turns bytes of tokens into text: whole characters only, cut at stop texts."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from deai_desktop.engines.base import TokenLogprob


class TextStream:
    """Collect token bytes and give out text that can't be taken back any more.

    Held back are half a UTF-8 character and an end that may become a stop text. Bytes that are no UTF-8 at
    all come out as U+FFFD.
    """

    def __init__(self, stops: Sequence[str] = ()) -> None:
        self._stops = [stop for stop in stops if stop]
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._logprobs: list[tuple[int, TokenLogprob]] = []
        self._length = 0
        self._given = 0
        self.stopped = False
        """Whether a stop text was met; what comes later is ignored."""

    def feed(
        self, octets: bytes, logprob: TokenLogprob | None = None
    ) -> tuple[str, tuple[TokenLogprob, ...]]:
        """Add one token and return the text that is certain now, with the log probabilities of its tokens."""
        if self.stopped:
            return "", ()
        if logprob is not None:
            self._logprobs.append((self._length, logprob))
        new = self._decoder.decode(octets)
        self._length += len(new)
        self._held += new
        return self._give(self._certain())

    def finish(self) -> tuple[str, tuple[TokenLogprob, ...]]:
        """Return what is still held back, at the end of the answer."""
        if self.stopped:
            return "", ()
        new = self._decoder.decode(b"", final=True)
        self._length += len(new)
        self._held += new
        return self._give(len(self._held), everything=True)

    def _certain(self) -> int:
        """Return how many held characters can be given out; on a stop text, those before it."""
        if not self._stops:
            return len(self._held)
        found = [place for stop in self._stops if (place := self._held.find(stop)) >= 0]
        if found:
            self.stopped = True
            return min(found)
        return len(self._held) - max(overlap(self._held, stop) for stop in self._stops)

    def _give(self, count: int, *, everything: bool = False) -> tuple[str, tuple[TokenLogprob, ...]]:
        text, self._held = self._held[:count], self._held[count:]
        self._given += len(text)
        ready = [one for start, one in self._logprobs if everything or start < self._given]
        self._logprobs = self._logprobs[len(ready) :]
        return text, tuple(ready)


def overlap(text: str, stop: str) -> int:
    """Return the length of the longest end of ``text`` that begins ``stop``."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if stop.startswith(text[-length:]):
            return length
    return 0
