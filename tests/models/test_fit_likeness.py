"""The speed of a model, from what was measured of it or of others."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.models.fit_likeness import estimate_speed
from deai_desktop.models.fit_speed import Observation, Speed, SpeedEstimate, Work, learn, work_of
from tests.models.fit_examples import GEMMA_3_270M, LLAMA_3_8B, SMOLLM2_135M
from tests.models.test_fit_speed import HERE, WORK, learned, seen


def speed_at(rate: float, work: Work, model: str, quantization: str = "Q4_K_M") -> Speed:
    """Pretend that a model was measured at an empty context."""
    speed = learn(model, quantization, HERE, work, [Observation(0, 32, rate, 200, 50.0)], 1000.0)
    assert speed is not None
    return speed


def test_another_model_of_the_kind_is_as_fast_as_its_bytes_allow() -> None:
    half = replace(WORK, read_bytes=WORK.read_bytes // 2, cache_bytes=0)
    speed = learned(seen(10.0, fill=0))
    estimated = estimate_speed([speed], "other", "Q4_K_M", HERE, half, 100)
    assert estimated.basis == "similar"
    assert 14 < estimated.low < 20 < estimated.high < 24
    wider = estimate_speed([speed], "other", "Q8_0", HERE, half, 100)
    assert wider.low < estimated.low
    assert wider.high > estimated.high


def test_the_model_itself_counts_before_others_and_the_nearest_of_those_first() -> None:
    small = learned(seen(10.0))
    own = replace(small, model="own", bytes_per_second=2 * small.bytes_per_second)
    far = replace(small, model="far", read_bytes=100, bytes_per_second=1.0)
    known = [far, small, own]
    assert estimate_speed(known, "own", "Q4_K_M", HERE, WORK, 100).basis == "measured"
    assert estimate_speed(known, "own", "Q4_K_M", HERE, WORK, 100).low > 15
    assert 5 < estimate_speed([small, own], "new", "Q4_K_M", HERE, WORK, 100).low < 10


def test_speeds_of_other_places_tell_nothing() -> None:
    speed = learned(seen(10.0))
    for place in (replace(HERE, threads=2), replace(HERE, device="gpu"), replace(HERE, engine="onnx")):
        assert estimate_speed([speed], "m", "Q4_K_M", place, WORK, 0) == SpeedEstimate()


def test_a_very_small_model_leaves_much_open_about_a_large_one() -> None:
    small, large = work_of(SMOLLM2_135M, 0), work_of(LLAMA_3_8B, 0)
    estimated = estimate_speed([speed_at(80.0, small, "small")], "large", "Q4_K_M", HERE, large, 0)
    assert estimated.low < 80 * small.read_bytes / large.read_bytes < estimated.high
    assert estimated.high > 4 * estimated.low


def test_two_models_tell_what_goes_with_layers_and_what_with_bytes() -> None:
    def rate(work: Work) -> float:
        return 1 / (0.0005 * work.layers + work.read_bytes / 10e9)

    small, middle, large = (work_of(facts, 0) for facts in (SMOLLM2_135M, GEMMA_3_270M, LLAMA_3_8B))
    known = [speed_at(rate(small), small, "small"), speed_at(rate(middle), middle, "middle")]
    estimated = estimate_speed(known, "large", "Q4_K_M", HERE, large, 0)
    assert estimated.low < rate(large) < estimated.high
    assert estimated.high < 3 * estimated.low


def test_each_of_the_two_real_models_is_within_the_range_that_the_other_gives() -> None:
    """On a busy PC with two threads, SmolLM2 wrote 20 tokens a second and Gemma, 2.5 times as large, 23."""
    works = {"SmolLM2": work_of(SMOLLM2_135M, 0), "Gemma": work_of(GEMMA_3_270M, 0)}
    rates = {"SmolLM2": 20.2, "Gemma": 22.9}
    for one, other in (("SmolLM2", "Gemma"), ("Gemma", "SmolLM2")):
        speed = speed_at(rates[one], works[one], one, one)
        estimated = estimate_speed([speed], other, other, HERE, works[other], 0)
        assert estimated.low < rates[other] < estimated.high


_RATES = st.floats(0.001, 1e5)
_ANSWERS = st.lists(
    st.builds(Observation, st.integers(0, 10**6), st.integers(0, 100), _RATES, st.integers(0, 1000), _RATES),
    min_size=1,
    max_size=6,
)
_COUNT = st.integers(1, 2**60)
_WORKS = st.builds(Work, _COUNT, st.integers(0, 2**60), _COUNT, st.integers(1, 2**53))


@given(_ANSWERS, _WORKS, _WORKS, st.integers(0, 10**7))
def test_an_estimate_is_a_range_above_nothing(
    answers: list[Observation], work: Work, other: Work, fill: int
) -> None:
    speed = learn("m", "Q", HERE, work, answers, 1.0)
    assert speed is not None
    for model in ("m", "n"):
        estimated = estimate_speed([speed], model, "Q", HERE, other, fill)
        assert 0 <= estimated.low <= estimated.high
        assert estimated.prompt >= 0
