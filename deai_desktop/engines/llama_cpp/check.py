"""Loads llama.cpp and tells what it uses of this processor; for the program's check of itself."""

from __future__ import annotations

import contextlib
from importlib import metadata
from pathlib import Path

import llama_cpp.llama_cpp as llama
import psutil

from deai_desktop.engines.llama_cpp.backends import load_backends


def describe_library() -> str:
    """Say the version, which build for which processor was loaded, and what that uses."""
    load_backends()
    llama.llama_backend_init()
    features = llama.llama_print_system_info().decode("utf-8", "replace")
    used = [part.split("=")[0].split(":")[-1].strip() for part in features.split("|") if "= 1" in part]
    return (
        f"llama-cpp-python {metadata.version('llama-cpp-python')}, {_cpu_library()} with "
        f"{', '.join(used) or 'no special instructions'}"
    )


def _cpu_library() -> str:
    """Name the library that computes on the processor: where several came along, the one that was chosen."""
    with contextlib.suppress(psutil.Error, OSError):
        names = {Path(one.path).name for one in psutil.Process().memory_maps()}
        found = sorted(name for name in names if "ggml-cpu" in name)
        if found:
            return ", ".join(found)
    return "its processor library"
