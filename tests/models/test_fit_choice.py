"""Which quantization is recommended, and why."""

from __future__ import annotations

from collections.abc import Sequence

from deai_desktop.models.fit import Candidate, Fit, estimate
from deai_desktop.models.fit_choice import choose
from deai_desktop.models.fit_hardware import Hardware
from deai_desktop.models.fit_speed import Speed
from tests.models.test_fit import GIB, speed_of

SIZES = {"Q2_K": 3_180, "Q4_K_M": 4_920, "Q6_K": 6_600, "Q8_0": 8_540, "F16": 16_070}
ROOMY = Hardware(64 * GIB, 60 * GIB, threads=4)


def options(hardware: Hardware, speeds: Sequence[Speed] = ()) -> list[tuple[Candidate, Fit]]:
    made = [
        Candidate.of_figures(f"llama:{name}", "llama.cpp", name, size * 10**6, 8_030_000_000, 8192)
        for name, size in SIZES.items()
    ]
    return [(one, estimate(one, 4096, hardware, speeds)) for one in made]


def chosen(hardware: Hardware, speeds: Sequence[Speed] = ()) -> tuple[str, str]:
    choice = choose(options(hardware, speeds))
    return choice.candidate.quantization if choice.candidate else "", choice.reason


def fast(rate: float) -> list[Speed]:
    return [
        speed_of(Candidate.of_figures("q4", "llama.cpp", "Q4_K_M", 4_920 * 10**6, 8_030_000_000, 8192), rate)
    ]


def test_the_best_that_is_fast_enough_is_recommended() -> None:
    assert chosen(ROOMY, fast(60.0)) == ("Q8_0", "the best that fits and is fast enough")
    assert chosen(ROOMY, fast(12.0))[0] == "Q6_K"
    assert chosen(ROOMY, fast(8.5))[0] == "Q4_K_M"


def test_on_a_slow_pc_the_fastest_is_recommended_with_its_speed() -> None:
    quantization, reason = chosen(ROOMY, fast(2.0))
    assert quantization == "Q2_K"
    assert reason.startswith("the fastest that fits, about 2")


def test_before_any_measurement_the_choice_leaves_room_and_says_so() -> None:
    assert chosen(ROOMY) == ("Q8_0", "the best that fits; its speed is not known yet")
    assert chosen(Hardware(16 * GIB, 11 * GIB))[0] == "Q4_K_M"


def test_nothing_is_recommended_where_nothing_fits() -> None:
    quantization, reason = chosen(Hardware(4 * GIB, 3 * GIB))
    assert quantization == ""
    assert reason.startswith("even the smallest needs 4.0")


def test_a_model_that_comes_in_full_precision_only_is_still_recommended() -> None:
    only = [one for one in options(ROOMY) if one[0].quantization == "F16"]
    assert choose(only).candidate == only[0][0]
    assert choose([]).candidate is None
