"""Reads the list of tensors in a GGUF file and checks that they fit into it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import prod

from deai_desktop.core.errors import ModelFileError
from deai_desktop.core.units import format_bytes
from deai_desktop.models.gguf_bytes import HeadReader, damaged, incomplete
from deai_desktop.models.gguf_types import TENSOR_TYPES, TensorType
from deai_desktop.models.model_facts import plain_text

MOST_TENSORS = 65_536
LONGEST_TENSOR_NAME = 63
"""What llama.cpp can hold (``GGML_MAX_NAME`` with its closing zero)."""
LARGEST_TENSOR = 2**62

_UINT32 = struct.Struct("<I")
_UINT64 = struct.Struct("<Q")


@dataclass(frozen=True)
class GgufTensor:
    """Say where a tensor lies and how it is packed; ``offset`` counts from the start of the file."""

    name: str
    shape: tuple[int, ...]
    type: TensorType
    offset: int

    @property
    def parameters(self) -> int:
        """How many weights it holds."""
        return prod(self.shape)

    @property
    def size(self) -> int:
        """Bytes it takes in the file."""
        return self.parameters // self.type.block_weights * self.type.block_bytes


@dataclass(frozen=True)
class ListedTensor:
    """Hold a tensor as the list names it; ``offset`` counts from where the data begins."""

    name: str
    shape: tuple[int, ...]
    type: TensorType
    offset: int


def read_tensor(reader: HeadReader) -> ListedTensor:
    """Read one entry of the list."""
    name = reader.text(LONGEST_TENSOR_NAME, "the name of a tensor")
    said = plain_text(name, 80)
    dimensions = int(reader.number(_UINT32))
    if not name or not 1 <= dimensions <= 4:
        raise damaged(f"the tensor “{said}” has {dimensions} dimensions")
    shape = tuple(int(reader.number(_UINT64)) for _ in range(dimensions))
    kind = int(reader.number(_UINT32))
    offset = int(reader.number(_UINT64))
    packing = TENSOR_TYPES.get(kind)
    if packing is None:
        raise ModelFileError(
            f"The tensor “{said}” is packed in a way (type {kind}) that is not understood.",
            hint="Choose another quantization of this model, such as Q4_K_M.",
        )
    if not 0 < prod(shape) <= LARGEST_TENSOR or shape[0] % packing.block_weights:
        raise damaged(f"the tensor “{said}” has an impossible size")
    return ListedTensor(name, shape, packing, offset)


def place_tensors(
    listed: list[ListedTensor], start: int, alignment: int, size: int
) -> tuple[GgufTensor, ...]:
    """Check that the tensors follow one another without gap or overlap, as llama.cpp wants them."""
    names: set[str] = set()
    tensors = []
    expected = 0
    for one in listed:
        if one.name in names:
            raise damaged(f"the tensor “{plain_text(one.name, 80)}” is there twice")
        names.add(one.name)
        tensor = GgufTensor(one.name, one.shape, one.type, start + one.offset)
        if one.offset != expected:
            raise damaged(f"the tensor “{plain_text(one.name, 80)}” is not where it should be")
        if tensor.offset + tensor.size > size:
            raise incomplete(f"it has {format_bytes(size)}, and its weights go on beyond that")
        expected += -(-tensor.size // alignment) * alignment
        tensors.append(tensor)
    return tuple(tensors)
