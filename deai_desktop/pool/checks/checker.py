"""Looks at some of the answers that this PC got from a pool, and tells all members how that came out.

Where this PC has the model itself (a file with the same hash), it looks alone: at a greedy answer that a person got,
which nobody else sees for that, or at a worker's answer to a question made of common words. Where it has not, it asks
three workers such a question and compares: who says something else than the two others is at fault. What a person wrote
goes to nobody for a check.

Only so many answers of a hundred lead to a check, there are minutes between two, and none while this PC is busy.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import random
import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from deai_desktop.core.errors import DeAIError
from deai_desktop.engines.base import Engine, GenerateRequest, TextDelta
from deai_desktop.pool.checks.likelihood import gaps_in, is_greedy
from deai_desktop.pool.checks.questions import new_question
from deai_desktop.pool.jobs.pool_engine import Answered, Destination, PoolEngine
from deai_desktop.pool.jobs.presence import OfferedModel, Offering
from deai_desktop.pool.jobs.requester import Requester
from deai_desktop.pool.ledger.dealings import NoteVerdict
from deai_desktop.pool.ledger.rechecks import Compared, Outcome, canary, recheck
from deai_desktop.pool.ledger.verdicts import VerdictKind

log = logging.getLogger(__name__)

_JURY = 3
_LOOK_SECONDS = 5.0
_SECONDS_APART = 120.0


@dataclass(frozen=True)
class CheckRules:
    """What a PC's owner has chosen, and when checks would be in the way."""

    percent: Callable[[], int] = lambda: 0
    """Of the answers that lead to a check."""
    is_busy: Callable[[], bool] = lambda: False
    seconds_apart: float = _SECONDS_APART


class Checker:
    """Check workers beside a connection, while `run` runs."""

    def __init__(
        self,
        requester: Requester,
        engines: Callable[[str], AbstractAsyncContextManager[Engine]],
        own_models: Callable[[], Sequence[OfferedModel]],
        note: NoteVerdict,
        rules: CheckRules,
    ) -> None:
        self._requester = requester
        self._engines = engines
        self._own_models = own_models
        self._note = note
        self._rules = rules
        self._chance: random.Random = secrets.SystemRandom()
        self._answered: Answered | None = None
        self._vanished: list[Destination] = []
        self._news = asyncio.Event()

    def hear(self, answered: Answered) -> None:
        """Hear of an answer that one worker gave to the end; by chance, it leads to a check."""
        if answered.by.sha256 and self._chance.randrange(100) < self._rules.percent():
            self._answered = answered
            self._news.set()

    def hear_vanished(self, worker: Destination) -> None:
        """Hear that a worker fell silent in the middle of a job that the log knows of."""
        self._vanished.append(worker)
        self._news.set()

    async def run(self) -> None:
        """Check until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                while self._vanished:
                    gone = self._vanished.pop()
                    await self._note(VerdictKind.FINISHED, gone.job, gone.worker, False)
                if self._answered:
                    await self._check_one()
            except DeAIError as error:  # somebody has left meanwhile, or the model does not load
                log.info("a check came to nothing: %s", error.message)

    async def _check_one(self) -> None:
        while self._rules.is_busy():  # noqa: ASYNC110 - nobody tells when it is over
            await asyncio.sleep(_LOOK_SECONDS)
        answered, self._answered = self._answered, None
        if answered is None:
            return
        try:
            await self._check(answered)
        finally:
            await asyncio.sleep(self._rules.seconds_apart)

    async def _check(self, answered: Answered) -> None:
        """Look at an answer, or at somebody who offers that model."""
        sha256 = answered.by.sha256
        own = next((one.name for one in self._own_models() if one.sha256 == sha256), None)
        offerings = self._requester.directory.offerings(sha256=sha256)
        if own is None:
            await self._compare(self._chance.sample(offerings, min(_JURY, len(offerings))))
            return
        if is_greedy(answered.request):
            outcome = await self._judged(own, answered.request, answered.text)
            if outcome is not Outcome.UNCLEAR:
                await self._tell(VerdictKind.RECHECK, answered.by, outcome)
                return
        if offerings:
            await self._ask(own, self._chance.choice(offerings))

    async def _ask(self, own: str, offering: Offering) -> None:
        """Ask one worker something, and look at the answer here."""
        question = new_question(self._chance)
        text, by = await self._answer_of(offering, question)
        await self._tell(VerdictKind.CANARY, by, await self._judged(own, question, text))

    async def _judged(self, own: str, request: GenerateRequest, answer: str) -> Outcome:
        async with self._engines(own) as engine:
            return recheck(await gaps_in(engine, request, answer))

    async def _compare(self, jury: Sequence[Offering]) -> None:
        """Ask three workers the same; one who says something else than two who agree is at fault."""
        if len(jury) < _JURY:
            return
        question = new_question(self._chance)
        answers = [await self._answer_of(one, question) for one in jury]
        for at_fault in odd_ones([text for text, _ in answers]):
            for number, (_, by) in enumerate(answers):
                outcome = Outcome.DISAGREES if number == at_fault else Outcome.AGREES
                await self._tell(VerdictKind.CANARY, by, outcome)

    async def _answer_of(self, offering: Offering, question: GenerateRequest) -> tuple[str, Destination]:
        by: list[Destination] = []
        model = offering.model
        engine = PoolEngine(self._requester, model.name, model.sha256, by.append, only=offering.worker.device)
        text = ""
        async for event in engine.generate(question):
            if isinstance(event, TextDelta):
                text += event.text
        return text, by[-1]

    async def _tell(self, kind: VerdictKind, by: Destination, outcome: Outcome) -> None:
        if outcome.passed is None:
            return
        if not outcome.passed:
            log.warning("%s answered otherwise than its model would", by.name)
        await self._note(kind, by.job, by.worker, outcome.passed)


def odd_ones(answers: Sequence[str]) -> list[int | None]:
    """Return who of three says something else than the two others: one, None for nobody, or nothing to be said."""
    words = [one.split() for one in answers]
    agree = {
        pair: canary([Compared(words[pair[0]], words[pair[1]])])
        for pair in itertools.combinations(range(_JURY), 2)
    }
    if Outcome.UNCLEAR in agree.values():
        return []
    agreeing = [pair for pair, outcome in agree.items() if outcome is Outcome.AGREES]
    if len(agreeing) == len(agree):
        return [None]
    return [3 - sum(agreeing[0])] if len(agreeing) == 1 else []
