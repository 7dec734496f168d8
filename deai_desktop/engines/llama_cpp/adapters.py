"""Opens LoRA adapters for a loaded model, each once: it stays in memory as long as the model does."""

from __future__ import annotations

from collections.abc import Sequence

from deai_desktop.core.errors import InvalidInputError, ModelFileError
from deai_desktop.core.limits import LARGEST_SCALE, MOST_ADAPTERS
from deai_desktop.engines.base import Adapter
from deai_desktop.engines.batching.slots import AdapterSet
from deai_desktop.engines.llama_cpp.library import LlamaModel
from deai_desktop.models.gguf import GgufFile, read_gguf
from deai_desktop.models.gguf_bytes import unreadable
from deai_desktop.models.gguf_lora import is_adapter, read_adapter

_File = tuple[str, int, int]
"""A file by name, size and time of its last change: another one may take its place."""


class Adapters:
    """Open what requests name; ``base`` is the head of the model's file."""

    def __init__(self, model: LlamaModel, base: GgufFile) -> None:
        self._model = model
        self._base = base
        self._opened: dict[_File, int] = {}

    def opened(self, wanted: Sequence[Adapter]) -> AdapterSet:
        """Return what is wanted, opened; an adapter with a scale of 0 changes nothing and is left out.

        Reading a large one for the first time holds up other answers for as long as the disk takes. Raises
        `InvalidInputError` or `ModelFileError`.
        """
        check_adapters(wanted)
        found = [(self._address(one), float(one.scale)) for one in wanted]
        return tuple(sorted((address, scale) for address, scale in found if scale))

    def _address(self, adapter: Adapter) -> int:
        try:
            status = adapter.path.stat()
        except (OSError, ValueError) as error:
            raise unreadable(error) from error
        key = (str(adapter.path), status.st_size, status.st_mtime_ns)
        if key not in self._opened:
            self._opened[key] = self._open(adapter)
        return self._opened[key]

    def _open(self, adapter: Adapter) -> int:
        """Check the file, then let native code open it."""
        file = read_gguf(adapter.path)
        if not is_adapter(file):
            raise InvalidInputError(
                f"“{adapter.name}” is a model, not an adapter.",
                hint="See which adapters there are: deai models list",
                param="adapters",
            )
        read_adapter(file).check_fits(adapter.name, self._base)
        address = self._model.open_adapter(adapter.path)
        if not address:
            raise ModelFileError(
                f"llama.cpp refused the adapter “{adapter.name}”.",
                hint="Convert it again with llama.cpp's convert_lora_to_gguf.",
                param="adapters",
            )
        return address


def check_adapters(wanted: Sequence[Adapter]) -> None:
    """Raise `InvalidInputError` for too many adapters, one that is named twice, or a scale that is no good."""
    if len(wanted) > MOST_ADAPTERS:
        raise InvalidInputError(
            f"A request can have {MOST_ADAPTERS} adapters at most.", hint="Leave some out.", param="adapters"
        )
    if len({one.path for one in wanted}) < len(wanted):
        raise InvalidInputError("An adapter is named twice.", hint="Name it once.", param="adapters")
    if not all(abs(one.scale) <= LARGEST_SCALE for one in wanted):  # so not for NaN either
        raise InvalidInputError(
            f"An adapter's scale is a number from -{LARGEST_SCALE:g} to {LARGEST_SCALE:g}.",
            hint="1 is how it was trained.",
            param="adapters",
        )
