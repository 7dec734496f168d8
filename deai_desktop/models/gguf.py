"""Reads GGUF files strictly, so that native code never sees a malformed one.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3, little-endian).
"""

from __future__ import annotations

import re
import stat
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.gguf_bytes import HeadReader, damaged, incomplete, unreadable
from deai_desktop.models.gguf_metadata import MOST_METADATA, MetadataReader, Value
from deai_desktop.models.gguf_shape import GgufShape
from deai_desktop.models.gguf_tensors import MOST_TENSORS, GgufTensor, place_tensors, read_tensor
from deai_desktop.models.gguf_types import FILE_TYPES
from deai_desktop.models.model_facts import ModelFacts, plain_text

LARGEST_ALIGNMENT = 1024 * 1024

_UINT32 = struct.Struct("<I")
_UINT64 = struct.Struct("<Q")
_ARCHITECTURE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


@dataclass(frozen=True)
class GgufFile:
    """Hold the head of a GGUF file that has been checked."""

    path: Path
    version: int
    size: int
    metadata: Mapping[str, Value]
    tensors: tuple[GgufTensor, ...]

    @cached_property
    def facts(self) -> ModelFacts:
        """What the file says about its model; raises `ModelFileError` if it is not a whole model."""
        architecture = self.metadata.get("general.architecture")
        if not isinstance(architecture, str) or not _ARCHITECTURE.fullmatch(architecture):
            raise damaged("it does not say what kind of model it is")
        self._refuse_parts(architecture)
        template = self.metadata.get("tokenizer.chat_template")
        template = template if isinstance(template, str) else ""
        name = plain_text(self.metadata.get("general.name"))
        return ModelFacts(
            architecture=architecture,
            name=name or plain_text(self.path.stem),
            parameters=sum(tensor.parameters for tensor in self.tensors),
            quantization=self._quantization(),
            context_length=self._count(f"{architecture}.context_length"),
            embedding_length=self._count(f"{architecture}.embedding_length"),
            block_count=self._count(f"{architecture}.block_count"),
            head_count=self._count(f"{architecture}.attention.head_count"),
            head_count_kv=self._count(f"{architecture}.attention.head_count_kv"),
            has_chat_template=bool(template.strip()),
            chat_template_mentions_tools="tools" in template,
            licence=plain_text(self.metadata.get("general.license")),
            size=self.size,
            **GgufShape(architecture, self.metadata, self.tensors).facts(),
        )

    def _refuse_parts(self, architecture: str) -> None:
        if self._count("split.count") > 1:
            raise ModelFileError(
                "This file is one part of a model that was split into several, which can't be used yet.",
                hint="Choose a download of this model that is one single file.",
            )
        kind = self.metadata.get("general.type", "model")
        if kind != "model" or architecture == "clip" or not self.tensors:
            raise ModelFileError(
                "This file belongs to a model but is none itself: an adapter, a vocabulary or a vision part.",
                hint="Choose the file with the model's weights; it is usually the largest one.",
            )

    def _count(self, key: str) -> int:
        """Return a count from the metadata, 0 if there is none that makes sense."""
        value = self.metadata.get(key, 0)
        return value if type(value) is int and 0 <= value < 2**53 else 0

    def _quantization(self) -> str:
        """Believe the file type; else take how most weights are packed (norms stay F32 in every file)."""
        stated = self.metadata.get("general.file_type")
        if type(stated) is int and stated in FILE_TYPES:
            return FILE_TYPES[stated]
        weights: Counter[str] = Counter()
        for tensor in self.tensors:
            weights[tensor.type.name] += tensor.parameters
        return weights.most_common(1)[0][0] if weights else ""


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


def _read(path: Path, reader: HeadReader, size: int) -> GgufFile:
    version = _read_version(reader)
    tensor_count = int(reader.number(_UINT64))
    metadata_count = int(reader.number(_UINT64))
    if tensor_count > MOST_TENSORS or metadata_count > MOST_METADATA:
        raise damaged(f"it claims to hold {tensor_count:,} tensors and {metadata_count:,} facts")
    metadata = MetadataReader(path, reader).read(metadata_count)
    alignment = _alignment(metadata)
    listed = [read_tensor(reader) for _ in range(tensor_count)]
    start = -(-reader.position // alignment) * alignment
    tensors = place_tensors(listed, start, alignment, size)
    return GgufFile(path, version, size, MappingProxyType(metadata), tensors)


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
