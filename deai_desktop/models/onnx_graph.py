"""Looks through an ONNX file for what native code would open or trust, without the onnx package.

The format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import BinaryIO

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.gguf_bytes import damaged, incomplete, unreadable
from deai_desktop.models.protobuf import Field, MessageReader

LARGEST_FILE = 2**31 - 1
"""What protobuf can hold; larger weights lie in files of their own."""
_DEEPEST = 16
"""Graphs may hold graphs (loops and conditions do)."""
_LONGEST_NAME = 1024
_MOST_NAMES = 32 * 1024 * 1024
"""Bytes of all names that are read."""
_MOST_DIMENSIONS = 16
_MOST_WEIGHTS = 2**62
_OLDEST, _NEWEST = 3, 20
"""Versions of the format (``ir_version``); 13 is the newest one in 2026."""

_KINDS = {1: "F32", 10: "F16", 16: "BF16", 2: "INT8", 3: "INT8", 21: "INT4", 22: "INT4"}
"""Kinds of numbers that weights are made of (``TensorProto.DataType``)."""


@dataclass(frozen=True)
class ExternalData:
    """Name the part of another file where a tensor lies."""

    location: str
    offset: int
    length: int


@dataclass
class OnnxGraph:
    """Gather what is found in an ONNX file."""

    ir_version: int = 0
    opsets: dict[str, int] = field(default_factory=dict)
    external: set[ExternalData] = field(default_factory=set)
    tensors: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Kind of number and count by the name of the tensor."""
    packed: Counter[str] = field(default_factory=Counter)
    """How many weights lie packed into tensors of bytes, by their kind."""
    packing: set[str] = field(default_factory=set)
    """Names of those tensors, and of the ones with their scales."""

    def weights(self) -> Counter[str]:
        """Count the weights by their kind."""
        found = self.packed.copy()
        for name, (kind, count) in self.tensors.items():
            if name not in self.packing:
                found[kind] += count
        return found


def unsafe() -> ModelFileError:
    """Make the error for a model that is more than numbers."""
    return ModelFileError(
        "The model wants to load program code or to write files, which is not safe.",
        hint="Choose a build of this model for CPU or DirectML.",
    )


def read_onnx(path: Path) -> OnnxGraph:
    """Look through an ONNX file; raises `ModelFileError`, never anything else."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise damaged(f"{path.name} is larger than an ONNX file can be")
        with path.open("rb") as stream:
            return _Walk(stream, size).model()
    except (OSError, ValueError) as error:
        raise unreadable(error) from error


Visit = Callable[[Field, int], None]


class _Walk:
    """Go through the messages of one file; each method looks at one kind of message."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._reader = MessageReader(stream)
        self._size = size
        self._found = OnnxGraph()
        self._names = 0

    def model(self) -> OnnxGraph:
        """Look through the whole file."""
        if not self._size:
            raise incomplete("it is empty")
        graphs = 0
        for part in self._reader.fields(0, self._size):
            match part.number:
                case 1 if not part.is_bytes:
                    self._found.ir_version = part.value
                case 8:
                    self._opset(part)
                case 7:
                    graphs += 1
                    self._graph(part, 1)
                case 20:
                    self._each(part, {1: self._graph, 2: self._graph}, 1)
                case 25:
                    self._each(part, {7: self._node, 11: self._attribute}, 1)
        if not graphs or not self._found.opsets or not _OLDEST <= self._found.ir_version <= _NEWEST:
            raise damaged("it is no ONNX model of a version that is understood")
        return self._found

    def _each(self, whole: Field, visits: Mapping[int, Visit], depth: int) -> None:
        """Hand the parts of a message to who looks at them, by their number."""
        if depth > _DEEPEST:
            raise damaged("it has graphs within graphs, more than any model needs", whole.start)
        for part in self._parts(whole):
            if visit := visits.get(part.number):
                visit(part, depth + 1)

    def _parts(self, whole: Field) -> Iterator[Field]:
        if not whole.is_bytes:
            raise damaged("a number stands in place of a part", whole.start)
        return self._reader.fields(whole.start, whole.end)

    def _name(self, part: Field) -> str:
        """Read a text; a field of another kind is refused: other programs pass over it, and see another text."""
        if not part.is_bytes:
            raise damaged("a number stands in place of a text", part.start)
        self._names += part.length
        if self._names > _MOST_NAMES:
            raise damaged("its names take more room than in any real model", part.start)
        return self._reader.text(part, _LONGEST_NAME)

    def _opset(self, whole: Field) -> None:
        domain, version = "", 0
        for part in self._parts(whole):
            if part.number == 1:
                domain = self._name(part)
            elif part.number == 2:
                version = part.value
        self._found.opsets[domain] = version
        if len(self._found.opsets) > 100:
            raise damaged("it names too many sets of operators", whole.start)

    def _graph(self, whole: Field, depth: int) -> None:
        self._each(whole, {1: self._node, 5: self._tensor, 15: self._sparse}, depth)

    def _sparse(self, whole: Field, depth: int) -> None:
        self._each(whole, {1: self._tensor, 2: self._tensor}, depth)

    def _attribute(self, whole: Field, depth: int) -> None:
        visits: dict[int, Visit] = {5: self._tensor, 10: self._tensor, 6: self._graph, 11: self._graph}
        self._each(whole, visits | {22: self._sparse, 23: self._sparse}, depth)

    def _node(self, whole: Field, depth: int) -> None:
        operator, inputs, attributes = "", [], []
        for part in self._parts(whole):
            if part.number == 4:
                operator = self._name(part)
            elif part.number == 1:
                inputs.append(part)
            elif part.number == 5:
                attributes.append(part)
                self._attribute(part, depth + 1)
        if operator == "EPContext":
            raise unsafe()  # machine code for one kind of chip, in the file or beside it
        if operator == "MatMulNBits":
            self._packed_weights(inputs, attributes)

    def _packed_weights(self, inputs: list[Field], attributes: list[Field]) -> None:
        """Note what an operator of ONNX Runtime multiplies by: N x K weights of some bits each."""
        numbers = {"bits": 4, "N": 0, "K": 0}
        for attribute in attributes:
            name, value = "", 0
            for part in self._parts(attribute):
                if part.number == 1:
                    name = self._name(part)
                elif part.number == 3:
                    value = part.value
            if name in numbers:
                numbers[name] = value
        if not 1 <= numbers["bits"] <= 8 or numbers["N"] * numbers["K"] >= _MOST_WEIGHTS:
            raise damaged("an operator packs its weights in an impossible way")
        self._found.packed[f"INT{numbers['bits']}"] += numbers["N"] * numbers["K"]
        self._found.packing.update(self._name(one) for one in inputs[1:8])

    def _tensor(self, whole: Field, _depth: int) -> None:
        shape: list[int] = []
        kind, name = 0, ""
        entries: dict[str, str] = {}
        for part in self._parts(whole):
            match part.number:
                case 1:
                    shape += self._reader.numbers(part, _MOST_DIMENSIONS - len(shape))
                case 2:
                    kind = part.value
                case 8:
                    name = self._name(part)
                case 13:
                    self._entry(part, entries)
        if prod(shape) >= _MOST_WEIGHTS:
            raise damaged("a tensor has an impossible size", whole.start)
        if entries:
            self._found.external.add(_external(entries, whole.start))
        if kind in _KINDS:
            self._found.tensors[name] = (_KINDS[kind], prod(shape))

    def _entry(self, whole: Field, entries: dict[str, str]) -> None:
        """Read one fact about where a tensor lies; none may come twice, as programs differ in which they take."""
        key, value = "", ""
        for part in self._parts(whole):
            if part.number == 1:
                key = self._name(part)
            elif part.number == 2:
                value = self._name(part)
        if key in entries or len(entries) == 16:
            raise damaged("a tensor says twice where it lies", whole.start)
        entries[key] = value


def _external(entries: dict[str, str], at: int) -> ExternalData:
    offset, length = entries.get("offset", "0"), entries.get("length", "0")
    for number in (offset, length):
        if not (number.isascii() and number.isdecimal() and len(number) < 20):
            raise damaged("a tensor does not say properly where it lies", at)
    return ExternalData(entries.get("location", ""), int(offset), int(length))
