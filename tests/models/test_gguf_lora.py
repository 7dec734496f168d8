"""LoRA adapters: what is read of them, and what native code must never see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deai_desktop.core.errors import InvalidInputError, ModelFileError
from deai_desktop.models.gguf import gguf_facts, read_gguf
from deai_desktop.models.gguf_lora import LoraAdapter, is_adapter, read_adapter
from deai_desktop.models.library.reading import read_model_files
from tests.models.gguf_builder import GgufBuilder, TensorSpec
from tests.models.hostile_lora import HOSTILE, MISFITS
from tests.models.lora_builder import F16, Q8_0, matching_model, pair, tiny_lora


def _read(builder: GgufBuilder, folder: Path) -> LoraAdapter:
    file = read_gguf(builder.write(folder / "adapter.gguf"))
    assert is_adapter(file)
    return read_adapter(file)


def _check(adapter: GgufBuilder, model: GgufBuilder, folder: Path) -> None:
    _read(adapter, folder).check_fits("mine", read_gguf(model.write(folder / "model.gguf")))


def test_tells_what_it_is_for(tmp_path: Path) -> None:
    adapter = _read(tiny_lora(), tmp_path)
    assert (adapter.facts.architecture, adapter.facts.name) == ("llama", "Tiny Adapter")
    assert adapter.facts.parameters == 4 * (32 + 16)
    assert adapter.facts.size == (tmp_path / "adapter.gguf").stat().st_size
    assert adapter.shapes == {"blk.0.attn_q.weight": (32, 16, 1, 1)}


def test_is_no_model(tmp_path: Path) -> None:
    file = tiny_lora().write(tmp_path / "adapter.gguf")
    assert read_model_files(file).engine == "llama.cpp-adapter"
    with pytest.raises(ModelFileError, match="none itself"):
        gguf_facts(file)
    assert not is_adapter(read_gguf(GgufBuilder().write(tmp_path / "model.gguf")))


def test_fits_its_model(tmp_path: Path) -> None:
    adapter = tiny_lora()
    adapter.tensors += [
        TensorSpec("blk.0.ffn_up_exps.weight.lora_a", (32, 8, 2), F16),
        TensorSpec("blk.0.ffn_up_exps.weight.lora_b", (8, 64, 2), F16),
        TensorSpec("token_embd.weight.lora_a", (2, 4)),  # of a table, the halves lie the other way round
        TensorSpec("token_embd.weight.lora_b", (2, 32)),
        *pair("output.weight", 32, 4, rank=32, kind=Q8_0),
        TensorSpec("blk.0.attn_norm.weight", (32,), 0),  # llama.cpp passes it over
    ]
    for one in adapter.tensors:
        if one.name.startswith("token_embd"):
            one.kind = 0
    _check(adapter, matching_model(), tmp_path)


def test_alpha_may_be_left_out(tmp_path: Path) -> None:
    _check(tiny_lora().drop("adapter.lora.alpha"), matching_model(), tmp_path)


@pytest.mark.parametrize(("change", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_refuses_what_can_not_be_used(
    change: Callable[[GgufBuilder], object], reason: str, tmp_path: Path
) -> None:
    builder = tiny_lora()
    change(builder)
    with pytest.raises(ModelFileError, match=reason) as refused:
        _read(builder, tmp_path)
    assert refused.value.hint


@pytest.mark.parametrize(("change", "reason"), MISFITS.values(), ids=MISFITS)
def test_refuses_a_model_that_it_does_not_fit(
    change: Callable[[GgufBuilder], object], reason: str, tmp_path: Path
) -> None:
    builder = tiny_lora()
    change(builder)
    with pytest.raises(InvalidInputError, match=reason) as refused:
        _check(builder, matching_model(), tmp_path)
    assert refused.value.param == "adapters"
    assert refused.value.hint


def test_refuses_matrices_that_llama_cpp_takes_no_adapter_for(tmp_path: Path) -> None:
    model = matching_model()
    model.tensors = [*model.tensors, TensorSpec("blk.1.ffn_up.weight", (64, 16), 40)]
    with pytest.raises(InvalidInputError, match="does not fit"):
        _check(GgufBuilder(tiny_lora().metadata, pair("blk.1.ffn_up.weight", 64, 16)), model, tmp_path)


def test_refuses_to_change_a_table_that_is_the_output_too(tmp_path: Path) -> None:
    model = matching_model()
    model.tensors = [one for one in model.tensors if one.name != "output.weight"]
    adapter = tiny_lora()
    adapter.tensors += [
        TensorSpec("token_embd.weight.lora_a", (2, 4), 0),
        TensorSpec("token_embd.weight.lora_b", (2, 32), 0),
    ]
    with pytest.raises(InvalidInputError, match="output too"):
        _check(adapter, model, tmp_path)
