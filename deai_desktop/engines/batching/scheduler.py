"""Continuous batching: one loaded model works on the answers of its owner and of strangers at the same time.

**What a step holds, in which order, and why.** A step of `BatchScheduler` is short, and between two of them the host
looks at new requests and cancellations. It works for one class of answers: the owner's (*interactive*) as long as
there is any, else strangers' (*shared*), which rest meanwhile and keep their cells. In a step come

1. one token for each answer that is being written, all in one batch: the weights are read from memory once for all;
2. one piece of one prompt, the one with the fewest tokens left (and now and then the one that has waited longest), so
   that a short question needn't wait for a long text; and beside it further prompts that are so short that they fit
   whole into the time that whoever waits for their next token can bear (`pieces`);
3. one piece of other work, such as a text's embedding.

**Slots and cells.** Each answer runs in a slot with cells for a whole context (`slots`). Where no slot is free for an
interactive request, the shared answer that began last is put aside: its cells go to ordinary memory and come back
later, so nothing is read twice and the text stays the same. Shared answers leave one slot free, where the owner's
last conversation stays.

**The same text again.** With a seed, or for strangers without randomness, an answer comes out the same alone and amid
others. On the processor llama.cpp works on each sequence's cells and on each token by itself, but its kernels round in
one way for a prompt's many tokens and in another for one, and some take four at a time. So these prompts are cut at
`GRAIN`, their last token goes like a written one, and written ones go `MOST_ALIKE` at a time. With a seed, what an
earlier answer wrote is also read anew, as if it had never been there; a stranger's next turn takes it as it stands.

**Adapters.** llama.cpp applies LoRA adapters to a whole batch, so tokens go together only where their answers have the
same ones, those in use first, as each change costs time; and cells are reused only by answers with the same ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from deai_desktop.engines.base import Priority
from deai_desktop.engines.batching.pieces import Pieces
from deai_desktop.engines.batching.sequences import Cells, Piece, Running
from deai_desktop.engines.batching.slots import GRAIN, AdapterSet, Choice, Slot, Slots
from deai_desktop.engines.local import Interrupts
from deai_desktop.engines.turns import FairQueue, Job, Outcome, Step, is_late, late

MOST_ALIKE = 3
"""Tokens in a batch up to which each comes out as if it were alone."""
MOST_ALIKE_ADAPTED = 1
"""The same with adapters: for their 16-bit matrices, even two tokens go through another kernel than one."""


class BatchScheduler:
    """Run as many answers at once as there are slots; see the module's text.

    ``shared_slots`` bounds the strangers' (0: all but one).
    """

    def __init__(
        self,
        cells: Cells,
        interrupts: Interrupts,
        shared_slots: int = 0,
        clock: Callable[[], float] = time.perf_counter,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cells = cells
        self._interrupts = interrupts
        self._slots = Slots(cells.slots, can_copy=cells.can_copy)
        most = max(1, cells.slots - 1)
        self._shared_slots = min(shared_slots or most, most)
        self._clock = clock
        self._now = now
        self._queue = FairQueue()
        self._running: list[Running] = []
        """In the order in which they began, also those put aside."""
        self._others: list[tuple[Job, Iterator[Step]]] = []
        self._pieces = Pieces(cells)
        self._adapters: AdapterSet = ()
        """Those of the last step."""

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        return not (self._running or self._others or self._queue)

    @property
    def serves_others_only(self) -> bool:
        """Whether all that it works on is shared."""
        return not self.is_idle and self._priority is Priority.SHARED

    @property
    def slots(self) -> Slots:
        """The slots, to look at."""
        return self._slots

    def submit(self, job: Job) -> None:
        """Take a job into the queue; work that is no answer goes beside the answers."""
        if hasattr(job.work, "go_on"):
            self._queue.add(job)
        else:
            self._others.append((job, iter(job.work)))

    def cancel(self, job_id: int) -> bool:
        """Drop a job; what its slot holds can be reused."""
        for one in self._running:
            if one.job.id == job_id:
                self._end(one)
                return True
        for job in self._queue:
            if job.id == job_id:
                self._queue.remove(job)
                job.close()
                return True
        for other in self._others:
            if other[0].id == job_id:
                self._others.remove(other)
                other[0].close()
                return True
        return False

    def step(self) -> list[Outcome]:
        """Do one step; see the module's text."""
        told = self._hand_back_late()
        self._admit(told)
        priority = self._priority
        active = [one for one in self._running if one.slot and one.job.priority is priority]
        for one in active:
            one.since = self._clock()
        self._write([one for one in active if self._is_writing(one)], told)
        active = [one for one in active if one.slot]
        reading = [one for one in active if not self._is_writing(one)]
        if reading:
            self._read(self._pieces.choose(reading, waiting=len(active) - len(reading)), told)
        self._work_on_others(told)
        for one in active:
            one.spend(self._clock())
        return told

    @property
    def _priority(self) -> Priority:
        """Whose turn it is."""
        has_interactive = (
            self._queue.has(Priority.INTERACTIVE)
            or any(one.job.priority is Priority.INTERACTIVE for one in self._running)
            or any(job.priority is Priority.INTERACTIVE for job, _ in self._others)
        )
        return Priority.INTERACTIVE if has_interactive else Priority.SHARED

    # Who gets a slot

    def _admit(self, told: list[Outcome]) -> None:
        while self._queue.has(Priority.INTERACTIVE) and self._begin(Priority.INTERACTIVE, told):
            pass
        if self._priority is Priority.INTERACTIVE:
            return
        for one in self._running:
            if one.saved is not None and self._slots.free:
                self._take_up(one)
        while (
            self._queue.has(Priority.SHARED)
            and self._may_begin_shared()
            and self._begin(Priority.SHARED, told)
        ):
            pass

    def _may_begin_shared(self) -> bool:
        shared = [one for one in self._running if one.job.priority is Priority.SHARED]
        return len(shared) < self._shared_slots and all(one.slot for one in shared)

    def _begin(self, priority: Priority, told: list[Outcome]) -> bool:
        """Give the next job of a class a slot; False when there is none."""
        if not self._slots.free and not (priority is Priority.INTERACTIVE and self._put_one_aside()):
            return False
        job = self._queue.take(priority)
        one = Running(job, job.work)
        answer = one.answer
        starts_anew = answer.is_apart or self._cells.reads_whole(len(answer.tokens))
        prompt = [] if starts_anew else answer.tokens
        exactly, whose = answer.repeats_exactly, _whose(job)
        choice = self._slots.choose(prompt, exactly=exactly, adapters=answer.adapters, whose=whose)
        assert choice is not None
        one.slot = choice.slot
        self._slots.take(choice.slot, priority)
        self._running.append(one)
        try:
            self._cells.assign(choice.slot.number, one.answer)
            self._prepare(choice, exactly=exactly)
        except Exception as error:  # noqa: BLE001 - this answer fails, the others go on
            self._fail(one, error, told)
        else:
            one.answer.cached_tokens = len(choice.slot.tokens)
            choice.slot.adapters, choice.slot.whose = answer.adapters, whose
        return True

    def _prepare(self, choice: Choice, *, exactly: bool) -> None:
        """Leave in a slot's cells only what its new prompt begins with."""
        slot, source = choice.slot, choice.source
        tokens, in_steps = source.tokens[: choice.reused], min(source.in_steps, choice.reused)
        if source is not slot and choice.reused:
            self._cells.copy(source.number, slot.number)
        kept = self._cells.keep(slot.number, choice.reused)
        if exactly and kept < choice.reused:
            kept = self._cells.keep(slot.number, 0)
        slot.tokens, slot.in_steps = tokens[:kept], min(in_steps, kept)

    def _put_one_aside(self) -> bool:
        """Free the slot of the shared answer that began last; False when there is none."""
        for one in reversed(self._running):
            if one.job.priority is Priority.SHARED and one.slot is not None:
                slot = one.slot
                one.saved = (self._cells.save(slot.number), slot.tokens, slot.in_steps)
                one.slot = None
                self._forget(slot)
                self._slots.release(slot)
                return True
        return False

    def _take_up(self, one: Running) -> None:
        """Go on with an answer that was put aside."""
        assert one.saved is not None
        state, tokens, in_steps = one.saved
        slot = min(self._slots.free, key=lambda free: (bool(free.tokens), free.used_at))
        self._slots.take(slot, one.job.priority)
        one.slot, one.saved = slot, None
        slot.adapters, slot.whose = one.answer.adapters, _whose(one.job)
        self._cells.assign(slot.number, one.answer)
        if tokens and self._cells.restore(slot.number, state):
            slot.tokens, slot.in_steps = tokens, in_steps
        else:
            self._forget(slot)

    def _forget(self, slot: Slot) -> None:
        self._cells.keep(slot.number, 0)
        slot.tokens, slot.in_steps = [], 0

    # What a step holds

    def _is_writing(self, one: Running) -> bool:
        """Say whether one token of an answer is to be worked through, in a batch with those of others."""
        return one.missing == 1 or len(one.place.tokens) >= self._pieces.end_of_reading(one.answer)

    def _write(self, writing: list[Running], told: list[Outcome]) -> None:
        """Work through one token of each answer, those with the same adapters together, those in use first."""
        found = {one.answer.adapters for one in writing}
        for adapters in sorted(found, key=lambda some: (some != self._adapters, some)):
            self._write_with([one for one in writing if one.answer.adapters == adapters], told)

    def _write_with(self, writing: list[Running], told: list[Outcome]) -> None:
        """Work through one token of each answer, those that must come out alike apart from the others."""
        free = [one for one in writing if not one.answer.is_repeatable]
        alike = [one for one in writing if one.answer.is_repeatable]
        groups = [free] if free else []
        most = MOST_ALIKE_ADAPTED if writing[0].answer.adapters else MOST_ALIKE
        groups += [alike[start : start + most] for start in range(0, len(alike), most)]
        for group in groups:
            self._write_group(sorted(group, key=lambda one: one.place.number), told)

    def _write_group(self, group: list[Running], told: list[Outcome]) -> None:
        try:
            self._use(group[0].answer.adapters)
            self._cells.write([(one.place.number, one.next_token, len(one.place.tokens)) for one in group])
        except Exception as error:  # noqa: BLE001 - these answers fail, the others go on
            for one in group:
                self._fail(one, error, told)
            return
        for output, one in enumerate(group):
            one.place.tokens.append(one.next_token)
            if one.missing == 0:
                self._go_on(one, output, told)

    def _use(self, adapters: AdapterSet) -> None:
        self._cells.use(adapters)
        self._adapters = adapters

    def _read(self, pieces: dict[Running, Piece], told: list[Outcome]) -> None:
        """Read pieces of prompts; after the last one an answer begins."""
        group = list(pieces)
        self._interrupts.jobs = tuple(one.job.id for one in group)
        self._interrupts.gives_way = group[0].job.priority is Priority.SHARED
        started = self._clock()
        try:
            self._use(group[0].answer.adapters)
            was_read = self._cells.read(list(pieces.values()))
        except Exception as error:  # noqa: BLE001 - these answers fail, the others go on
            for one in group:
                self._fail(one, error, told)
            return
        finally:
            self._interrupts.jobs = ()
        if not was_read:
            for one, piece in pieces.items():
                self._give_up(one.place, piece)
            return
        self._pieces.learn(sum(len(piece.tokens) for piece in pieces.values()), self._clock() - started)
        for output, (one, piece) in enumerate(pieces.items(), -len(pieces)):
            self._keep(one.place, piece, is_alone=len(pieces) == 1)
            if one.missing == 0:
                self._go_on(one, output, told)

    def _keep(self, slot: Slot, piece: Piece, *, is_alone: bool) -> None:
        """Note what was read."""
        if slot.in_steps == piece.start and is_alone and not self._cells.exact_piece:
            slot.in_steps = piece.start + len(piece.tokens) // GRAIN * GRAIN
        slot.tokens.extend(piece.tokens)

    def _give_up(self, slot: Slot, piece: Piece) -> None:
        """Forget a piece that was interrupted."""
        kept = self._cells.keep(slot.number, piece.start)
        del slot.tokens[kept:]
        slot.in_steps = min(slot.in_steps, kept)

    def _go_on(self, one: Running, output: int, told: list[Outcome]) -> None:
        """Choose an answer's next token from an output of the last step."""
        one.spend(self._clock())
        try:
            told += [(one.job.id, event) for event in one.answer.go_on(output)]
        except Exception as error:  # noqa: BLE001 - this answer fails, the others go on
            self._fail(one, error, told)
            return
        if one.answer.is_finished:
            self._end(one)

    def _work_on_others(self, told: list[Outcome]) -> None:
        """Do one step of work beside the answers."""
        priority = self._priority
        other = next((one for one in self._others if one[0].priority is priority), None)
        if other is None:
            return
        job, steps = other
        self._others.remove(other)
        try:
            event = next(steps)
        except StopIteration:
            job.close()
            return
        except Exception as error:  # noqa: BLE001 - this job fails, the others go on
            job.close()
            told.append((job.id, error))
            return
        self._others.append(other)
        if event is not None:
            told.append((job.id, event))

    # How it ends

    def _hand_back_late(self) -> list[Outcome]:
        """Give up what is past its deadline, rather than be late in silence."""
        now = self._now()
        told: list[Outcome] = []
        for one in list(self._running):
            if is_late(one.answer, now):
                self._end(one)
                told.append((one.job.id, late()))
        for job in list(self._queue):
            if is_late(job.work, now):
                self._queue.remove(job)
                job.close()
                told.append((job.id, late()))
        return told

    def _fail(self, one: Running, error: Exception, told: list[Outcome]) -> None:
        told.append((one.job.id, error))
        slot = one.slot
        self._end(one)
        if slot is not None:
            self._forget(slot)

    def _end(self, one: Running) -> None:
        self._running.remove(one)
        if one.slot is not None:
            if one.answer.is_apart:
                self._forget(one.slot)
            self._slots.release(one.slot)
        one.slot = one.saved = None
        one.job.close()


def _whose(job: Job) -> str:
    """Say who may be given what a job leaves in its cells; see `slots`."""
    return job.requester if job.priority is Priority.SHARED else ""
