"""Reads LoRA adapters in GGUF files: they change matrices of a model, each by the product of two thin ones.

The format is that of llama.cpp's converter: the tensors ``NAME.lora_a`` and ``NAME.lora_b`` belong to the model's
tensor NAME. What is refused here would end the process of native code, or be passed over by it in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from deai_desktop.core.errors import InvalidInputError, ModelFileError
from deai_desktop.models.gguf import GgufFile
from deai_desktop.models.gguf_bytes import damaged
from deai_desktop.models.gguf_facts import FactReader
from deai_desktop.models.gguf_tensors import GgufTensor
from deai_desktop.models.gguf_types import FLOAT32
from deai_desktop.models.model_facts import ModelFacts, plain_text

LARGEST_ALPHA = 1_000_000.0
"""Of the strength with which an adapter was trained; usual ones are as large as its rank, or twice that."""

_ALPHA = "adapter.lora.alpha"
_INVOCATION = "adapter.alora.invocation_tokens"
_A, _B = ".lora_a", ".lora_b"
_NORM = "_norm.weight"
"""Ending of tensors that llama.cpp passes over in adapters."""
_TABLE = "token_embd.weight"
_PACKINGS = ("F32", "F16", "BF16", "Q8_0")
"""What the converter writes, and every device multiplies with."""
_NO_ADAPTERS = ("NVFP4",)
"""Packings of a model's matrices that llama.cpp takes no adapter for."""


@dataclass(frozen=True)
class LoraPair:
    """Hold the two thin matrices for one of the model; shapes have four numbers."""

    a: GgufTensor
    b: GgufTensor

    def changes(self, name: str) -> tuple[int, ...]:
        """Return the shape of the model's tensor that they belong to; raises `ModelFileError`."""
        (inner, rank, *a_rest), (rank_b, outer, *b_rest) = _shape(self.a), _shape(self.b)
        if name.endswith(_TABLE):  # it is looked up, not multiplied with, so both lie the other way round
            inner, rank, outer = outer, inner, rank
        if rank != rank_b or a_rest != b_rest or not rank <= max(inner, outer):
            raise damaged(f"the two halves for “{plain_text(name, 80)}” don't fit together")
        return inner, outer, *a_rest


@dataclass(frozen=True)
class LoraAdapter:
    """Hold an adapter's head that has been checked."""

    facts: ModelFacts
    """Its ``architecture`` is that of the models it was made for."""
    shapes: Mapping[str, tuple[int, ...]]
    """The tensors of the model that it changes, with the shape they must have."""

    def check_fits(self, name: str, model: GgufFile) -> None:
        """Raise `InvalidInputError` unless a model has all that the adapter, called ``name``, changes."""
        check_architecture(name, self.facts.architecture, model.facts.architecture)
        known = {one.name: one for one in chain.from_iterable(part.tensors for part in model.parts)}
        if _TABLE in self.shapes and "output.weight" not in known:
            raise InvalidInputError(
                f"The adapter “{name}” changes the token table, which is this model's output too; "
                "llama.cpp can't do that.",
                hint="Choose an adapter that was trained without it.",
                param="adapters",
            )
        for tensor, shape in self.shapes.items():
            found = known.get(tensor)
            if found is None or _shape(found) != shape or shape[1] == 1 or found.type.name in _NO_ADAPTERS:
                raise InvalidInputError(
                    f"The adapter “{name}” does not fit this model: it was made for another one, "
                    f"whose “{plain_text(tensor, 80)}” is different.",
                    hint="Choose the model that the adapter was trained with, or one of its quantizations.",
                    param="adapters",
                )


def check_architecture(name: str, architecture: str, wanted: str) -> None:
    """Raise `InvalidInputError` unless an adapter, called ``name``, is for models of the wanted architecture."""
    if architecture != wanted:
        raise InvalidInputError(
            f"The adapter “{name}” is for {architecture} models, and this one is of the kind {wanted}.",
            hint="Choose the model that the adapter was trained with, or one of its quantizations.",
            param="adapters",
        )


def is_adapter(file: GgufFile) -> bool:
    """Say whether a file calls itself an adapter, of whatever kind."""
    return file.metadata.get("general.type") == "adapter"


def read_adapter(file: GgufFile) -> LoraAdapter:
    """Check an adapter by itself; raises `ModelFileError`."""
    if file.metadata.get("adapter.type") != "lora" or _INVOCATION in file.metadata:
        raise ModelFileError(
            "It is an adapter of another kind than LoRA, which is not understood.",
            hint="Choose a LoRA adapter that was made with llama.cpp's convert_lora_to_gguf.",
        )
    alpha = file.metadata.get(_ALPHA, 0.0)
    is_sane = isinstance(alpha, float) and abs(alpha) <= LARGEST_ALPHA  # so not for NaN either
    if not is_sane or file.kinds.get(_ALPHA, FLOAT32) != FLOAT32:
        raise damaged("the adapter's alpha is not a sensible number")
    facts = FactReader(file.metadata).read(file.path.stem, file.tensors, (file.size,))
    pairs = _pairs(file.tensors)
    return LoraAdapter(facts, {name: pair.changes(name) for name, pair in pairs.items()})


def _pairs(tensors: Iterable[GgufTensor]) -> dict[str, LoraPair]:
    """Bring the halves together."""
    halves: dict[str, dict[str, GgufTensor]] = {_A: {}, _B: {}}
    for tensor in tensors:
        name, ending = tensor.name[: -len(_A)], tensor.name[-len(_A) :]
        if ending not in halves or _A in name or _B in name:
            if tensor.name.endswith(_NORM):
                continue
            raise damaged(f"the tensor “{plain_text(tensor.name, 80)}” has no place in an adapter")
        if tensor.type.name not in _PACKINGS:
            raise ModelFileError(
                f"The adapter is packed as {tensor.type.name}; only {', '.join(_PACKINGS)} can be used.",
                hint="Convert it again with llama.cpp's convert_lora_to_gguf.",
            )
        halves[ending][name] = tensor
    if not halves[_A] or halves[_A].keys() != halves[_B].keys():
        raise damaged("halves of the adapter are missing")
    return {name: LoraPair(half, halves[_B][name]) for name, half in halves[_A].items()}


def _shape(tensor: GgufTensor) -> tuple[int, ...]:
    return (*tensor.shape, *(1,) * (4 - len(tensor.shape)))
