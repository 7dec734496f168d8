"""Guesses how large the weights of a model are, where nobody says."""

from __future__ import annotations

_BITS = {
    "Q1": 2.0, "Q2": 3.2, "Q3": 4.0, "Q4": 4.9, "Q5": 5.7, "Q6": 6.6, "Q8": 8.5,
    "F16": 16.0, "BF16": 16.0, "FP16": 16.0, "F32": 32.0, "FP32": 32.0, "INT4": 5.5, "INT8": 9.0, "MXFP4": 4.5,
}  # fmt: skip
"""Bits a weight takes in all, as llama.cpp's quantize tool measures them on an 8-billion model."""


def typical_weight_bytes(parameters: int, quantization: str) -> int:
    """Guess from the number of parameters and the quantization; 0 when one of them is not known."""
    name = quantization.upper().removeprefix("UD-").removeprefix("I")
    bits = next((bits for start, bits in _BITS.items() if name.startswith(start)), None) if name else None
    bits = _BITS.get(quantization.upper(), bits)
    return round(parameters * bits / 8) if bits else 0
