"""Says which models of the catalogue and the hub an engine of this installation runs, without loading any."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from deai_desktop.core.errors import InvalidInputError, UnsupportedError
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.model import Model

_ONNX = ("onnxruntime", "onnxruntime_genai", "tokenizers")
_OF_DIRECTML = re.compile(r"(^|[-._])(directml|dml|gpu)([-._]|$)")
_OF_OTHERS = re.compile(r"(^|[-._])(cuda|rocm|webgpu|qnn|npu|openvino|vitis|tensorrt|trt)([-._]|$)")
"""How the folders of builds for other devices are called, whose code this program does not bring."""


def can_run(entry: CatalogueEntry) -> bool:
    """Tell whether an engine here runs a model: the catalogue may be ahead of the engines."""
    return why_not(entry) is None


def why_not(entry: CatalogueEntry) -> UnsupportedError | None:
    """Return why no engine here runs a model; None when one does."""
    if entry.engine == "llama.cpp":
        return None
    if not all(find_spec(name) for name in _ONNX):
        return UnsupportedError(
            "Models in ONNX format need ONNX Runtime, which is not installed.",
            hint="Install it: pip install 'deai-desktop[onnx]'",
        )
    if _OF_OTHERS.search(entry.id) or (_OF_DIRECTML.search(entry.id) and not _has_directml()):
        return UnsupportedError(
            "This build of the model is for a kind of device that can't be used here.",
            hint="Choose a build for CPU, or a GGUF version of this model: deai models search",
        )
    return None


def refuse_adapter(model: Model) -> None:
    """Raise `InvalidInputError` for an adapter, which no engine runs by itself."""
    if model.is_adapter:
        raise InvalidInputError(
            f"“{model.id}” is an adapter for {model.facts.architecture} models, and no model by itself.",
            hint="Choose such a model, and name the adapter along with it.",
            param="model",
        )


def _has_directml() -> bool:
    """Look for the library's DLL; a frozen program has no list of its packages."""
    found = find_spec("onnxruntime")
    folders = (found and found.submodule_search_locations) or ()
    return any((Path(folder) / "capi" / "DirectML.dll").is_file() for folder in folders)
