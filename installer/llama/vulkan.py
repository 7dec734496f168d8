"""What compiling for graphics cards through Vulkan takes beside the compiler.

Graphics drivers bring ``vulkan-1.dll``; without it Windows refuses to load ``ggml-vulkan.dll``, and ggml goes on
with the processor.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from installer.commands import run

LICENCES = {
    "vulkan-headers.txt": "libvulkan-dev/copyright",
    "spirv-headers.txt": "spirv-headers/copyright",
}
"""Code in these headers is compiled into the DLL."""
_INCLUDE = Path("/usr/include")
_HEADERS = ("vulkan", "vk_video", "spirv")
_FUNCTION = re.compile(r"VKAPI_CALL (vk\w+)\(")
_EXTENSION = re.compile(r"(KHR|EXT|[A-Z]{2,})$")
_VALIDATION = re.compile(
    r"    VkBool32 enable_best_practice = .*?(vk::InstanceCreateInfo [^;]*), &layer_setting_info\);", re.S
)


def cmake_options(folder: Path, log: Path) -> dict[str, str]:
    """Put Debian's headers and an import library into ``folder`` and return what tells CMake of them.

    The headers get a folder of their own: Linux' own ones, which lie beside them, are not for Windows.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in _HEADERS:
        shutil.copytree(_INCLUDE / name, folder / "include" / name)
    core = (folder / "include" / "vulkan" / "vulkan_core.h").read_text(encoding="utf-8")
    exports = folder / "vulkan-1.def"
    exports.write_text(definition(core), encoding="utf-8")
    library = folder / "libvulkan-1.a"
    run(["x86_64-w64-mingw32-dlltool", "-d", exports, "-l", library], log)
    return {
        "Vulkan_INCLUDE_DIR": str(folder / "include"),
        "Vulkan_LIBRARY": str(library),
        "Vulkan_GLSLC_EXECUTABLE": shutil.which("glslc") or "glslc",
        "SPIRV-Headers_DIR": "/usr/share/cmake/SPIRV-Headers",
    }


def definition(core_header: str) -> str:
    """List the functions that every ``vulkan-1.dll`` has: those of no extension."""
    names = sorted({name for name in _FUNCTION.findall(core_header) if not _EXTENSION.search(name)})
    return "\n".join(["LIBRARY vulkan-1.dll", "EXPORTS", *names]) + "\n"


def without_validation(source: str) -> str:
    """Take the settings of Vulkan's validation layer out of ggml's source.

    They are for people who debug ggml, and Debian 12's headers (1.3.239) do not know them yet.
    """
    return _VALIDATION.sub(r"    \1);", source)
