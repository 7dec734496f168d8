"""Lists the graphics cards that llama.cpp can compute on, with their memory."""

from __future__ import annotations

import ctypes
import json
from typing import Any

from llama_cpp import _ggml
from llama_cpp._ctypes_extensions import load_shared_library

from deai_desktop.engines.llama_cpp.backends import load_backends

_KINDS = {1: False, 2: True}
"""GGML_BACKEND_DEVICE_TYPE_GPU and _IGPU: whether their memory is the PC's own."""


def describe_devices() -> str:
    """Write the list as JSON, for `engines.devices`."""
    load_backends()
    registry: Any = _ggml.libggml
    base: Any = load_shared_library("ggml-base", _ggml.libggml_base_path)
    registry.ggml_backend_dev_count.restype = ctypes.c_size_t
    registry.ggml_backend_dev_get.restype = ctypes.c_void_p
    registry.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    base.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
    base.ggml_backend_dev_description.restype = ctypes.c_char_p
    base.ggml_backend_dev_description.argtypes = [ctypes.c_void_p]
    base.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, *[ctypes.POINTER(ctypes.c_size_t)] * 2]
    found = [registry.ggml_backend_dev_get(place) for place in range(registry.ggml_backend_dev_count())]
    return json.dumps([_describe(base, one) for one in found if base.ggml_backend_dev_type(one) in _KINDS])


def _describe(base: Any, device: int) -> dict[str, Any]:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    base.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
    return {
        "name": (base.ggml_backend_dev_description(device) or b"").decode("utf-8", "replace"),
        "total": total.value,
        "free": free.value,
        "shares_memory": _KINDS[base.ggml_backend_dev_type(device)],
    }
