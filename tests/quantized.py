"""Other quantizations of a model, made on the spot with llama.cpp and kept in the test cache.

They are made of weights that were rounded once already, so their texts are worse than those of files that are
published; speed and memory are the same.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from deai_desktop.models.gguf import gguf_facts
from tests.cache import cache_folder
from tests.llama_log import silence_llama

QUANTIZATIONS = ("Q4_0", "Q4_1", "Q4_K_S", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0")


def quantized(model: Path, quantization: str) -> Path:
    """Return a file of the model in that quantization: itself if it has it, else one made by the first call."""
    if gguf_facts(model).quantization == quantization:
        return model
    folder = cache_folder()
    target = folder / f"{model.stem}-{_mark(model)}-as-{quantization.lower()}.gguf"
    with FileLock(folder / f"{target.name}.lock"):
        if not target.exists():
            partial = target.with_suffix(".partial")
            _quantize(model, partial, quantization)
            partial.replace(target)
    return target


def _mark(model: Path) -> str:
    """Tell files apart that have the same name."""
    facts = model.stat()
    return hashlib.sha256(f"{model.resolve()} {facts.st_size} {facts.st_mtime_ns}".encode()).hexdigest()[:8]


def _quantize(model: Path, target: Path, quantization: str) -> None:
    """Do it in a child, where native code may do as it likes."""
    command = [sys.executable, "-m", "tests.quantized", str(model), str(target), quantization]
    if subprocess.run(command, check=False).returncode != 0:
        target.unlink(missing_ok=True)
        raise RuntimeError(f"llama.cpp could not make {quantization} of {model.name}")


def main() -> int:
    """Quantize as the arguments say; returns what llama.cpp does, 0 for success."""
    import llama_cpp.llama_cpp as llama

    silence_llama()
    model, target, quantization = sys.argv[1:]
    parameters = llama.llama_model_quantize_default_params()
    parameters.ftype = getattr(llama, f"LLAMA_FTYPE_MOSTLY_{quantization}")
    parameters.nthread = os.cpu_count() or 1
    parameters.allow_requantize = True
    return int(llama.llama_model_quantize(model.encode(), target.encode(), parameters))


if __name__ == "__main__":
    sys.exit(main())
