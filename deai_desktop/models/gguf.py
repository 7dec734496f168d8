"""Reads GGUF files strictly, so that native code never sees a malformed one.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3, little-endian).
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.gguf_bytes import HeadReader, damaged, incomplete, unreadable
from deai_desktop.models.gguf_facts import ARCHITECTURE, FactReader
from deai_desktop.models.gguf_metadata import MOST_METADATA, MetadataReader, Value
from deai_desktop.models.gguf_split import missing, mixed, not_first, part_paths
from deai_desktop.models.gguf_tensors import MOST_TENSORS, GgufTensor, check_room, read_tensors
from deai_desktop.models.model_facts import ModelFacts

LARGEST_ALIGNMENT = 1024 * 1024

_UINT32 = struct.Struct("<I")
_UINT64 = struct.Struct("<Q")


@dataclass(frozen=True)
class GgufFile:
    """Hold the head of a GGUF file that has been checked."""

    path: Path
    version: int
    size: int
    metadata: Mapping[str, Value]
    tensors: tuple[GgufTensor, ...]
    data_offset: int
    """Bytes before the data, from where the tensors' offsets count."""
    kinds: Mapping[str, int]
    """The value type of each fact: native code wants the right one."""

    @cached_property
    def facts(self) -> ModelFacts:
        """What the file, and its further parts, say about the model; raises `ModelFileError`."""
        reader = FactReader(self.metadata)
        parts = self.parts
        kind = self.metadata.get("general.type", "model")
        tensors = chain.from_iterable(part.tensors for part in parts)
        if (
            kind != "model"
            or self.metadata[ARCHITECTURE] == "clip"
            or not any(part.tensors for part in parts)
        ):
            raise ModelFileError(
                "This file belongs to a model but is none itself: an adapter, a vocabulary or a vision part.",
                hint="Choose the file with the model's weights; it is usually the largest one.",
            )
        return reader.read(self.path.stem, tensors, tuple(part.size for part in parts))

    @cached_property
    def parts(self) -> tuple[GgufFile, ...]:
        """The file with its further ones, if the model was split: native code opens them too."""
        number, count = self._whole("split.no"), self._whole("split.count")
        if count <= 1:
            return (self,)
        if number != 0:
            raise not_first(self.path, number + 1, count)
        others = tuple(
            _read_part(path, number) for number, path in enumerate(part_paths(self.path, count)) if number
        )
        parts = (self, *others)
        names = [tensor.name for part in parts for tensor in part.tensors]
        if len(set(names)) != len(names) or self._whole("split.tensors.count", len(names)) != len(names):
            raise damaged("its parts don't belong together")
        return parts

    def _whole(self, key: str, default: int = 0) -> int:
        value = self.metadata.get(key, default)
        return value if type(value) is int and value >= 0 else 0


def gguf_facts(path: Path) -> ModelFacts:
    """Return what a GGUF file says about its model; raises `ModelFileError`."""
    return read_gguf(path).facts


def read_gguf(path: Path) -> GgufFile:
    """Read and check the head of a GGUF file; raises `ModelFileError`, never anything else."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ModelFileError(f"{path.name} is not a file.", hint="Choose the model's .gguf file.")
        with path.open("rb") as stream:
            return _read(path, HeadReader(stream, status.st_size), status.st_size)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error


def _read_part(path: Path, number: int) -> GgufFile:
    if not path.is_file():
        raise missing(path)
    part = read_gguf(path)
    if part.metadata.get("split.no") != number:
        raise mixed(path)
    return part


def _read(path: Path, reader: HeadReader, size: int) -> GgufFile:
    version = _read_version(reader)
    tensor_count = int(reader.number(_UINT64))
    metadata_count = int(reader.number(_UINT64))
    if tensor_count > MOST_TENSORS or metadata_count > MOST_METADATA:
        raise damaged(f"it claims to hold {tensor_count:,} tensors and {metadata_count:,} facts")
    facts = MetadataReader(path, reader)
    metadata = facts.read(metadata_count)
    alignment = _alignment(metadata)
    tensors = read_tensors(reader, tensor_count, alignment)
    start = reader.position + -reader.position % alignment
    check_room(tensors, start, size)
    kinds = MappingProxyType(facts.kinds)
    return GgufFile(path, version, size, MappingProxyType(metadata), tensors, start, kinds)


def _read_version(reader: HeadReader) -> int:
    if reader.left < 24:
        raise incomplete("it is too short to be a model")
    magic = int(reader.number(_UINT32)).to_bytes(4, "little")
    if magic != b"GGUF":
        raise _foreign(magic)
    version = int(reader.number(_UINT32))
    if version in (2, 3):
        return version
    if version & 0xFFFF == 0:
        raise ModelFileError(
            "The file was written for big-endian computers.",
            hint="Choose the ordinary download of this model.",
        )
    raise ModelFileError(
        f"The file uses version {version} of the GGUF format; versions 2 and 3 are understood.",
        hint="Look for a newer download of this model, or a newer version of DeAI Desktop.",
    )


def _foreign(magic: bytes) -> ModelFileError:
    """Name what people take for a model file most often."""
    if magic in (b"ggml", b"lmgg", b"ggjt", b"tjgg", b"ggla", b"algg", b"ggmf", b"fmgg"):
        what = "It is in an old format that GGUF has replaced"
    elif magic in (b"vers", b"<!DO", b"<!do", b"<htm", b"<HTM"):
        what = "It is a web page or a placeholder that was saved in place of the model"
    else:
        what = "It is not a GGUF file"
    return ModelFileError(f"{what}.", hint="Choose a file that ends in .gguf, or download the model again.")


def _alignment(metadata: Mapping[str, Value]) -> int:
    value = metadata.get("general.alignment", 32)
    if type(value) is int and 8 <= value <= LARGEST_ALIGNMENT and value.bit_count() == 1:
        return value
    raise damaged("its alignment is not a power of two from 8 up")
