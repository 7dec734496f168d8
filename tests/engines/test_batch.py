"""The batch scheduler's rules, with cells that only remember what they hold."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from deai_desktop.core.errors import DeadlineError, EngineError
from deai_desktop.engines.base import Finished, FinishReason, GenerateEvent, Priority, TextDelta
from deai_desktop.engines.batching.scheduler import MOST_ALIKE, BatchScheduler
from deai_desktop.engines.batching.sequences import Piece
from deai_desktop.engines.batching.slots import GRAIN, WORTH_A_COPY, AdapterSet
from deai_desktop.engines.local import Interrupts
from deai_desktop.engines.turns import Job, Outcome


class FakeCells:
    """Cells that hold tokens and check that each step fits what is there. Reading takes time on a clock of its own."""

    grain = GRAIN
    can_copy = True
    can_join = True
    exact_piece = 0

    def __init__(self, slots: int = 4, length: int = 512, batch: int = 128) -> None:
        self.slots, self.length, self.batch_size = slots, length, batch
        self.held: list[list[int]] = [[] for _ in range(slots)]
        self.made: list[AdapterSet] = [()] * slots
        self.used: list[AdapterSet] = [()]
        self.now = 0.0
        self.reads: list[tuple[int, int]] = []
        self.joined: list[int] = []
        """How many prompts each step read pieces of."""
        self.writes: list[list[int]] = []
        self.interrupt = False
        self.broken = False
        self.seconds = 1 / 1000  # for each token that is read

    def reads_whole(self, count: int) -> bool:
        return False

    def assign(self, slot: int, answer: FakeAnswer) -> None:
        pass

    def use(self, adapters: AdapterSet) -> None:
        if adapters != self.used[-1]:
            self.used.append(adapters)

    def read(self, pieces: Sequence[Piece]) -> bool:
        size = sum(len(piece.tokens) for piece in pieces)
        slots = [piece.slot for piece in pieces]
        assert 0 < size <= self.batch_size
        assert slots == sorted(set(slots))
        self.now += size * self.seconds
        self._fail()
        is_interrupted, self.interrupt = self.interrupt and size > 1, False
        for piece in pieces:
            assert piece.tokens
            assert len(self.held[piece.slot]) == piece.start
            if not is_interrupted:
                self.reads.append((piece.slot, len(piece.tokens)))
            self._fill(piece.slot, piece.tokens[: len(piece.tokens) // 2 if is_interrupted else None])
        self.joined.append(len(pieces))
        return not is_interrupted

    def write(self, tokens: Sequence[tuple[int, int, int]]) -> None:
        assert len({slot for slot, _, _ in tokens}) == len(tokens)
        assert [slot for slot, _, _ in tokens] == sorted(slot for slot, _, _ in tokens)
        self.now += 0.01
        self._fail()
        self.writes.append([slot for slot, _, _ in tokens])
        for slot, token, position in tokens:
            assert len(self.held[slot]) == position
            self._fill(slot, [token])

    def _fill(self, slot: int, tokens: Sequence[int]) -> None:
        if not self.held[slot]:
            self.made[slot] = self.used[-1]
        assert self.made[slot] == self.used[-1]
        self.held[slot] += tokens
        assert len(self.held[slot]) <= self.length

    def _fail(self) -> None:
        if self.broken:
            self.broken = False
            raise EngineError("broken")

    def keep(self, slot: int, count: int) -> int:
        del self.held[slot][count:]
        return len(self.held[slot])

    def copy(self, source: int, target: int) -> None:
        self.held[target] = list(self.held[source])
        self.made[target] = self.made[source]

    def save(self, slot: int) -> bytes:
        return pickle.dumps((self.held[slot], self.made[slot]))

    def restore(self, slot: int, state: bytes) -> bool:
        self.held[slot], self.made[slot] = pickle.loads(state)
        return True


@dataclass
class FakeAnswer:
    """An answer that counts on from its last token."""

    tokens: list[int]
    limit: int
    is_repeatable: bool = False
    repeats_exactly: bool = False
    is_apart: bool = False
    deadline: float | None = None
    adapters: AdapterSet = ()
    fails: bool = False
    cached_tokens: int = 0
    prompt_tokens: int = 0
    closed: int = 0
    seconds: float = 0.0
    outputs: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.prompt_tokens = len(self.tokens)

    @property
    def written(self) -> int:
        return len(self.tokens) - self.prompt_tokens

    @property
    def is_finished(self) -> bool:
        return self.written >= self.limit

    def go_on(self, output: int) -> Iterator[GenerateEvent]:
        assert not self.closed
        assert self.written < self.limit
        if self.fails:
            raise EngineError("a grammar that leads nowhere")
        self.outputs.append(output)
        self.tokens.append(self.tokens[-1] + 1)
        yield TextDelta(str(self.tokens[-1]))
        if self.is_finished:
            yield Finished(FinishReason.LENGTH, self.prompt_tokens, self.written)

    def spend(self, seconds: float) -> None:
        assert seconds >= 0
        self.seconds += seconds

    def close(self) -> None:
        self.closed += 1


class Bench:
    """A scheduler with fake cells, and what came out of it."""

    def __init__(
        self, slots: int = 4, shared_slots: int = 0, length: int = 512, cells: FakeCells | None = None
    ) -> None:
        self.cells = cells or FakeCells(slots, length)
        self.interrupts = Interrupts()
        self.scheduler = BatchScheduler(
            self.cells,
            self.interrupts,
            shared_slots,
            clock=lambda: self.cells.now,
            now=lambda: self.cells.now,
        )
        self.answers: dict[int, FakeAnswer] = {}
        self.told: list[Outcome] = []

    def ask(
        self,
        prompt: int | list[int],
        limit: int = 3,
        priority: Priority = Priority.INTERACTIVE,
        requester: str = "owner",
        **options: object,
    ) -> int:
        number = len(self.answers) + 1
        tokens = (
            [number * 1000 + place for place in range(prompt)] if isinstance(prompt, int) else list(prompt)
        )
        self.answers[number] = self.answer(tokens, limit, **options)
        self.scheduler.submit(Job(number, requester, priority, self.answers[number]))
        return number

    def answer(self, tokens: list[int], limit: int, **options: object) -> FakeAnswer:
        return FakeAnswer(tokens, limit, **options)  # type: ignore[arg-type]

    def step(self, count: int = 1) -> list[Outcome]:
        told: list[Outcome] = []
        for _ in range(count):
            told += self.scheduler.step()
        self.told += told
        return told

    def run(self) -> None:
        while not self.scheduler.is_idle:
            self.step()

    def ended(self) -> list[int]:
        return [job for job, outcome in self.told if isinstance(outcome, Finished | Exception)]


OWN, SHARED = Priority.INTERACTIVE, Priority.SHARED


def test_answers_are_written_in_one_batch() -> None:
    bench = Bench()
    for _ in range(3):
        bench.ask(1, limit=4)
    bench.run()
    assert bench.cells.writes == [[0, 1, 2]] * 4


def test_a_long_prompt_is_read_in_pieces_between_the_tokens_of_others() -> None:
    bench = Bench()
    bench.ask(1, limit=50)
    bench.step()
    bench.ask(300)
    bench.run()
    sizes = [size for slot, size in bench.cells.reads if slot == 1]
    assert sum(sizes) == 300
    assert max(sizes[1:]) <= 0.1 * 1000 + GRAIN  # what was measured: 1,000 tokens a second
    assert all(size % GRAIN == 0 for size in sizes[:-1])


def test_a_short_prompt_does_not_wait_for_a_long_one() -> None:
    bench = Bench()
    long = bench.ask(500, limit=1)
    bench.step()
    short = bench.ask(20, limit=1)
    bench.run()
    assert bench.ended() == [short, long]


def test_a_follow_up_goes_on_in_the_slot_of_its_conversation() -> None:
    bench = Bench()
    first = bench.ask(100)
    bench.run()
    other = bench.ask(50)
    bench.run()
    turn = bench.ask([*bench.answers[first].tokens, 7, 8, 9])
    bench.run()
    assert bench.answers[turn].cached_tokens == 102  # the last token that was written was never worked on
    assert bench.answers[other].cached_tokens == 0


def test_a_common_beginning_is_copied_from_an_answer_that_still_runs() -> None:
    bench = Bench()
    system = list(range(WORTH_A_COPY + 10))
    bench.ask([*system, 1000], limit=50)
    bench.step(2)
    second = bench.ask([*system, 2000])
    bench.run()
    assert bench.answers[second].cached_tokens == len(system)


def test_the_cells_of_the_owners_last_conversation_outlive_shared_work() -> None:
    bench = Bench(slots=2)
    first = bench.ask(100)
    bench.run()
    for place in range(5):
        bench.ask(80, priority=SHARED, requester=f"member {place}")
    bench.run()
    turn = bench.ask([*bench.answers[first].tokens, 7])
    bench.run()
    assert bench.answers[turn].cached_tokens == 102


def test_an_answer_that_stands_apart_reuses_nothing_and_leaves_nothing() -> None:
    bench = Bench(slots=2)
    first = bench.ask(100)
    bench.run()
    apart = bench.ask([*bench.answers[first].tokens, 7], is_apart=True)
    bench.run()
    turn = bench.ask([*bench.answers[first].tokens, 7, 8])
    bench.run()
    assert bench.answers[apart].cached_tokens == 0
    assert bench.answers[turn].cached_tokens == 102
    assert not any(bench.cells.held[1])


def test_shared_answers_rest_while_an_interactive_one_runs() -> None:
    bench = Bench()
    shared = bench.ask(1, limit=20, priority=SHARED)
    bench.step(5)
    written = bench.answers[shared].written
    mine = bench.ask(10, limit=5)
    while mine not in bench.ended():
        bench.step()
    assert bench.answers[shared].written == written
    bench.run()
    assert bench.answers[shared].written == 20
    assert bench.answers[shared].seconds < bench.cells.now


def test_a_shared_answer_is_put_aside_when_the_owner_needs_its_slot() -> None:
    bench = Bench(slots=2)
    shared = bench.ask(40, limit=20, priority=SHARED)
    bench.step(5)
    for _ in range(2):
        bench.ask(10, limit=5)
    bench.run()
    assert sorted(bench.ended()[:2]) == [2, 3]
    assert bench.ended()[2:] == [shared]
    reads = sum(size for _, size in bench.cells.reads)
    assert reads == 40 + 10 + 10  # nothing was read twice


def test_says_when_all_its_work_is_for_others() -> None:
    bench = Bench()
    seen = [bench.scheduler.serves_others_only]
    bench.ask(1, limit=9, priority=SHARED)
    bench.step()
    seen.append(bench.scheduler.serves_others_only)
    bench.ask(1)
    seen.append(bench.scheduler.serves_others_only)
    assert seen == [False, True, False]


def test_shared_slots_are_limited() -> None:
    bench = Bench(shared_slots=2)
    for place in range(4):
        bench.ask(1, limit=3, priority=SHARED, requester=f"member {place}")
    bench.run()
    assert max(map(len, bench.cells.writes)) == 2


def test_requesters_take_turns() -> None:
    bench = Bench(slots=2)  # one for shared work
    greedy = [bench.ask(1, priority=SHARED, requester="a") for _ in range(3)]
    modest = bench.ask(1, priority=SHARED, requester="b")
    bench.run()
    assert bench.ended() == [greedy[0], modest, *greedy[1:]]


def test_what_must_come_out_the_same_is_cut_alike_and_written_by_few() -> None:
    bench = Bench(slots=8)
    for _ in range(5):
        bench.ask(GRAIN + 5, limit=3, is_repeatable=True)
    bench.ask(1, limit=30)
    bench.run()
    assert {size for _, size in bench.cells.reads} == {GRAIN + 4}
    alike = [write for write in bench.cells.writes if 5 not in write]
    assert max(map(len, alike)) <= MOST_ALIKE


def test_only_what_was_read_in_steps_is_reused_where_the_same_text_must_come() -> None:
    bench = Bench()
    first = bench.ask(100, limit=40)
    bench.run()
    turn = bench.ask([*bench.answers[first].tokens, 7, 8], is_repeatable=True, repeats_exactly=True)
    bench.run()
    assert bench.answers[turn].cached_tokens == 100 // GRAIN * GRAIN


def test_a_strangers_next_turn_begins_where_the_one_before_ended() -> None:
    bench = Bench()
    first = bench.ask(100, limit=40, priority=SHARED, requester="a", is_repeatable=True)
    bench.run()
    turn = bench.ask([*bench.answers[first].tokens, 7, 8], priority=SHARED, requester="a", is_repeatable=True)
    bench.run()
    assert bench.answers[turn].cached_tokens == 139  # the last one was never worked through


def test_nobody_is_given_anothers_cells() -> None:
    bench = Bench()
    prompt = list(range(200))
    asked = []
    for priority, requester in ((SHARED, "a"), (SHARED, "b"), (OWN, "owner"), (OWN, "editor"), (SHARED, "a")):
        asked.append(bench.ask(prompt, priority=priority, requester=requester))
        bench.run()
    assert [bench.answers[job].cached_tokens for job in asked] == [0, 0, 0, 199, 199]


def test_a_short_prompt_with_long_answers_is_reused_though_others_ask_in_between() -> None:
    bench = Bench(slots=4)
    prompts = {OWN: list(range(30)), SHARED: list(range(1000, 1030))}
    asked = []
    for _ in range(4):
        for priority, prompt in prompts.items():
            asked.append(bench.ask(prompt, limit=50, priority=priority))
            bench.run()
    assert [bench.answers[job].cached_tokens for job in asked[4:]] == [29] * 4


def test_no_single_token_is_left_to_read_where_the_same_text_must_come() -> None:
    bench = Bench()
    prompt = list(range(3 * GRAIN + 2))
    for number in (1, 2):
        asked = bench.ask(prompt, limit=1, is_repeatable=True, repeats_exactly=True)
        assert asked == number
        bench.run()
    assert bench.answers[2].cached_tokens == 2 * GRAIN
    assert all(size > 1 for _, size in bench.cells.reads)


def test_an_interrupted_piece_is_read_again() -> None:
    bench = Bench()
    bench.cells.interrupt = True
    bench.ask(100)
    bench.run()
    assert sum(size for _, size in bench.cells.reads) == 100
    assert bench.ended() == [1]


def test_a_long_step_of_shared_work_makes_way() -> None:
    interrupts = Interrupts()
    interrupts.has_newcomer = True
    assert not interrupts()
    interrupts.gives_way = True
    assert interrupts()


def test_only_the_step_of_the_job_that_was_cancelled_ends_early() -> None:
    interrupts = Interrupts()
    interrupts.jobs = (1, 3)
    interrupts.cancelled.add(2)
    assert not interrupts()
    interrupts.cancelled.add(3)
    assert interrupts()


def test_short_prompts_are_read_in_one_go() -> None:
    bench = Bench()
    for _ in range(3):
        bench.ask(30, limit=5)
    bench.step()
    assert bench.cells.joined == [3]
    bench.run()
    assert [len(slots) for slots in bench.cells.writes] == [3] * 4


def test_prompts_that_must_come_out_alike_are_read_alone() -> None:
    bench = Bench()
    for _ in range(3):
        bench.ask(33, limit=5, is_repeatable=True)
    bench.ask(30, limit=5)
    bench.ask(30, limit=5, adapters=((1, 1.0),))
    bench.run()
    assert set(bench.cells.joined) == {1}


def test_only_prompts_that_fit_whole_join_others() -> None:
    bench = Bench()
    bench.ask(30)
    bench.ask(120)
    bench.ask(40)
    bench.step(2)
    assert bench.cells.joined == [2, 1]


def test_what_was_read_in_one_go_and_interrupted_is_read_again() -> None:
    bench = Bench()
    for _ in range(3):
        bench.ask(30, limit=5)
    bench.cells.interrupt = True
    bench.step()
    assert bench.cells.held[:3] == [[], [], []]
    bench.run()
    assert sorted(bench.ended()) == [1, 2, 3]


def test_late_work_is_handed_back() -> None:
    bench = Bench(slots=2)
    running = bench.ask(1, limit=100, priority=SHARED, deadline=0.2)
    waiting = bench.ask(1, limit=100, priority=SHARED, deadline=0.1)
    bench.run()
    assert {job: type(outcome) for job, outcome in bench.told if isinstance(outcome, Exception)} == {
        waiting: DeadlineError,
        running: DeadlineError,
    }
    assert bench.cells.now < 0.3


def test_an_answer_that_fails_leaves_the_others_alone() -> None:
    bench = Bench()
    failing, good = bench.ask(1, fails=True), bench.ask(1)
    bench.run()
    assert bench.ended() == [failing, good]
    assert bench.answers[good].written == 3


def test_a_step_that_fails_is_reported_and_its_cells_forgotten() -> None:
    bench = Bench()
    bench.ask(50)
    bench.cells.broken = True
    bench.step()
    assert bench.ended() == [1]
    assert bench.scheduler.is_idle
    assert not any(bench.cells.held)


def test_other_work_goes_on_beside_answers() -> None:
    bench = Bench()
    bench.ask(1, limit=10)
    bench.scheduler.submit(Job(99, "owner", Priority.INTERACTIVE, iter([None, {"is": "vector"}])))
    bench.step(4)
    assert (99, {"is": "vector"}) in bench.told
    assert not bench.scheduler.is_idle


LOUD: AdapterSet = ((1, 1.0),)
QUIET: AdapterSet = ((1, 0.5),)


def test_only_answers_with_the_same_adapters_share_a_batch() -> None:
    bench = Bench()
    for adapters in ((), LOUD, (), QUIET):
        bench.ask(1, limit=4, adapters=adapters)
    bench.run()
    assert {frozenset(slots) for slots in bench.cells.writes} == {
        frozenset({0, 2}),
        frozenset({1}),
        frozenset({3}),
    }


def test_the_adapters_in_use_come_first() -> None:
    bench = Bench()
    for adapters in ((), LOUD):
        bench.ask(1, limit=6, adapters=adapters)
    bench.run()
    assert len(bench.cells.used) <= 1 + 6  # not twice in a step


def test_adapters_are_never_touched_while_nobody_wants_any() -> None:
    bench = Bench()
    for _ in range(3):
        bench.ask(40)
    bench.run()
    assert bench.cells.used == [()]


def test_cells_are_reused_by_answers_with_the_same_adapters_alone() -> None:
    bench = Bench()
    prompt = list(range(WORTH_A_COPY + 40))
    cached = []
    for adapters in (LOUD, (), QUIET, LOUD, ()):
        number = bench.ask(prompt, adapters=adapters)
        bench.run()
        cached.append(bench.answers[number].cached_tokens)
    assert cached == [0, 0, 0, len(prompt) - 1, len(prompt) - 1]


def test_a_beginning_is_not_copied_from_an_answer_with_other_adapters() -> None:
    bench = Bench()
    system = list(range(WORTH_A_COPY + 10))
    bench.ask([*system, 1000], limit=50, adapters=LOUD)
    bench.step(2)
    others = [
        bench.ask([*system, 2000 + place], adapters=adapters) for place, adapters in enumerate([(), LOUD])
    ]
    bench.run()
    assert [bench.answers[one].cached_tokens for one in others] == [0, len(system)]


def test_an_answer_that_was_put_aside_comes_back_with_its_adapters() -> None:
    bench = Bench(slots=2)
    shared = bench.ask(40, limit=20, priority=SHARED, adapters=LOUD)
    bench.step(5)
    for _ in range(2):
        bench.ask(10, limit=5)
    bench.run()
    assert sorted(bench.ended()[:2]) == [2, 3]
    assert bench.ended()[2:] == [shared]
    assert sum(size for _, size in bench.cells.reads) == 40 + 10 + 10
    turn = bench.ask([*bench.answers[shared].tokens, 7], priority=SHARED, adapters=LOUD)
    bench.run()
    assert bench.answers[turn].cached_tokens == 59


def test_what_must_come_out_the_same_is_written_alone_with_adapters() -> None:
    bench = Bench(slots=4)
    for _ in range(3):
        bench.ask(1, limit=3, is_repeatable=True, adapters=LOUD)
    bench.run()
    assert max(map(len, bench.cells.writes)) == 1


class Scheduling(RuleBasedStateMachine):
    """Any order of requests, cancellations, interruptions and faults loses no slot, no cell and no answer."""

    def make_bench(self, slots: int, shared: int) -> Bench:
        return Bench(slots, shared)

    @initialize(slots=st.integers(1, 5), shared=st.integers(0, 5))
    def begin(self, slots: int, shared: int) -> None:
        self.bench = self.make_bench(slots, shared)
        self.cancelled: set[int] = set()

    @rule(
        length=st.integers(1, 200),
        limit=st.integers(1, 12),
        priority=st.sampled_from(list(Priority)),
        requester=st.sampled_from("abc"),
        repeatable=st.booleans(),
        apart=st.booleans(),
        fails=st.integers(0, 9).map(lambda one: one == 0),
        deadline=st.none() | st.floats(0, 3),
        begins=st.integers(0, 2),
        adapters=st.sampled_from([(), (), ((1, 1.0),), ((1, 0.5),)]),
    )
    def ask(
        self,
        length: int,
        limit: int,
        priority: Priority,
        requester: str,
        repeatable: bool,
        apart: bool,
        fails: bool,
        deadline: float | None,
        begins: int,
        adapters: AdapterSet,
    ) -> None:
        tokens = [begins * 1000 + place for place in range(length)]
        until = None if deadline is None else self.bench.cells.now + deadline
        options = {
            "is_repeatable": repeatable,
            "repeats_exactly": repeatable and limit % 2 == 0,
            "is_apart": apart,
            "fails": fails,
            "deadline": until,
            "adapters": adapters,
        }
        self.bench.ask(tokens, limit, priority, requester, **options)

    @rule(number=st.integers(1, 40))
    def cancel(self, number: int) -> None:
        if self.bench.scheduler.cancel(number):
            assert number not in self.bench.ended()
            self.cancelled.add(number)

    @rule(count=st.integers(1, 8), interrupt=st.booleans(), breaks=st.integers(0, 19))
    def step(self, count: int, interrupt: bool, breaks: int) -> None:
        self.bench.cells.interrupt = interrupt
        self.bench.cells.broken = breaks == 0
        self.bench.step(count)

    @invariant()
    def slots_and_cells_are_accounted_for(self) -> None:
        bench = self.bench
        running = [one for one in bench.scheduler._running if one.slot]
        taken = [slot for slot in bench.scheduler.slots.all if slot.is_taken]
        assert sorted(one.place.number for one in running) == [slot.number for slot in taken]
        assert [slot.tokens for slot in bench.scheduler.slots.all] == bench.cells.held
        for one in running:
            held = one.place.tokens
            assert one.answer.tokens[: len(held)] == held
            assert not held or bench.cells.made[one.place.number] == one.answer.adapters

    def teardown(self) -> None:
        if not hasattr(self, "bench"):
            return
        bench = self.bench
        bench.cells.interrupt = bench.cells.broken = False
        bench.run()
        assert not bench.scheduler.slots.all or not any(slot.is_taken for slot in bench.scheduler.slots.all)
        ended = bench.ended()
        assert sorted([*ended, *self.cancelled]) == sorted(bench.answers)
        assert all(answer.closed == 1 for answer in bench.answers.values())


TestScheduling = Scheduling.TestCase
_SEQUENCES = int(os.environ.get("DEAI_RANDOM_SEQUENCES", "200"))
TestScheduling.settings = settings(max_examples=_SEQUENCES, stateful_step_count=50, deadline=None)
