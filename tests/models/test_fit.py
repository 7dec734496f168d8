"""Whether a model fits, how far, and how that is said."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.models.fit import Candidate, estimate, slots_of
from deai_desktop.models.fit_hardware import KEPT_FREE, RESERVED, Device, Hardware
from deai_desktop.models.fit_memory import SMALLEST_STEP, memory_for
from deai_desktop.models.fit_sentence import sentence
from deai_desktop.models.fit_speed import Observation, Place, Speed, learn, work_of
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from tests.models.downloading import catalogue_entry
from tests.models.fit_examples import GEMMA_3_270M, LLAMA_3_8B

GIB = 1024**3
LARGE = Hardware(64 * GIB, 60 * GIB, threads=4)
LLAMA = Candidate("llama", "llama.cpp", "Q4_K_M", LLAMA_3_8B.size, LLAMA_3_8B)


def speed_of(candidate: Candidate, rate: float, device: str = "cpu") -> Speed:
    work = work_of(candidate.facts, candidate.size)
    place = Place("llama.cpp", device, 4)
    answers = [Observation(100, 32, rate, 200, 60.0)]
    speed = learn(candidate.id, candidate.quantization, place, work, answers, time.time())
    assert speed is not None
    return speed


def test_onnx_runtime_keeps_wider_keys_and_values() -> None:
    llama = estimate(LLAMA, 4096, LARGE).memory
    onnx = estimate(replace(LLAMA, engine="onnx-genai"), 4096, LARGE).memory
    assert onnx.cache == 2 * llama.cache
    assert onnx.further_cache in (0, onnx.cache, 3 * onnx.cache)


def test_wider_keys_and_values_leave_room_for_fewer_answers() -> None:
    one = estimate(LLAMA, 4096, LARGE).memory.cache
    tight = replace(LARGE, total_memory=12 * 4 * one)
    engines = ("llama.cpp", "onnx-genai", "onnx-encoder")
    assert [slots_of(replace(LLAMA, engine=engine), 4096, tight) for engine in engines] == [4, 2, 1]
    wanted = replace(tight, slots=3)
    assert [slots_of(replace(LLAMA, engine=engine), 4096, wanted) for engine in engines] == [3, 3, 1]
    memory = estimate(replace(LLAMA, engine="onnx-genai"), 4096, wanted).memory
    assert memory.further_cache == 2 * memory.cache == 4 * one


def test_a_longer_context_needs_more_up_to_the_models_own() -> None:
    short, longest = (estimate(LLAMA, length, LARGE) for length in (4096, 8192))
    assert longest.needs_memory > short.needs_memory
    assert estimate(LLAMA, 100_000, LARGE) == longest
    assert longest.context_length == 8192


def test_a_model_fits_when_others_keep_their_share_of_what_is_free() -> None:
    needed = estimate(LLAMA, 4096, LARGE).memory.needed
    just = Hardware(64 * GIB, needed + KEPT_FREE)
    assert estimate(LLAMA, 4096, just).fits
    assert not estimate(LLAMA, 4096, replace(just, available_memory=needed + KEPT_FREE - 1)).fits
    assert not estimate(LLAMA, 4096, replace(just, total_memory=needed + RESERVED - 1)).fits


def test_the_largest_context_is_the_last_that_has_room() -> None:
    assert estimate(LLAMA, 4096, LARGE).largest_context == 8192
    room = memory_for(LLAMA_3_8B, LLAMA_3_8B.size, 5120, step=SMALLEST_STEP).needed
    fit = estimate(LLAMA, 8192, Hardware(64 * GIB, room + KEPT_FREE))
    assert (fit.fits, fit.largest_context) == (False, 5120)
    assert sentence(fit).endswith("up to 5k fits now")
    assert estimate(LLAMA, 256, Hardware(4 * GIB, 3 * GIB)).largest_context == 0


def test_a_graphics_card_is_used_when_the_whole_model_fits_into_it() -> None:
    card = Device("Card", 8 * GIB, 7 * GIB)
    fit = estimate(LLAMA, 4096, replace(LARGE, devices=(card,)), [speed_of(LLAMA, 60.0, "gpu")])
    assert (fit.device, fit.speed.basis) == ("gpu", "measured")
    assert fit.available_memory == 7 * GIB - KEPT_FREE
    small = replace(card, free=2 * GIB)
    assert estimate(LLAMA, 4096, replace(LARGE, devices=(small,))).device == "cpu"


def test_graphics_in_the_processor_take_of_the_pcs_own_memory() -> None:
    shared = replace(LARGE, devices=(Device("Graphics", 8 * GIB, 7 * GIB, shares_memory=True),))
    fit = estimate(LLAMA, 4096, shared)
    assert (fit.device, fit.available_memory) == ("gpu", shared.usable_memory)


def test_the_answer_is_one_line_of_numbers() -> None:
    before = estimate(LLAMA, 4096, LARGE)
    assert sentence(before) == "speed not measured yet, 7.3 GB, up to 8k context"
    after = estimate(LLAMA, 4096, LARGE, [speed_of(LLAMA, 15.6)])
    assert sentence(after) == "about 14–17 tokens/s, 7.3 GB, up to 8k context"
    slow = estimate(LLAMA, 4096, LARGE, [speed_of(LLAMA, 2.34)])
    assert sentence(slow).startswith("about 2.1–2.5 tokens/s")


def test_what_does_not_fit_says_what_is_missing() -> None:
    assert sentence(estimate(LLAMA, 4096, Hardware(4 * GIB, 3 * GIB))) == (
        "needs 5.7 GB, and 2.1 GB can be had now"
    )


def test_an_offer_is_estimated_before_it_is_here() -> None:
    entry = catalogue_entry(b"x" * 100)
    offer = Candidate.of_entry(entry)
    fit = estimate(offer, 4096, Hardware(2**40, 2**40))
    assert fit.fits
    assert fit.needs_memory > entry.size
    assert not estimate(offer, 4096, Hardware(RESERVED, RESERVED)).fits


def test_an_installed_model_is_estimated_by_its_file() -> None:
    model = Model("m", "M", "llama.cpp", Path("m.gguf"), 4, "", "", True, GEMMA_3_270M, time.time())
    fit = estimate(Candidate.of_model(model), 4096, LARGE)
    assert fit.memory.weights == GEMMA_3_270M.weights_bytes


@given(
    st.integers(-(2**60), 2**60),
    st.integers(-(2**60), 2**60),
    st.integers(-(2**60), 2**60),
    st.integers(-5, 2**40),
    st.integers(0, 2**53),
)
def test_hostile_figures_give_an_answer(
    size: int, parameters: int, total: int, context: int, length: int
) -> None:
    candidate = Candidate.of_figures("m", "llama.cpp", "Q4_0", size, parameters, length)
    fit = estimate(candidate, context, Hardware(total, total))
    assert fit.needs_memory >= 0
    assert fit.available_memory >= 0
    assert fit.largest_context >= 0
    assert fit.fits or fit.largest_context < fit.context_length
    assert sentence(fit)


def test_facts_that_say_nothing_give_an_answer() -> None:
    candidate = Candidate("m", "echo", "", 0, ModelFacts())
    assert estimate(candidate, 4096, LARGE).fits
