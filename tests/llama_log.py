"""Keeps llama.cpp from printing what it does."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def silence_llama() -> Any:
    """Silence it in this process; returns the callback, which the cache keeps alive."""
    import llama_cpp.llama_cpp as llama  # native code: only where it is used

    callback = llama.llama_log_callback(lambda *_: None)
    llama.llama_log_set(callback, None)
    return callback
