"""Finds out whether DirectML computes right on this PC, and on which graphics card, before a model is trusted to it.

That a provider is listed proves nothing: a broken or missing driver falls back quietly, returns garbage, or crashes. So
a tiny model is run on DirectML and on the processor, in a process of its own, and the results are compared.

The two libraries name a card in two ways. ONNX Runtime, which runs the trial, takes its place in the order in which
Windows lists them (``device_id``); ONNX Runtime GenAI, which runs the model, takes what Windows knows it by (``luid``).
Without either, the one takes the first card and the other the fastest.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime

from deai_desktop.models.model_facts import plain_text
from deai_desktop.system.bounded_process import run_bounded
from deai_desktop.system.graphics_adapters import GraphicsAdapter, graphics_adapters
from deai_desktop.system.processes import own_command

Numbers = dict[str, Any]
Options = dict[str, str]
Run = Callable[[str, Options, Numbers], list[Any] | None]

PROVIDER = "DmlExecutionProvider"
_CPU = "CPUExecutionProvider"
PROBE = "directml"
"""What an engine host is called with to look."""
_SECONDS = 60.0

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


@dataclass(frozen=True)
class Trial:
    """Say what came of a trial: why DirectML can't be used, for people, or the card that computes right."""

    fault: str = ""
    card: str = ""
    """Its name; "" where Windows lists none."""
    options: tuple[tuple[str, str], ...] = ()
    """What ONNX Runtime GenAI must be told to take that card."""


def try_directml(wanted: str = "") -> Trial:
    """Try it in another process, on the card whose name has ``wanted`` in it, else the fastest; takes seconds."""
    try:
        ended = run_bounded([*own_command("engine-host", PROBE), wanted], _SECONDS)
    except OSError as error:
        return Trial(f"it could not be tried: {error.strerror}")
    if ended.code is None:
        return Trial("a trial did not come to an end")
    if ended.code != 0:
        return Trial(f"a trial crashed, perhaps in the graphics card's driver, with code {ended.code}")
    return read_trial(ended.output)


def read_trial(output: str) -> Trial:
    """Read what `describe_directml` wrote; libraries may have said something before."""
    try:
        said = json.loads(output.strip().splitlines()[-1])
        options = tuple((str(name), str(value)) for name, value in said["options"])
        return Trial(str(said["fault"]), str(said["card"]), options)
    except (ValueError, TypeError, LookupError):
        return Trial("a trial said nothing")


def describe_directml(wanted: str = "") -> str:
    """Try DirectML in this process and say what came of it, as JSON."""
    return json.dumps(vars(try_cards(graphics_adapters(), wanted)))


def try_cards(cards: Sequence[GraphicsAdapter], wanted: str, run: Run | None = None) -> Trial:
    """Return the first card that computes right, of those that are wanted, else what is wrong with the first."""
    if not cards:
        return Trial(compare(PROVIDER, run=run))
    chosen = [one for one in cards if wanted.casefold() in one.name.casefold()]
    if not chosen:
        names = ", ".join(plain_text(one.name) for one in cards)
        return Trial(f"no graphics card here is called “{plain_text(wanted)}”, but there is: {names}")
    first = ""
    for one in chosen:
        fault = compare(PROVIDER, {"device_id": str(one.place)}, run)
        if not fault:
            return Trial("", plain_text(one.name), (("luid", f"{one.luid[0]}:{one.luid[1]}"),))
        first = first or fault
    return Trial(first)


def compare(provider: str, options: Options | None = None, run: Run | None = None) -> str:
    """Run the tiny model there and on the processor; return what is wrong, or ""."""
    run = run or _run
    random = np.random.default_rng(1)
    given = {name: random.normal(size=(64, 64)).astype(np.float32) for name in ("a", "b")}
    expected = run(_CPU, {}, given)
    try:
        found = run(provider, options or {}, given)
    except Exception as error:  # noqa: BLE001 - whatever a driver makes of it, it can't be used
        logging.getLogger(__name__).warning("%s", error)
        return "the graphics card or its driver refused a trial"
    if found is None or expected is None:
        return "there is no graphics card or driver for it"
    right = all(
        np.allclose(one, other, rtol=0.02, atol=0.02) for one, other in zip(found, expected, strict=True)
    )
    return "" if right else "the graphics card or its driver computes wrong numbers"


def _run(provider: str, provider_options: Options, given: Numbers) -> list[Any] | None:
    """Return what the model makes of the numbers; None when the provider was not taken."""
    options = onnxruntime.SessionOptions()
    options.enable_mem_pattern = False  # as DirectML demands
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    session = onnxruntime.InferenceSession(PROBE_MODEL, options, [(provider, provider_options)])
    if session.get_providers()[0] != provider:
        return None
    found: list[Any] = session.run(None, given)
    return found
