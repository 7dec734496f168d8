"""Why an engine host died, in plain words, from its exit code and its last lines."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass

MEMORY_HINT = "Close other programs, choose a smaller model, or a smaller engine.context_length."
ACCEPT_SECONDS = 15
"""A host that has not even read a request by then hangs; a prompt is rendered in 2 s or refused."""
REPORT_HINT = "Try again; if it happens again with this model, get the file from another source."


@dataclass(frozen=True)
class Cause:
    """Why it died and what to do."""

    message: str
    hint: str


HUNG = Cause(
    f"It did not take the request within {ACCEPT_SECONDS} seconds and was stopped.",
    "Try again; if it happens again, this model's file is at fault.",
)
DAMAGED = Cause("It sent what can't be read and was stopped.", REPORT_HINT)

_KNOWN: tuple[tuple[re.Pattern[str], Cause], ...] = (
    (
        re.compile(r"unknown model architecture: '?([\w.-]{1,60})"),
        Cause(
            "This version does not know models of the kind “{0}”.",
            "Update DeAI Desktop, or choose another model.",
        ),
    ),
    (
        re.compile(
            r"bad_alloc|failed to allocate|unable to allocate|cannot allocate|out of memory|MemoryError", re.I
        ),
        Cause("There was not enough memory for the model.", MEMORY_HINT),
    ),
    (
        re.compile(
            r"invalid magic|tensor .* not within|data is not within|corrupted|unexpected end|failed to read",
            re.I,
        ),
        Cause("The model file is damaged or incomplete.", "Remove the model and download it again."),
    ),
    (
        re.compile(r"unknown pre-tokenizer|error loading vocab|unknown tokenizer", re.I),
        Cause(
            "This version does not know the model's vocabulary.",
            "Update DeAI Desktop, or choose another model.",
        ),
    ),
    (
        re.compile(r"libgomp\.so"),
        Cause(
            "The system lacks the library libgomp, which llama.cpp was built with.",
            "Install it: apt-get install libgomp1, or your distribution's package of that name.",
        ),
    ),
    (
        re.compile(r"No module named '?(llama_cpp|numpy|jinja2)|Failed to load shared library", re.I),
        Cause("The llama.cpp library is missing or broken.", "Install DeAI Desktop again."),
    ),
    (
        re.compile(r"No module named '?(onnxruntime|tokenizers)"),
        Cause(
            "Models in ONNX format need ONNX Runtime, which is not installed.",
            "Install it: pip install 'deai-desktop[onnx]'",
        ),
    ),
)

_BY_SIGNAL = {
    "SIGKILL": Cause("The system ended it, most often because the PC ran out of memory.", MEMORY_HINT),
    "SIGILL": Cause(
        "This PC's processor lacks instructions that the llama.cpp library was built for.",
        "Install a build of llama-cpp-python for this processor.",
    ),
    "SIGSEGV": Cause("llama.cpp crashed (memory access fault).", REPORT_HINT),
    "SIGABRT": Cause("llama.cpp gave up in the middle of its work.", REPORT_HINT),
    "SIGBUS": Cause(
        "The model file could not be read to its end; it changed or the disk is failing.", REPORT_HINT
    ),
    "SIGFPE": Cause("llama.cpp crashed (arithmetic fault).", REPORT_HINT),
}

_ENDED_FROM_OUTSIDE = Cause("Another program or the system ended it.", "Ask again: it will be loaded again.")
_OUTSIDE_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")
_OUTSIDE_CODES = (0xC000013A, 0x40010004)
"""STATUS_CONTROL_C_EXIT and DBG_TERMINATE_PROCESS: the person logs off, or the PC is shut down."""

_WINDOWS_CODES = {
    0xC0000005: "SIGSEGV",  # STATUS_ACCESS_VIOLATION
    0xC000001D: "SIGILL",  # STATUS_ILLEGAL_INSTRUCTION
    0xC0000409: "SIGABRT",  # STATUS_STACK_BUFFER_OVERRUN, what abort() ends in
    0xC0000006: "SIGBUS",  # STATUS_IN_PAGE_ERROR
    0xC0000017: "SIGKILL",  # STATUS_NO_MEMORY
}


def find_cause(exit_code: int | None, last_lines: Sequence[str]) -> Cause:
    """Explain an exit; ``last_lines`` are what it wrote to standard error, oldest first."""
    text = "\n".join(last_lines)
    for pattern, cause in _KNOWN:
        if found := pattern.search(text):
            return Cause(cause.message.format(*found.groups()), cause.hint)
    if exit_code is None:
        return Cause("It stopped answering.", REPORT_HINT)
    if was_ended_from_outside(exit_code):
        return _ENDED_FROM_OUTSIDE
    name = _WINDOWS_CODES.get(exit_code & 0xFFFFFFFF, "") or _signal_name(exit_code)
    return _BY_SIGNAL.get(name) or Cause(f"Its process ended with code {exit_code}.", REPORT_HINT)


def was_ended_from_outside(exit_code: int | None) -> bool:
    """Say whether the process was asked to end, as all are when the system stops: no fault of the model's."""
    if exit_code is None:
        return False
    return (exit_code & 0xFFFFFFFF) in _OUTSIDE_CODES or _signal_name(exit_code) in _OUTSIDE_SIGNALS


def _signal_name(exit_code: int) -> str:
    """Name the signal that ended a process; empty where none did."""
    return next((one.name for one in signal.Signals if one.value == -exit_code), "")
