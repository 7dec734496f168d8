"""What happens to a pool in a trial, and what must come of it: every answer whole, after a short pause."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from deai_desktop.pool.jobs.worker_job import VANISH_SECONDS
from tests.trials.judge import Judge
from tests.trials.party import PC, POOL, Party, wait_until
from tests.trials.reading import TOKENS, Reading

LONG = 800
"""Tokens of an answer that somebody sleeps through."""
GAP_SECONDS = 2.0
"""The longest pause but for one in twenty, when a worker is killed."""
_LEASE_SECONDS = 1.0
_CUT_SECONDS = 30.0
_BACK_SECONDS = 60.0


@dataclass
class Trials:
    """Run trials with one party, and say what was seen."""

    party: Party
    judge: Judge
    broken: list[str] = field(default_factory=list)

    def say(self, is_good: bool, what: str) -> None:
        """Print what was seen, and remember what must not be."""
        print(f"{'ok  ' if is_good else 'FAIL'} {what}", flush=True)
        if not is_good:
            self.broken.append(what)

    @property
    def asker(self) -> PC:
        """Who asks where one is enough."""
        return self.party.requesters[0]

    def check(self, what: str, reading: Reading) -> bool:
        """Wait for an answer's end, and say whether it is whole."""
        reading.end()
        why = reading.why_not_whole() or self.judge.objection(reading.prompt, reading.text, reading.most)
        seen = (
            f"whole, first token {reading.first * 1000:.0f} ms, longest pause {reading.gap:.2f} s"
            if not why
            else ""
        )
        self.say(not why, f"{what}: {why or seen}")
        return not why

    # Trials

    def streaming(self) -> None:
        """Let all requesters ask at once, again and again."""
        for _ in range(3):
            readings = [Reading(one) for one in self.party.requesters]
            for one in readings:
                if self.check(f"streaming, {len(readings)} at once", one):
                    print(f"     {one.speed:.0f} tokens/s", flush=True)

    def cancelling(self) -> None:
        """Hang up in mid-answer; the worker must stop within a beat of its lease."""
        for _ in range(3):
            before, broken = self.party.count_jobs(), self._broken_off()
            reading = Reading(self.asker, tokens=LONG)
            reading.until(20)
            worker = self.party.served(before)
            reading.cancel()
            took = _drops_job(worker, broken[worker.name], 10)
            self.say(took < _LEASE_SECONDS, f"cancel: the worker stopped after {took:.2f} s")

    def killing(self, count: int, is_loaded: bool) -> None:
        """Kill the worker at a random token, again and again; with the model in the others' memory, or not yet."""
        gaps: list[float] = []
        whole = 0
        for number in range(count):
            self.party.wait_for_workers(self.asker)
            if is_loaded:
                self._load()
            before, place = self.party.count_jobs(), random.randrange(1, TOKENS - 5)
            reading = Reading(self.asker)
            reading.until(1)
            worker = self.party.served(before)
            reading.until(place)
            came = len(reading.pieces)
            worker.kill()
            whole += self.check(f"kill {number + 1} at piece {came}", reading)
            if came < len(reading.pieces):  # else all that was wanted had come
                gaps.append(reading.gap)
            worker.start()
        if len(gaps) > 1:
            p95 = statistics.quantiles(gaps, n=20, method="inclusive")[-1]
            seen = f"p50 {statistics.median(gaps):.2f} s, p95 {p95:.2f} s, longest {max(gaps):.2f} s"
            self.say(
                p95 < GAP_SECONDS, f"{whole} of {count} whole; pause {seen} (goal p95 < {GAP_SECONDS:.0f} s)"
            )
        self.party.wait_for_workers(self.asker)

    def killing_the_hub(self) -> None:
        """Kill the hub in mid-answer; its node starts it again, and all come back."""
        for asker in self.party.requesters:
            reading = Reading(asker, tokens=LONG)
            reading.until(40)
            self.party.hub.kill_hub()
            self.check("hub killed", reading)
        for asker in self.party.requesters:
            self.party.wait_for_workers(asker)

    def worker_sleeps(self, seconds: float) -> None:
        """Close a worker's lid in mid-answer, and open it while another goes on."""
        worker, reading = self._served_long()
        broken = worker.broken_off()
        self._sleep(worker, seconds)
        took = _drops_job(worker, broken, 30)
        self.say(took < VANISH_SECONDS + 1, f"the sleeper dropped its job {took:.2f} s after waking")
        self.check(f"worker slept {seconds:.0f} s", reading)
        self._is_asked_again(worker)

    def requester_sleeps(self, seconds: float) -> None:
        """Close the requester's lid in mid-answer."""
        _, reading = self._served_long()
        self._sleep(self.asker, seconds)
        self.check(f"requester slept {seconds:.0f} s", reading)

    def cutting(self, choose: Callable[[PC], PC], what: str) -> None:
        """Cut the line of somebody in mid-answer for half a minute."""
        worker, reading = self._served_long()
        pc = choose(worker)
        network = self.party.hub.network
        network.cut(pc.name)
        time.sleep(_CUT_SECONDS)
        network.mend(pc.name)
        begun = time.monotonic()
        self.check(f"{what} cut off for {_CUT_SECONDS:.0f} s", reading)
        for asker in self.party.requesters:
            self.party.wait_for_workers(asker)
        self.say(
            True, f"all workers are offered again {time.monotonic() - begun:.1f} s after the line was back"
        )

    # Parts of trials

    def _load(self) -> None:
        """Let each worker ask its own model, so that it is in memory."""
        for one in self.party.workers:
            reading = Reading(one, tokens=1, model="smollm2")
            reading.end()
            assert not reading.error, reading.error

    def _served_long(self) -> tuple[PC, Reading]:
        before = self.party.count_jobs()
        reading = Reading(self.asker, tokens=LONG)
        reading.until(40)
        return self.party.served(before), reading

    def _sleep(self, pc: PC, seconds: float) -> None:
        pc.sleep()
        try:
            time.sleep(seconds)
        finally:
            pc.wake()

    def _is_asked_again(self, worker: PC) -> None:
        """Say whether a worker gets jobs when nobody else lends."""
        begun = time.monotonic()
        wait_until(lambda: worker.name in self.party.offering(self.asker), "the sleeper is offered again")
        others = [one for one in self.party.workers if one is not worker]
        for lends in (False, True):
            for one in others:
                with one.inside() as node:
                    node.client.change_lending(POOL, lends=lends)
            if not lends:
                wait_until(
                    lambda: self.party.offering(self.asker) == {worker.name}, "only the sleeper is offered"
                )
                waited = time.monotonic() - begun
                self.check(f"the sleeper works again (offered within {waited:.1f} s)", Reading(self.asker))
        self.party.wait_for_workers(self.asker)

    def _broken_off(self) -> dict[str, int]:
        return {one.name: one.broken_off() for one in self.party.workers}


def _drops_job(worker: PC, broken_before: int, seconds: float) -> float:
    """Wait until a worker has broken off another job, and return how long it took."""
    return wait_until(lambda: worker.broken_off() > broken_before, "the worker drops its job", seconds)
