"""Reads the list of tensors in a GGUF file and checks that they fit into it."""

from __future__ import annotations

import struct
from math import prod
from typing import NamedTuple

from deai_desktop.core.errors import ModelFileError
from deai_desktop.core.units import format_bytes
from deai_desktop.models.gguf_bytes import HeadReader, damaged, incomplete
from deai_desktop.models.gguf_types import TENSOR_TYPES, TensorType
from deai_desktop.models.model_facts import plain_text

MOST_TENSORS = 131_072
"""The largest models known have some thousands."""
LONGEST_TENSOR_NAME = 63
"""What llama.cpp can hold (``GGML_MAX_NAME`` with its closing zero)."""
LARGEST_TENSOR = 2**62

_LENGTH = struct.Struct("<Q")
_COUNT = struct.Struct("<I")
_REST = {dimensions: struct.Struct(f"<{dimensions}QIQ") for dimensions in range(1, 5)}
"""What follows the number of dimensions: the shape, the type and the offset."""
_LARGEST_ENTRY = _LENGTH.size + LONGEST_TENSOR_NAME + _COUNT.size + _REST[4].size


class GgufTensor(NamedTuple):
    """Say where a tensor lies and how it is packed; a plain tuple, as a file may hold very many."""

    name: str
    shape: tuple[int, ...]
    type: TensorType
    offset: int
    """Bytes from where the data begins."""
    size: int
    """Bytes it takes in the file."""

    @property
    def parameters(self) -> int:
        """How many weights it holds."""
        return prod(self.shape)


def read_tensors(reader: HeadReader, count: int, alignment: int) -> tuple[GgufTensor, ...]:
    """Read the list and check that the tensors follow one another without gap or overlap.

    That is how llama.cpp wants them, and it leaves no room for two that share bytes.
    """
    names: set[str] = set()
    tensors = []
    expected = 0
    for _ in range(count):
        place = reader.position
        tensor = _read_tensor(reader, place)
        if tensor.name in names:
            raise damaged(f"the tensor {_said(tensor.name)} is there twice", place)
        if tensor.offset != expected:
            raise damaged(f"the tensor {_said(tensor.name)} is not where it should be", place)
        names.add(tensor.name)
        tensors.append(tensor)
        expected += tensor.size + -tensor.size % alignment
    return tuple(tensors)


def check_room(tensors: tuple[GgufTensor, ...], start: int, size: int) -> None:
    """Refuse a file of ``size`` bytes that ends before its tensors do, whose data begins at ``start``."""
    if tensors and start + tensors[-1].offset + tensors[-1].size > size:
        raise incomplete(f"it has {format_bytes(size)}, and its weights go on beyond that", size)


def _read_tensor(reader: HeadReader, place: int) -> GgufTensor:
    """Read one entry, which begins at the byte ``place``."""
    if len(reader.window) - reader.at < _LARGEST_ENTRY:
        reader.need(min(_LARGEST_ENTRY, reader.left))
    window, at = reader.window, reader.at
    name, at = _read_name(reader, place)
    if at + _COUNT.size > len(window):
        raise incomplete("it ends in the middle of its list of tensors", place)
    dimensions = _COUNT.unpack_from(window, at)[0]
    rest = _REST.get(dimensions)
    if rest is None:
        raise damaged(f"the tensor {_said(name)} has {dimensions} dimensions", place)
    at += _COUNT.size
    if at + rest.size > len(window):
        raise incomplete("it ends in the middle of its list of tensors", place)
    *sizes, kind, offset = rest.unpack_from(window, at)
    reader.at = at + rest.size
    shape = tuple(sizes)
    packing = TENSOR_TYPES.get(kind)
    if packing is None:
        raise _unknown(name, kind)
    count = prod(shape)
    if not 0 < count <= LARGEST_TENSOR or shape[0] % packing.block_weights:
        raise damaged(f"the tensor {_said(name)} has an impossible size", place)
    size = count // packing.block_weights * packing.block_bytes
    return GgufTensor(name, shape, packing, offset, size)


def _read_name(reader: HeadReader, place: int) -> tuple[str, int]:
    """Read the name at the reader's place in the window; return it and where it ends."""
    window, at = reader.window, reader.at
    length = _LENGTH.unpack_from(window, at)[0] if at + _LENGTH.size <= len(window) else 0
    at += _LENGTH.size
    if length > LONGEST_TENSOR_NAME:
        raise damaged(f"the name of a tensor is {format_bytes(length)} long", place)
    if at + length > len(window):
        raise incomplete("it ends in the middle of its list of tensors", place)
    try:
        name = window[at : at + length].decode()
    except UnicodeDecodeError:
        raise damaged("the name of a tensor is not readable text", place) from None
    if not name.isprintable() or not name:
        raise damaged(f"the tensor {_said(name)} has no proper name", place)
    return name, at + length


def _unknown(name: str, kind: int) -> ModelFileError:
    return ModelFileError(
        f"The tensor “{plain_text(name, 80)}” is packed in a way (type {kind}) that is not understood.",
        hint="Choose another quantization of this model, such as Q4_K_M.",
    )


def _said(name: str) -> str:
    return f"“{plain_text(name, 80)}”"
