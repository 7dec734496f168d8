"""Cross-compiles llama.cpp for Windows and keeps the wheel under the name of its recipe."""

from __future__ import annotations

import os
import shutil
import tarfile
from pathlib import Path

from installer import debian, tools
from installer.commands import BuildError, run, say, step
from installer.llama.recipe import FOLDER, Recipe, keep_variants
from installer.llama.wheel import pack
from installer.places import Places


def wheel(places: Places, recipe: Recipe | None = None) -> Path:
    """Return llama-cpp-python's wheel for Windows, built when this recipe was not built before."""
    recipe = recipe or Recipe.default()
    kept = places.folder("llama") / recipe.digest
    if found := next(iter(kept.glob("*.whl")), None):
        return found
    debian.need(places, debian.COMPILER)
    with step(f"compile llama-cpp-python {recipe.source.version} for Windows"):
        work = places.home / "llama" / f"{recipe.digest}.work"
        source = _unpack(places, recipe, work)
        libraries = _compile(places, recipe, source, work / "build")
        packed = pack(source, libraries, work)
    kept.mkdir(exist_ok=True)
    packed.replace(kept / packed.name)
    shutil.rmtree(work)
    return kept / packed.name


def _unpack(places: Places, recipe: Recipe, work: Path) -> Path:
    shutil.rmtree(work / "source", ignore_errors=True)
    with tarfile.open(tools.fetch_source(places, recipe.source)) as archive:
        archive.extractall(work / "source")
    (source,) = (work / "source").iterdir()
    lists = source / "vendor" / "llama.cpp" / "ggml" / "src" / "CMakeLists.txt"
    lists.write_text(keep_variants(lists.read_text(encoding="utf-8")), encoding="utf-8")
    return source


def _compile(places: Places, recipe: Recipe, source: Path, build: Path) -> list[Path]:
    """Compile and return the DLLs. Compiling goes on where it was interrupted."""
    configure: list[str | Path] = ["cmake", "-G", "Ninja", "-S", source / "vendor" / "llama.cpp", "-B", build]
    configure += [f"-DCMAKE_TOOLCHAIN_FILE={FOLDER / 'mingw.cmake'}"]
    configure += [f"-D{name}={value}" for name, value in recipe.options.items()]
    log = places.logs / "llama.log"
    run(configure, log)
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
    say(f"compiling on {jobs} cores; see {log}")
    run(["cmake", "--build", build, "--target", "llama", "ggml", "-j", jobs], log, is_slow=True)
    libraries = sorted((build / "bin").glob("*.dll"))
    if not {"libllama.dll", "ggml.dll", "ggml-base.dll", "ggml-cpu-x64.dll"} <= {
        file.name for file in libraries
    }:
        raise BuildError(
            f"llama.cpp's build made other files than expected: {[one.name for one in libraries]}"
        )
    return libraries
