"""Has ggml load its code for this processor and its graphics cards, where that lies in libraries of its own.

So it is in the Windows program (``GGML_BACKEND_DL``): one library for each kind of processor, of which the best that
this PC can run is loaded. In other builds of llama.cpp the code is there from the start.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from llama_cpp import _ggml

from deai_desktop.core.errors import EngineStartError


def load_backends(ggml: Any = _ggml.libggml, folder: Path = _ggml.libggml_base_path) -> None:
    """Load them from ``folder`` unless ggml has some already.

    The folder is always named: without one, ggml would also look in the current folder, which is not ours. Raises
    `EngineStartError` when nothing there runs on this processor.
    """
    if ggml.ggml_backend_reg_count() > 0:
        return
    ggml.ggml_backend_load_all_from_path(str(folder).encode())
    if ggml.ggml_backend_reg_count() == 0:
        raise EngineStartError(
            "llama.cpp has no code for this processor.",
            hint="Install DeAI Desktop again, in case a file is missing.",
        )
