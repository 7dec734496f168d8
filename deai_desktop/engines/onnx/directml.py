"""Finds out whether DirectML computes right on this PC, before a model is trusted to it.

That a provider is listed proves nothing: a broken or missing driver falls back quietly, returns garbage, or crashes. So
a tiny model is run on DirectML and on the processor, in a process of its own, and the results are compared.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from typing import Any

import numpy as np
import onnxruntime

from deai_desktop.system.bounded_process import run_bounded
from deai_desktop.system.processes import own_command

Numbers = dict[str, Any]
Run = Callable[[str, Numbers], list[Any] | None]

PROVIDER = "DmlExecutionProvider"
_CPU = "CPUExecutionProvider"
PROBE = "directml"
"""What an engine host is called with to look."""
_SECONDS = 60.0
_RIGHT = "DirectML computes right"

PROBE_MODEL = base64.b64decode(
    "CAoSBXRlc3RzOrMCChkKAWEKAWISB3Byb2R1Y3QiBk1hdE11bDoAChsKB3Byb2R1Y3QSBXBhcnRzIgdTb2Z0bWF4OgAKHgoBYRIG"
    "aGFsZl9hIgRDYXN0KgkKAnRvGAqgAQI6AAoeCgFiEgZoYWxmX2IiBENhc3QqCQoCdG8YCqABAjoACigKBmhhbGZfYQoGaGFsZl9i"
    "EgxoYWxmX3Byb2R1Y3QiBk1hdE11bDoACioKDGhhbGZfcHJvZHVjdBIHcm91bmRlZCIEQ2FzdCoJCgJ0bxgBoAECOgASBXByb2Jl"
    "WhMKAWESDgoMCAESCAoCCEAKAghAWhMKAWISDgoMCAESCAoCCEAKAghAYhcKBXBhcnRzEg4KDAgBEggKAghACgIIQGIZCgdyb3Vu"
    "ZGVkEg4KDAgBEggKAghACgIIQEICEBVCEQoNY29tLm1pY3Jvc29mdBAB"
)
"""Softmax(a × b), and a × b in half precision, as most models for DirectML compute. A test makes it anew."""


def has_directml() -> bool:
    """Say whether the library was built with DirectML."""
    return PROVIDER in onnxruntime.get_available_providers()


def fault_of_directml() -> str:
    """Say why DirectML can't be used, for people; "" when it can. Takes a few seconds."""
    try:
        ended = run_bounded(own_command("engine-host", PROBE), _SECONDS)
    except OSError as error:
        return f"it could not be tried: {error.strerror}"
    if ended.code is None:
        return "a trial did not come to an end"
    if ended.code != 0:
        return f"a trial ended with code {ended.code}"
    said = ended.output.strip().splitlines()
    return "" if said[-1:] == [_RIGHT] else (said[-1] if said else "a trial said nothing")


def describe_directml() -> str:
    """Try DirectML in this process and say what came of it."""
    return compare(PROVIDER) or _RIGHT


def compare(provider: str, run: Run | None = None) -> str:
    """Run the tiny model there and on the processor; return what is wrong, or ""."""
    run = run or _run
    random = np.random.default_rng(1)
    given = {name: random.normal(size=(64, 64)).astype(np.float32) for name in ("a", "b")}
    expected = run(_CPU, given)
    try:
        found = run(provider, given)
    except Exception as error:  # noqa: BLE001 - whatever a driver makes of it, it can't be used
        logging.getLogger(__name__).warning("%s", error)
        return "the graphics card or its driver refused a trial"
    if found is None or expected is None:
        return "there is no graphics card or driver for it"
    right = all(
        np.allclose(one, other, rtol=0.02, atol=0.02) for one, other in zip(found, expected, strict=True)
    )
    return "" if right else "the graphics card or its driver computes wrong numbers"


def _run(provider: str, given: Numbers) -> list[Any] | None:
    """Return what the model makes of the numbers; None when the provider was not taken."""
    options = onnxruntime.SessionOptions()
    options.enable_mem_pattern = False  # as DirectML demands
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    session = onnxruntime.InferenceSession(PROBE_MODEL, options, [provider])
    if session.get_providers()[0] != provider:
        return None
    found: list[Any] = session.run(None, given)
    return found
