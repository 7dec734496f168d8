"""Speeds: learned from answers, scaled to other models, refined by chats."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.models.fit_speed import (
    Observation,
    Place,
    Speed,
    Work,
    learn,
    refined,
    work_of,
)
from deai_desktop.models.model_facts import ModelFacts
from tests.models.fit_examples import GEMMA_3_270M, LLAMA_3_8B, MIXTRAL_8X7B, SMOLLM2_135M

HERE = Place("llama.cpp", "cpu", 4)
WORK = Work(read_bytes=4_000_000_000, cache_bytes=131_072, prompt_weights=7_000_000_000, layers=32)


def seen(rate: float, fill: int = 100, prompt_rate: float = 50.0) -> Observation:
    return Observation(fill, 32, rate, 200, prompt_rate)


def learned(*answers: Observation) -> Speed:
    speed = learn("m", "Q4_K_M", HERE, WORK, answers, 1000.0)
    assert speed is not None
    return speed


def test_a_token_reads_all_weights_but_tables_and_idle_experts() -> None:
    assert work_of(SMOLLM2_135M, 0).read_bytes == SMOLLM2_135M.weights_bytes
    assert work_of(LLAMA_3_8B, 0).read_bytes == LLAMA_3_8B.weights_bytes - LLAMA_3_8B.lookup_bytes
    mixtral = work_of(MIXTRAL_8X7B, 0)
    assert mixtral.read_bytes == pytest.approx(26.366e9 - 25.3e9 * 6 / 8, rel=0.001)
    assert 12e9 < mixtral.prompt_weights < 13.5e9


def test_a_prompt_is_not_multiplied_with_the_vocabulary() -> None:
    assert work_of(GEMMA_3_270M, 0).prompt_weights == pytest.approx(100.3e6, rel=0.01)
    assert work_of(SMOLLM2_135M, 0).prompt_weights == pytest.approx(106.2e6, rel=0.01)


def test_what_was_measured_is_estimated_again() -> None:
    speed = learned(seen(10.0), seen(10.2), seen(9.8))
    assert speed.tokens_per_second(WORK, 100) == pytest.approx(10.0, rel=0.01)
    assert speed.prompt_tokens_per_second(WORK) == pytest.approx(50.0)
    assert speed.spread == pytest.approx(0.02, abs=0.005)


def test_a_long_text_makes_it_slower_as_measured() -> None:
    speed = learned(seen(10.0, fill=50), seen(8.0, fill=4000))
    assert speed.tokens_per_second(WORK, 50) == pytest.approx(10.0, rel=0.1)
    assert speed.tokens_per_second(WORK, 4000) == pytest.approx(8.0, rel=0.1)
    assert 1.2 < speed.cache_cost < 2


def test_one_disturbed_answer_does_not_spoil_the_rest() -> None:
    quiet = [seen(10.0, fill=50), seen(8.8, fill=4000)] * 3
    disturbed = learned(*quiet[:3], seen(3.0, fill=4000), *quiet[4:])
    assert disturbed.tokens_per_second(WORK, 1000) == pytest.approx(9.7, rel=0.05)


def test_answers_that_tell_nothing_are_left_out() -> None:
    assert learn("m", "Q4_K_M", HERE, WORK, [seen(0.0)], 0) is None
    assert learned(replace(seen(10.0), prompt_tokens=5)).prompt_weights_per_second == 0
    assert refined(learned(seen(10.0)), WORK, replace(seen(99.0), tokens=3), 0) is None


def test_chats_move_it_little_by_little() -> None:
    speed = learned(seen(10.0))
    once = refined(speed, WORK, seen(20.0), 2000.0)
    assert once is not None
    assert 11 < once.tokens_per_second(WORK, 100) < 13
    assert once.measured_at == 2000.0
    for _ in range(30):
        again = refined(once, WORK, seen(20.0), 3000.0)
        assert again is not None
        once = again
    assert once.tokens_per_second(WORK, 100) == pytest.approx(20.0, rel=0.02)
    assert once.spread < 0.1


@given(
    st.builds(
        ModelFacts,
        parameters=st.integers(0, 2**60),
        weights_bytes=st.integers(0, 2**60),
        lookup_bytes=st.integers(0, 2**60),
        expert_bytes=st.integers(0, 2**60),
        expert_count=st.integers(0, 2**50),
        expert_used_count=st.integers(0, 2**50),
        vocabulary_size=st.integers(0, 2**50),
    ),
    st.integers(0, 2**60),
)
def test_hostile_facts_give_work_that_can_be_divided_by(facts: ModelFacts, size: int) -> None:
    work = work_of(facts, size)
    assert work.read_bytes >= 1
    assert work.prompt_weights >= 1
    assert work.cache_bytes >= 0
