"""Counts the lines of code that a set of inputs reaches."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType
from typing import Any


def reach(call: Callable[[bytes], None], modules: Sequence[str], inputs: Iterable[Path]) -> tuple[int, int]:
    """Return how many lines inside functions of the modules below `deai_desktop.models` run, and how many there are."""
    known: set[tuple[str, int]] = set()
    for name in modules:
        file = importlib.import_module(f"deai_desktop.models.{name}").__file__
        assert file
        source = compile(Path(file).read_text(encoding="utf-8"), file, "exec")
        known.update((file, line) for line in _lines(source))
    files = {file for file, _ in known}
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for one in inputs:
            call(one.read_bytes())
    finally:
        sys.settrace(before)
    return len(seen & known), len(known)


def _lines(code: CodeType) -> Iterator[int]:
    """List the lines of all functions, without the ones that define them."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_flags & 1:  # a function, not a class
                yield from (
                    line for _, _, line in constant.co_lines() if line and line != constant.co_firstlineno
                )
            yield from _lines(constant)
