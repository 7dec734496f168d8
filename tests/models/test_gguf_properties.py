"""The GGUF reader and files made at random: it reads what was written, and damage never surprises it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models import gguf_bytes
from deai_desktop.models.gguf import read_gguf
from deai_desktop.models.gguf_metadata import GgufArray
from tests.models.gguf_builder import GgufBuilder, array
from tests.models.gguf_strategies import gguf_files

_RANDOM = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
RandomFile = tuple[GgufBuilder, dict[str, object]]


@_RANDOM
@given(made=gguf_files())
def test_reads_what_was_written(tmp_path: Path, made: RandomFile) -> None:
    builder, stated = made
    file = builder.write(tmp_path / "random.gguf")
    found = read_gguf(file)
    assert found.version == builder.version
    for key, value in stated.items():
        read = found.metadata[key]
        assert (list(read.values()) if isinstance(read, GgufArray) else read) == value
    content = file.read_bytes()
    for tensor, spec in zip(found.tensors, builder.tensors, strict=True):
        assert (tensor.name, tensor.shape, tensor.size) == (spec.name, spec.shape, spec.size)
        start = found.data_offset + tensor.offset
        assert start % builder.alignment == 0
        assert len(content[start : start + tensor.size]) == tensor.size
    facts = found.facts
    assert facts.weights_bytes == sum(spec.size for spec in builder.tensors)
    assert facts.weights_bytes == sum(size for _, size in facts.tensor_bytes)
    assert type(facts).from_json(facts.to_json()) == facts


@pytest.mark.parametrize("window", [1, 7, 48])
def test_reads_the_same_through_any_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    builder = GgufBuilder().set("tokenizer.ggml.tokens", array("str", ["t" * length for length in range(90)]))
    builder.set("tokenizer.ggml.scores", array("f32", [0.5] * 90))
    file = builder.write(tmp_path / "model.gguf")
    expected = read_gguf(file)
    monkeypatch.setattr(gguf_bytes, "WINDOW", window)
    assert read_gguf(file) == expected


@_RANDOM
@given(made=gguf_files(), data=st.data())
def test_a_file_cut_anywhere_before_its_last_weight_is_refused(
    tmp_path: Path, made: RandomFile, data: st.DataObject
) -> None:
    file = made[0].write(tmp_path / "random.gguf")
    found = read_gguf(file)
    end = found.data_offset + found.tensors[-1].offset + found.tensors[-1].size
    length = data.draw(st.integers(0, end - 1))
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(ModelFileError) as caught:
        read_gguf(file)
    assert caught.value.hint


@_RANDOM
@given(made=gguf_files(), data=st.data())
def test_flipped_bits_end_in_an_error_or_a_whole_file(
    tmp_path: Path, made: RandomFile, data: st.DataObject
) -> None:
    content = bytearray(made[0].build())
    for place in data.draw(st.lists(st.integers(0, 8 * len(content) - 1), min_size=1, max_size=4)):
        content[place // 8] ^= 1 << place % 8
    file = tmp_path / "random.gguf"
    file.write_bytes(content)
    with suppress(ModelFileError):
        found = read_gguf(file)
        assert all(found.data_offset + one.offset + one.size <= len(content) for one in found.tensors)
        assert found.facts.size == len(content)


def test_every_flipped_bit_of_a_small_file_ends_in_an_error_or_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "flipped.gguf"
    whole = GgufBuilder().build()
    refused = 0
    for place in range(8 * (len(whole) - 208)):  # all but the weights
        content = bytearray(whole)
        content[place // 8] ^= 1 << place % 8
        file.write_bytes(content)
        try:
            assert read_gguf(file).facts.size == len(whole)
        except ModelFileError as error:
            refused += bool(error.hint)
    assert refused > 1000
