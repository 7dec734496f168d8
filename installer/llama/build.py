"""Cross-compiles llama.cpp for Windows and keeps the wheel under the name of its recipe."""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

from installer import debian, tools
from installer.commands import BuildError, run, say, step
from installer.llama import vulkan
from installer.llama.recipe import FOLDER, Recipe, keep_variants
from installer.llama.wheel import pack
from installer.places import Places


def wheel(places: Places, recipe: Recipe) -> Path:
    """Return llama-cpp-python's wheel for Windows, built when this recipe was not built before."""
    kept = places.folder("llama") / recipe.digest
    if found := next(iter(kept.glob("*.whl")), None):
        return found
    debian.need(places, debian.COMPILER, debian.VULKAN if recipe.has_vulkan else ())
    with step(f"compile llama-cpp-python {recipe.source.version} for Windows"):
        work = places.home / "llama" / f"{recipe.digest}.work"
        source = _unpack(places, recipe, work)
        libraries = _compile(places, recipe, source, work / "build")
        packed = pack(source, libraries, work, vulkan.LICENCES if recipe.has_vulkan else {})
    kept.mkdir(exist_ok=True)
    packed.replace(kept / packed.name)
    shutil.rmtree(work)
    return kept / packed.name


def _unpack(places: Places, recipe: Recipe, work: Path) -> Path:
    shutil.rmtree(work / "source", ignore_errors=True)
    with tarfile.open(tools.fetch_source(places, recipe.source)) as archive:
        archive.extractall(work / "source")
    (source,) = (work / "source").iterdir()
    ggml = source / "vendor" / "llama.cpp" / "ggml" / "src"
    _change(ggml / "CMakeLists.txt", keep_variants)
    if recipe.has_vulkan:
        _change(ggml / "ggml-vulkan" / "ggml-vulkan.cpp", vulkan.without_validation)
    return source


def _change(file: Path, change: Callable[[str], str]) -> None:
    """Change a file of the source. Raises `BuildError` where the change finds nothing to change."""
    before = file.read_text(encoding="utf-8")
    after = change(before)
    if after == before:
        raise BuildError(f"{file.name} looks unlike what installer/llama expects")
    file.write_text(after, encoding="utf-8")


def _compile(places: Places, recipe: Recipe, source: Path, build: Path) -> list[Path]:
    """Compile and return the DLLs. Compiling goes on where it was interrupted."""
    configure: list[str | Path] = ["cmake", "-G", "Ninja", "-S", source / "vendor" / "llama.cpp", "-B", build]
    configure += [f"-DCMAKE_TOOLCHAIN_FILE={FOLDER / 'mingw.cmake'}"]
    log = places.logs / "llama.log"
    options = recipe.options
    if recipe.has_vulkan:
        options |= vulkan.cmake_options(build.parent / "vulkan", log)
    configure += [f"-D{name}={value}" for name, value in options.items()]
    run(configure, log)
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
    say(f"compiling on {jobs} cores; see {log}")
    run(["cmake", "--build", build, "--target", "llama", "ggml", "-j", jobs], log, is_slow=True)
    libraries = sorted((build / "bin").glob("*.dll"))
    if not recipe.libraries <= {file.name for file in libraries}:
        raise BuildError(
            f"llama.cpp's build made other files than expected: {[one.name for one in libraries]}"
        )
    return libraries
