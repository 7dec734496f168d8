"""LoRA adapters: what is read of them, and what native code must never see."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from deai_desktop.core.errors import InvalidInputError, ModelFileError
from deai_desktop.models.gguf import gguf_facts, read_gguf
from deai_desktop.models.gguf_lora import LoraAdapter, is_adapter, read_adapter
from deai_desktop.models.library.reading import read_model_files
from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar
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


def _with(*tensors: TensorSpec) -> Callable[[GgufBuilder], object]:
    def change(builder: GgufBuilder) -> None:
        builder.tensors = list(tensors)

    return change


def _set(key: str, value: bytes) -> Callable[[GgufBuilder], object]:
    return lambda builder: builder.set(key, value)


_Q = "blk.0.attn_q.weight"
_HOSTILE: dict[str, tuple[Callable[[GgufBuilder], object], str]] = {
    "no kind": (lambda builder: builder.drop("adapter.type"), "another kind"),
    "another kind": (_set("adapter.type", scalar("str", "control_vector")), "another kind"),
    "kind is no text": (_set("adapter.type", scalar("u32", 1)), "another kind"),
    "activated by words": (_set("adapter.alora.invocation_tokens", array("u32", [1])), "another kind"),
    "no architecture": (lambda builder: builder.drop("general.architecture"), "kind of model"),
    "architecture is no text": (_set("general.architecture", scalar("u32", 1)), "kind of model"),
    "alpha is not a number": (_set("adapter.lora.alpha", scalar("f32", math.nan)), "alpha"),
    "alpha is endless": (_set("adapter.lora.alpha", scalar("f32", -math.inf)), "alpha"),
    "alpha is huge": (_set("adapter.lora.alpha", scalar("f32", 1e30)), "alpha"),
    "alpha is too exact": (_set("adapter.lora.alpha", scalar("f64", 8.0)), "alpha"),
    "alpha is whole": (_set("adapter.lora.alpha", scalar("u32", 8)), "alpha"),
    "alpha is a text": (_set("adapter.lora.alpha", scalar("str", "8")), "alpha"),
    "alpha is a list": (_set("adapter.lora.alpha", array("f32", [8.0])), "alpha"),
    "nothing in it": (_with(), "halves"),
    "only norms": (_with(TensorSpec("blk.0.attn_norm.weight", (32,), 0)), "halves"),
    "one half": (_with(pair(_Q, 32, 16)[0]), "halves"),
    "halves of two": (_with(pair(_Q, 32, 16)[0], pair("other", 32, 16)[1]), "halves"),
    "another tensor": (_with(*pair(_Q, 32, 16), TensorSpec(_Q, (32, 16), 0)), "no place"),
    "a name twice an ending": (_with(*pair(f"{_Q}.lora_a", 32, 16)), "no place"),
    "ranks differ": (_with(pair(_Q, 32, 16, 4)[0], pair(_Q, 32, 16, 8)[1]), "fit together"),
    "transposed": (
        _with(TensorSpec(f"{_Q}.lora_a", (4, 32), 0), TensorSpec(f"{_Q}.lora_b", (16, 4), 0)),
        "fit together",
    ),
    "rank beyond the matrix": (_with(*pair(_Q, 32, 16, rank=64)), "fit together"),
    "experts differ": (
        _with(TensorSpec(f"{_Q}.lora_a", (32, 4, 2), 0), TensorSpec(f"{_Q}.lora_b", (4, 16, 3), 0)),
        "fit together",
    ),
    "a table's ranks differ": (
        _with(
            TensorSpec("token_embd.weight.lora_a", (2, 4), 0),
            TensorSpec("token_embd.weight.lora_b", (3, 32), 0),
        ),
        "fit together",
    ),
    "whole numbers": (_with(*pair(_Q, 32, 16, kind=26)), "packed as I32"),
    "packed too tightly": (_with(*pair(_Q, 32, 16, rank=32, kind=2)), "packed as Q4_0"),
}


@pytest.mark.parametrize(("change", "reason"), _HOSTILE.values(), ids=_HOSTILE)
def test_refuses_what_can_not_be_used(
    change: Callable[[GgufBuilder], object], reason: str, tmp_path: Path
) -> None:
    builder = tiny_lora()
    change(builder)
    with pytest.raises(ModelFileError, match=reason) as refused:
        _read(builder, tmp_path)
    assert refused.value.hint


_MISFITS: dict[str, tuple[Callable[[GgufBuilder], object], str]] = {
    "another architecture": (_set("general.architecture", scalar("str", "qwen3")), "is for qwen3 models"),
    "no such tensor": (_with(*pair("blk.7.attn_q.weight", 32, 16)), "blk.7.attn_q.weight"),
    "narrower": (_with(*pair(_Q, 16, 16)), "does not fit"),
    "wider": (_with(*pair(_Q, 32, 64)), "does not fit"),
    "for a vector": (_with(*pair("output_norm.weight", 32, 1, rank=1)), "does not fit"),
    "for fewer experts": (_with(*pair("blk.0.ffn_up_exps.weight", 32, 64)), "does not fit"),
}


@pytest.mark.parametrize(("change", "reason"), _MISFITS.values(), ids=_MISFITS)
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
