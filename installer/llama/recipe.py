"""How llama.cpp is built for Windows. Whatever changes here makes another wheel."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from installer.pins import LLAMA, Pin, read_pins

FOLDER = Path(__file__).parent

CPU_VARIANTS = ("x64", "sse42", "sandybridge", "haswell", "alderlake", "skylakex", "icelake")
"""The processors that llama.cpp is compiled for, as ggml calls them; the best one that a PC can run is loaded.

From any 64-bit processor, over those with AVX (2011) and AVX2 (2013, AMD 2015), to those with AVX-VNNI and AVX-512.
ggml knows seven more, which are left out: each costs half a minute of compiling and 1 MB, for little speed.
"""

VULKAN_LIBRARY = "ggml-vulkan.dll"

_OPTIONS = {
    "CMAKE_BUILD_TYPE": "Release",
    "BUILD_SHARED_LIBS": "ON",
    "GGML_NATIVE": "OFF",
    "GGML_BACKEND_DL": "ON",
    "GGML_CPU_ALL_VARIANTS": "ON",
    "GGML_OPENMP": "OFF",
    "GGML_CCACHE": "OFF",
    "LLAMA_OPENSSL": "OFF",
    "LLAMA_BUILD_COMMON": "OFF",
    "LLAMA_BUILD_TOOLS": "OFF",
    "LLAMA_BUILD_EXAMPLES": "OFF",
    "LLAMA_BUILD_TESTS": "OFF",
    "LLAMA_BUILD_SERVER": "OFF",
    "LLAMA_BUILD_APP": "OFF",
}


@dataclass(frozen=True)
class Recipe:
    """Say from what and how the wheel is made."""

    source: Pin
    has_vulkan: bool = False
    """Also for graphics cards, through Vulkan. Off: it makes the program 30 MB larger and takes more trust in drivers
    than the CPU does."""

    @classmethod
    def default(cls, *, has_vulkan: bool = False) -> Recipe:
        """Take the pinned source."""
        (source,) = read_pins(LLAMA)
        return cls(source, has_vulkan)

    @property
    def options(self) -> dict[str, str]:
        """What CMake is told."""
        return {**_OPTIONS, "GGML_VULKAN": "ON" if self.has_vulkan else "OFF"}

    @property
    def libraries(self) -> set[str]:
        """What must come out, at least."""
        common = {"libllama.dll", "ggml.dll", "ggml-base.dll", "ggml-cpu-x64.dll"}
        return common | ({VULKAN_LIBRARY} if self.has_vulkan else set())

    @property
    def digest(self) -> str:
        """Name everything that decides what comes out; the cache goes by it."""
        digest = hashlib.sha256(repr((self.source, sorted(self.options.items()), CPU_VARIANTS)).encode())
        for name in ("mingw.cmake", "mingw-compat.h", "wheel.py"):
            digest.update((FOLDER / name).read_bytes())
        if self.has_vulkan:
            digest.update((FOLDER / "vulkan.py").read_bytes())
        return digest.hexdigest()[:16]


def keep_variants(cmake_lists: str) -> str:
    """Take the processors that we don't build for out of ggml's own list."""

    def chosen(line: re.Match[str]) -> str:
        return line[0] if line["name"] in CPU_VARIANTS else ""

    return re.sub(
        r"^ *ggml_add_cpu_backend_variant\((?P<name>[a-z][\w.]*)\b.*\)\n", chosen, cmake_lists, flags=re.M
    )
