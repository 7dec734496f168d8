"""Sizes are guessed where nobody says: good enough to tell whether a model fits."""

from __future__ import annotations

import pytest

from deai_desktop.models.typical_size import typical_weight_bytes


@pytest.mark.parametrize(
    ("parameters", "quantization", "gigabytes"),
    [
        (8_030_000_000, "Q4_K_M", 4.92),  # as llama.cpp's quantize tool makes of Llama 3.1 8B
        (8_030_000_000, "Q8_0", 8.54),
        (8_030_000_000, "UD-Q4_K_XL", 4.9),
        (8_030_000_000, "IQ2_XXS", 2.9),
        (8_030_000_000, "BF16", 16.1),
        (3_800_000_000, "int4", 2.6),
    ],
)
def test_guesses_from_parameters_and_quantization(
    parameters: int, quantization: str, gigabytes: float
) -> None:
    assert typical_weight_bytes(parameters, quantization) / 1e9 == pytest.approx(gigabytes, rel=0.15)


def test_says_nothing_where_nothing_is_known() -> None:
    assert typical_weight_bytes(0, "Q4_K_M") == 0
    assert typical_weight_bytes(8_000_000_000, "") == 0
    assert typical_weight_bytes(8_000_000_000, "strange") == 0
