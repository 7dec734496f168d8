"""Measures one model from all sides: one question at a time, a long conversation, several at once, memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from tests.bench import at_once
from tests.bench.contenders import Contender, Setup, running
from tests.bench.conversation import Turn, converse
from tests.bench.extent import CONTEXT, Extent, Part
from tests.bench.measure import Sample, measure
from tests.bench.memory import Resident, resident
from tests.bench.prompts import Prompts

MakeContenders = Callable[[Setup], tuple[list[Contender], dict[str, str]]]


@dataclass
class Found:
    """What was measured of one model so far, complete rounds only."""

    name: str
    model: Path
    quantization: str
    ours: str
    """Whose ratios are of interest."""
    direct: str
    """Which of the others is a library called directly."""
    single: list[Sample] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    at_once: list[at_once.Sample] = field(default_factory=list)
    memory: list[Resident] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.single or self.turns or self.at_once)


@dataclass(frozen=True)
class Contest:
    """What all models are measured with."""

    extent: Extent
    parts: frozenset[Part]
    threads: int
    folder: Path
    """A place for data."""
    news: Console

    def measure(self, found: Found, make: MakeContenders) -> None:
        """Measure one model, putting down each round when it is complete."""
        prompts = Prompts(found.model)
        if self.parts & {Part.SINGLE, Part.FOLLOW_UP}:
            self._one_at_a_time(found, prompts, make)
        if Part.AT_ONCE in self.parts:
            self._at_once(found, prompts, make)

    def _one_at_a_time(self, found: Found, prompts: Prompts, make: MakeContenders) -> None:
        extent = self.extent
        setup = Setup(found.model, self.threads, CONTEXT, self._place())
        contenders, found.absent = make(setup)
        with running(contenders, self.news):
            for contender in contenders:  # brings the weights into memory
                contender.ask(prompts.cold(extent.lengths["short"]), extent.max_tokens)
            if Part.SINGLE in self.parts:
                rounds = measure(contenders, prompts, extent.lengths, extent.rounds, extent.max_tokens)
                for number, samples in enumerate(rounds, 1):
                    found.single += samples
                    self.news.print(f"one at a time: {number} of {extent.rounds} rounds")
            if Part.FOLLOW_UP in self.parts:
                amount = (extent.conversation, extent.conversations, extent.turns, extent.turn_tokens)
                for turns in converse(contenders, prompts, *amount):
                    found.turns += turns
                self.news.print("follow-up turns: done")
            found.memory += resident(contenders, setup)

    def _at_once(self, found: Found, prompts: Prompts, make: MakeContenders) -> None:
        extent = self.extent
        slots = max(2, *extent.at_once)
        setup = Setup(found.model, self.threads, at_once.CONTEXT, self._place(), slots)
        contenders, found.absent = make(setup)
        amount = (extent.at_once_lengths, extent.at_once, extent.rounds, extent.at_once_tokens)
        with running(contenders, self.news):
            for contender in contenders:
                contender.ask(prompts.cold(extent.at_once_lengths["short"]), extent.at_once_tokens)
            rounds = at_once.ask_at_once(contenders, prompts, *amount)
            for number, samples in enumerate(rounds, 1):
                found.at_once += samples
                self.news.print(f"several at once: {number} of {extent.rounds} rounds")
            found.memory += resident(contenders, setup)

    def _place(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.folder))
