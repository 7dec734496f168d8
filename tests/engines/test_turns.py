"""One job at a time, interactive before shared, requesters in turn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.core.errors import DeadlineError
from deai_desktop.engines.base import Priority
from deai_desktop.engines.turns import Job, TurnTaking


class Steps:
    """A job's steps that remember how they ended."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.closed = False
        self.deadline: float | None = None

    def __iter__(self) -> Iterator[dict[str, Any] | None]:
        return self

    def __next__(self) -> dict[str, Any] | None:
        if not self.left:
            raise StopIteration
        self.left -= 1
        return {"left": self.left}

    def close(self) -> None:
        self.closed = True


def order(turns: TurnTaking) -> list[int]:
    """Run everything and list the jobs in the order in which they ran."""
    ran: list[int] = []
    while not turns.is_idle:
        for job, _ in turns.step():
            if not ran or ran[-1] != job:
                ran.append(job)
    return ran


def test_requesters_take_turns() -> None:
    turns = TurnTaking()
    for number, requester in enumerate("aaab"):
        turns.submit(Job(number, requester, Priority.INTERACTIVE, Steps(1)))
    assert order(turns) == [0, 3, 1, 2]


def test_interactive_work_goes_first() -> None:
    turns = TurnTaking()
    turns.submit(Job(1, "pool", Priority.SHARED, Steps(1)))
    turns.submit(Job(2, "owner", Priority.INTERACTIVE, Steps(1)))
    assert order(turns) == [2, 1]


def test_a_job_that_fails_is_named_and_gone() -> None:
    def failing() -> Iterator[dict[str, Any] | None]:
        yield {}
        raise ValueError

    turns = TurnTaking()
    turns.submit(Job(5, "a", Priority.INTERACTIVE, failing()))
    turns.step()
    ((job, error),) = turns.step()
    assert job == 5
    assert isinstance(error, ValueError)
    assert turns.is_idle


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.just("submit"), st.sampled_from("abc"), st.sampled_from(list(Priority)), st.integers(0, 3)
            ),
            st.tuples(st.just("cancel"), st.integers(0, 20)),
            st.tuples(st.just("step")),
        ),
        max_size=60,
    )
)
def test_no_job_is_lost_or_left_open(actions: list[Any]) -> None:
    turns = TurnTaking()
    jobs: list[Steps] = []
    cancelled: set[int] = set()
    for action in actions:
        match action:
            case ("submit", requester, priority, count):
                jobs.append(Steps(count))
                turns.submit(Job(len(jobs) - 1, requester, priority, jobs[-1]))
            case ("cancel", job):
                if turns.cancel(job):
                    assert job not in cancelled
                    cancelled.add(job)
            case _ if not turns.is_idle:
                assert not cancelled.intersection(job for job, _ in turns.step())
    while not turns.is_idle:
        assert not cancelled.intersection(job for job, _ in turns.step())
    assert all(job.closed for job in jobs)
    assert all(job.left == 0 for number, job in enumerate(jobs) if number not in cancelled)


def test_late_work_is_handed_back() -> None:
    turns = TurnTaking()
    jobs = [Steps(3) for _ in range(3)]
    for number, steps in enumerate(jobs):
        turns.submit(Job(number, "one", Priority.SHARED, steps))
    assert turns.step() == [(0, {"left": 2})]
    for steps in jobs[:2]:
        steps.deadline = time.monotonic() - 1
    told = turns.step()
    assert [(job, type(outcome)) for job, outcome in told] == [(0, DeadlineError), (1, DeadlineError)]
    assert [steps.closed for steps in jobs] == [True, True, False]
    assert turns.step() == [(2, {"left": 2})]
