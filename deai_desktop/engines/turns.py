"""Whose request an engine host works on next: one at a time, fair between requesters.

This is the seam for continuous batching: a scheduler that runs several sequences at once has the same four methods.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from deai_desktop.engines.base import Priority


@dataclass
class Job:
    """Work that goes on in steps; ``steps`` yields messages for the node, None where it can be interrupted."""

    id: int
    requester: str
    priority: Priority
    steps: Iterator[dict[str, Any] | None]


class TurnTaking:
    """Run one job after the other: interactive before shared, and within a class each requester in turn."""

    def __init__(self) -> None:
        self._waiting: dict[Priority, OrderedDict[str, deque[Job]]] = {one: OrderedDict() for one in Priority}
        self._current: Job | None = None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        return self._current is None and not any(self._waiting.values())

    def submit(self, job: Job) -> None:
        """Take a job into the queue."""
        self._waiting[job.priority].setdefault(job.requester, deque()).append(job)

    def cancel(self, job_id: int) -> bool:
        """Drop a job, running or waiting; False when it is not there any more."""
        if self._current is not None and self._current.id == job_id:
            _close(self._current)
            self._current = None
            return True
        for requesters in self._waiting.values():
            for requester, jobs in requesters.items():
                for job in jobs:
                    if job.id == job_id:
                        jobs.remove(job)
                        if not jobs:
                            del requesters[requester]
                        _close(job)
                        return True
        return False

    def step(self) -> tuple[int, dict[str, Any] | None]:
        """Do one step of the current job and return its id and message; call only when not idle.

        An exception of the job comes out of here, with `failed_job` naming whose it was.
        """
        if self._current is None:
            self._current = self._next()
        job = self._current
        try:
            return job.id, next(job.steps)
        except StopIteration:
            self._current = None
            return job.id, None
        except BaseException:
            self._current = None
            self.failed_job = job.id
            raise

    failed_job = 0

    def _next(self) -> Job:
        requesters = next(waiting for priority in Priority if (waiting := self._waiting[priority]))
        requester, jobs = next(iter(requesters.items()))
        job = jobs.popleft()
        if jobs:
            requesters.move_to_end(requester)
        else:
            del requesters[requester]
        return job


def _close(job: Job) -> None:
    close = getattr(job.steps, "close", None)
    if close:
        close()
