"""The scheduler over the slots of an ONNX model: with cells that only remember, and with a tiny real model."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from deai_desktop.core.errors import EngineError
from deai_desktop.engines.base import GenerateEvent
from deai_desktop.engines.batching.sequences import Piece
from deai_desktop.engines.onnx import cells
from deai_desktop.engines.onnx.cells import GenaiCells
from deai_desktop.engines.onnx.guidance import Guidance
from deai_desktop.engines.onnx.library import GenaiModel, GenaiSequence
from tests.engines.test_batch import SHARED, Bench, FakeAnswer, FakeCells, Scheduling
from tests.tiny_onnx import CONTEXT, make_tiny_onnx

PIECE = GenaiCells.exact_piece
LENGTH = 512
_ANYTHING = Guidance("lark_grammar", "start: /[a-z]*/")


class SequenceCells(FakeCells):
    """Cells as the library gives them: none is copied or put aside; with ``whole`` a prompt is read in one go."""

    grain = GenaiCells.grain
    can_copy = can_join = False
    exact_piece = PIECE

    def __init__(self, slots: int = 4, *, whole: bool = False) -> None:
        super().__init__(slots, LENGTH, LENGTH if whole else 128)
        self.whole = whole

    def reads_whole(self, count: int) -> bool:
        return self.whole

    def read(self, pieces: Sequence[Piece]) -> bool:
        assert not (self.whole and any(piece.start for piece in pieces))
        self.interrupt = False
        return super().read(pieces)

    def keep(self, slot: int, count: int) -> int:
        return super().keep(slot, 0 if self.whole else count)

    def copy(self, source: int, target: int) -> None:
        raise NotImplementedError

    def save(self, slot: int) -> bytes:
        return b""

    def restore(self, slot: int, state: bytes) -> bool:
        return False


def test_what_must_come_out_the_same_is_always_cut_alike() -> None:
    bench = Bench(cells=SequenceCells(1))
    for _ in range(2):
        bench.ask(list(range(3 * PIECE)), is_repeatable=True, repeats_exactly=True)
        bench.run()
    assert bench.cells.reads == [(0, PIECE), (0, PIECE), (0, PIECE - 1)] * 2
    assert bench.answers[2].cached_tokens == 0


def test_an_answer_that_was_put_aside_is_written_again_as_it_was() -> None:
    bench = Bench(slots=2, cells=SequenceCells(2))
    shared = bench.ask(40, limit=9, priority=SHARED, is_repeatable=True)
    bench.step(5)
    written = bench.answers[shared].written
    assert written > 2
    for _ in range(2):
        bench.ask(10, limit=5)
    bench.run()
    assert [size for _, size in bench.cells.reads if size > 10] == [39, 39]
    assert bench.ended() == [2, 3, shared]
    assert len(bench.answers[shared].outputs) == 9


def test_a_piece_of_a_prompt_is_no_longer_than_others_can_bear() -> None:
    bench = Bench(cells=SequenceCells())
    bench.ask(1, limit=30)
    bench.step()
    bench.ask(300)
    bench.cells.seconds = 1 / 100  # a slow processor
    bench.run()
    sizes = [size for slot, size in bench.cells.reads if slot == 1]
    assert sum(sizes) == 300
    assert set(sizes[1:20]) == {GenaiCells.grain}


def test_another_s_free_cells_are_not_lost_for_a_prompt_that_can_not_use_them() -> None:
    bench = Bench(slots=3, cells=SequenceCells(3))
    first = bench.ask(100)
    bench.run()
    bench.ask([*range(1000, 1000 + 20), 7])  # a fifth of what the first slot holds
    bench.run()
    turn = bench.ask([*bench.answers[first].tokens, 7])
    bench.run()
    assert bench.answers[turn].cached_tokens == 102


def test_where_prompts_are_read_in_one_go_nothing_is_reused() -> None:
    bench = Bench(slots=2, cells=SequenceCells(2, whole=True))
    first = bench.ask(300, is_repeatable=True)
    bench.run()
    turn = bench.ask([*bench.answers[first].tokens, 7])
    bench.run()
    assert [size for _, size in bench.cells.reads] == [300, 304]
    assert bench.answers[turn].cached_tokens == 0


class OnnxScheduling(Scheduling):
    """The same rules as for llama.cpp."""

    whole = False

    def make_bench(self, slots: int, shared: int) -> Bench:
        return Bench(slots, shared, cells=SequenceCells(slots, whole=self.whole))


class WholeScheduling(OnnxScheduling):
    """With prompts in one go."""

    whole = True


TestOnnxScheduling = OnnxScheduling.TestCase
TestWholeScheduling = WholeScheduling.TestCase
_SEQUENCES = int(os.environ.get("DEAI_RANDOM_SEQUENCES", "200"))
TestOnnxScheduling.settings = TestWholeScheduling.settings = settings(
    max_examples=_SEQUENCES, stateful_step_count=50, deadline=None
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GenaiModel:
    folder = make_tiny_onnx(tmp_path_factory.mktemp("tiny")).parent
    return GenaiModel(folder, 1)


class RealCells(FakeCells):
    """The real slots of a tiny model beside what they should hold."""

    grain = GenaiCells.grain
    can_copy = can_join = False
    exact_piece = PIECE

    def __init__(self, model: GenaiModel, slots: int, kind: str = "llama") -> None:
        super().__init__(slots, LENGTH)
        self.real = GenaiCells(model, kind, slots, LENGTH)
        self.model = model

    def reads_whole(self, count: int) -> bool:
        return self.real.reads_whole(count)

    def assign(self, slot: int, answer: FakeAnswer) -> None:
        assert isinstance(answer, CheckedAnswer)
        self.real.assign(slot, answer)

    def read(self, pieces: Sequence[Piece]) -> bool:
        self.interrupt = False
        super().read(pieces)
        return self.real.read(
            [Piece(slot, [_letter(token) for token in tokens], start) for slot, tokens, start in pieces]
        )

    def write(self, tokens: Sequence[tuple[int, int, int]]) -> None:
        super().write(tokens)
        self.real.write([(slot, _letter(token), position) for slot, token, position in tokens])

    def keep(self, slot: int, count: int) -> int:
        kept = self.real.keep(slot, count)
        assert super().keep(slot, kept) == kept
        return kept

    def copy(self, source: int, target: int) -> None:
        self.real.copy(source, target)

    def save(self, slot: int) -> bytes:
        return self.real.save(slot)

    def restore(self, slot: int, state: bytes) -> bool:
        return self.real.restore(slot, state)


class CheckedAnswer(FakeAnswer):
    """Compares what the model says with what it says when it reads the same text at once."""

    cells: RealCells

    @property
    def guidance(self) -> Guidance | None:
        return _ANYTHING if self.is_apart else None

    def go_on(self, output: int) -> Iterator[GenerateEvent]:
        alone = GenaiSequence(self.cells.model, LENGTH)
        alone.read([_letter(token) for token in self.tokens])
        found = self.cells.real.logits(output)
        assert np.allclose(found, alone.logits(), atol=1e-4)
        yield from super().go_on(output)
        if self.is_apart:
            wanted = np.zeros_like(found)
            wanted[_letter(self.tokens[-1])] = 1
            assert self.cells.real.choose(output, wanted) == _letter(self.tokens[-1])


class RealBench(Bench):
    """A scheduler over a tiny model."""

    def __init__(self, model: GenaiModel, slots: int, shared_slots: int = 0) -> None:
        self.real_cells = RealCells(model, slots)
        super().__init__(slots, shared_slots, cells=self.real_cells)

    def answer(self, tokens: list[int], limit: int, **options: object) -> FakeAnswer:
        answer = CheckedAnswer(tokens, limit, **options)  # type: ignore[arg-type]
        answer.cells = self.real_cells
        return answer


def _letter(token: int) -> int:
    """Return the tiny model's token for a small letter."""
    return 3 + ord("a") + token % 26


def test_random_orders_of_work_give_what_the_model_says_alone(model: GenaiModel) -> None:
    class RealScheduling(Scheduling):
        def make_bench(self, slots: int, shared: int) -> Bench:
            return RealBench(model, slots, shared)

        def teardown(self) -> None:
            super().teardown()
            if hasattr(self, "bench"):
                assert not [one for one in self.bench.told if isinstance(one[1], AssertionError)]

    run_state_machine_as_test(
        RealScheduling,
        settings=settings(max_examples=_SEQUENCES // 10, stateful_step_count=30, deadline=None),
    )


def test_a_text_that_grows_beyond_a_switch_of_positions_is_read_again(
    model: GenaiModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "_ROPE_SWITCHES", {"llama": (40, 42)})
    bench = RealBench(model, 2)
    bench.ask(36, limit=10)
    bench.run()
    made = bench.real_cells.real
    assert made.reads_whole(41)
    assert not made.reads_whole(40)
    bench.ask(60, limit=2)
    bench.run()
    assert bench.ended() == [1, 2]
    assert not [one for one in bench.told if isinstance(one[1], Exception)]
    assert bench.cells.reads[-1] == (1, 60)


def test_a_sequence_that_can_not_be_made_is_told_plainly(model: GenaiModel) -> None:
    with pytest.raises(EngineError, match="could not begin"):
        GenaiSequence(model, CONTEXT + 1)
