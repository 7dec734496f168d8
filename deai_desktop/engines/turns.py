"""Whose request comes next: interactive before shared, and within a class each requester in turn."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from deai_desktop.core.errors import DeadlineError
from deai_desktop.engines.base import GenerateEvent, Priority

Step = GenerateEvent | dict[str, Any] | None
"""What a step of work brings: an event, a message for the node, or nothing yet."""
Outcome = tuple[int, GenerateEvent | dict[str, Any] | Exception]
"""A job's number with what came of it; after an exception the job is gone."""


@dataclass
class Job:
    """A request in an engine host: an answer to be made, or other work that goes on in steps."""

    id: int
    requester: str
    priority: Priority
    work: Any
    """A `Generation` of the scheduler's own model, or an iterator of steps."""

    def close(self) -> None:
        """Free what the work holds."""
        close = getattr(self.work, "close", None)
        if close:
            close()


class Scheduler(Protocol):
    """Decides what an engine host does next. All its calls come from one thread."""

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        ...

    @property
    def serves_others_only(self) -> bool:
        """Whether all that it works on is shared."""
        ...

    def submit(self, job: Job) -> None:
        """Take a job into the queue."""
        ...

    def cancel(self, job_id: int) -> bool:
        """Drop a job, running or waiting; False when it is not there any more."""
        ...

    def step(self) -> list[Outcome]:
        """Do one step, of half a second at most on a usual PC, and return what it brought."""
        ...


class FairQueue:
    """Jobs that wait, given out by class and then one requester after the other."""

    def __init__(self) -> None:
        self._waiting: dict[Priority, OrderedDict[str, deque[Job]]] = {one: OrderedDict() for one in Priority}

    def __bool__(self) -> bool:
        return any(self._waiting.values())

    def __iter__(self) -> Iterator[Job]:
        for requesters in self._waiting.values():
            for jobs in requesters.values():
                yield from jobs

    def has(self, priority: Priority) -> bool:
        """Say whether any job of that class waits."""
        return bool(self._waiting[priority])

    def add(self, job: Job) -> None:
        """Let a job wait behind the others of its requester."""
        self._waiting[job.priority].setdefault(job.requester, deque()).append(job)

    def take(self, priority: Priority) -> Job:
        """Take out the job whose turn it is; its requester's next one comes after those of the others.

        Call only when there is one.
        """
        job = next(iter(self._waiting[priority].values()))[0]
        self.remove(job)
        if job.requester in self._waiting[priority]:
            self._waiting[priority].move_to_end(job.requester)
        return job

    def remove(self, job: Job) -> None:
        """Take out a job, whosever turn it is."""
        requesters = self._waiting[job.priority]
        requesters[job.requester].remove(job)
        if not requesters[job.requester]:
            del requesters[job.requester]


class Runnable(Protocol):
    """An answer that makes itself step by step, for `TurnTaking`."""

    def run(self) -> Iterator[Step]:
        """Yield the answer's events, `Finished` last; None where it can be interrupted.

        A step takes half a second at most on a usual PC, and ends early when it is interrupted. Closing the
        iterator ends the work.
        """
        ...


class TurnTaking:
    """Run one job after the other; for engines that work on one answer at a time, a `Runnable`."""

    def __init__(self) -> None:
        self._queue = FairQueue()
        self._current: Job | None = None
        self._steps: Iterator[Step] = iter(())

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        return self._current is None and not self._queue

    @property
    def serves_others_only(self) -> bool:
        """Whether all that it works on is shared."""
        if self._current is not None:
            return self._current.priority is Priority.SHARED
        return self._queue.has(Priority.SHARED) and not self._queue.has(Priority.INTERACTIVE)

    def submit(self, job: Job) -> None:
        """Take a job into the queue."""
        self._queue.add(job)

    def cancel(self, job_id: int) -> bool:
        """Drop a job, running or waiting; False when it is not there any more."""
        job = self._current if self._current and self._current.id == job_id else None
        if job is not None:
            self._end()
            return True
        job = next((one for one in self._queue if one.id == job_id), None)
        if job is None:
            return False
        self._queue.remove(job)
        job.close()
        return True

    def step(self) -> list[Outcome]:
        """Do one step of the job whose turn it is, or give up what is late; call only when not idle."""
        if told := self._hand_back_late():
            return told
        if self._current is None:
            self._current = self._queue.take(next(one for one in Priority if self._queue.has(one)))
            self._steps = steps_of(self._current)
        job = self._current
        try:
            event = next(self._steps)
        except StopIteration:
            self._end()
            return []
        except Exception as error:  # noqa: BLE001 - this job fails, the others go on
            self._end()
            return [(job.id, error)]
        return [] if event is None else [(job.id, event)]

    def _hand_back_late(self) -> list[Outcome]:
        now = time.monotonic()
        told: list[Outcome] = []
        if self._current is not None and is_late(self._current.work, now):
            told.append((self._current.id, late()))
            self._end()
        for job in [one for one in self._queue if is_late(one.work, now)]:
            self._queue.remove(job)
            job.close()
            told.append((job.id, late()))
        return told

    def _end(self) -> None:
        assert self._current is not None
        getattr(self._steps, "close", lambda: None)()
        self._current.close()
        self._current = None


def is_late(work: object, now: float) -> bool:
    """Say whether work is past the ``deadline`` that it may have."""
    deadline = getattr(work, "deadline", None)
    return deadline is not None and now > deadline


def late() -> DeadlineError:
    """Make the error for work that is given up because its time is over."""
    return DeadlineError(
        "It was not done in the time that it had.", hint="Allow more time, or ask another PC."
    )


def steps_of(job: Job) -> Iterator[Step]:
    """Return a job's work as steps."""
    steps: Iterator[Step] = job.work.run() if hasattr(job.work, "run") else job.work
    return steps
