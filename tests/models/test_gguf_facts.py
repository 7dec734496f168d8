"""What the GGUF reader tells about layers, heads, experts and the parts of a split model."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model_facts import ModelFacts
from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar


def facts_of(folder: Path, architecture: str, **stated: bytes) -> ModelFacts:
    """Write a model of six layers and read it; the names of facts have ``__`` for dots."""
    builder = GgufBuilder().set("general.architecture", scalar("str", architecture))
    usual = {
        "block_count": scalar("u32", 6),
        "embedding_length": scalar("u32", 64),
        "attention__head_count": scalar("u32", 4),
    }
    for name, value in (usual | stated).items():
        builder.set(f"{architecture}.{name.replace('__', '.')}", value)
    return gguf_facts(builder.write(folder / "model.gguf"))


def test_heads_that_are_not_stated_follow_from_what_is(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "llama")
    assert (facts.head_count, facts.head_count_kv, facts.head_counts_kv) == (4, 4, ())
    assert (facts.key_length, facts.value_length) == (16, 16)
    assert (facts.sliding_window, facts.sliding_layers) == (0, ())


def test_heads_may_differ_from_layer_to_layer(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "openelm", attention__head_count_kv=array("i32", [0, 1, 2, 0, 1, 2]))
    assert (facts.head_count_kv, facts.head_counts_kv) == (0, (0, 1, 2, 0, 1, 2))
    facts = facts_of(
        tmp_path,
        "openelm",
        attention__head_count=array("i32", [4, 8, 4, 4, 4, 4]),
        attention__head_count_kv=array("i32", [2] * 6),
    )
    assert (facts.head_count, facts.head_count_kv, facts.head_counts_kv) == (8, 2, ())


def test_layers_with_a_fixed_state_keep_nothing(tmp_path: Path) -> None:
    by_default = facts_of(tmp_path, "qwen3next", attention__head_count_kv=scalar("u32", 2))
    assert by_default.head_counts_kv == (0, 0, 0, 2, 0, 0)
    stated = facts_of(tmp_path, "qwen3next", full_attention_interval=scalar("u32", 3))
    assert stated.head_counts_kv == (0, 0, 4, 0, 0, 4)
    listed = facts_of(tmp_path, "minimax-01", attention__recurrent_layers=array("bool", [1, 1, 0, 0, 1, 1]))
    assert listed.head_counts_kv == (0, 0, 4, 4, 0, 0)


@pytest.mark.parametrize(
    ("architecture", "stated", "window", "layers"),
    [
        ("gemma3", {"attention__sliding_window": scalar("u32", 512)}, 512, (1, 1, 1, 1, 1, 0)),
        ("gemma3", {}, 0, ()),
        ("gemma2", {}, 4096, (1, 0, 1, 0, 1, 0)),
        ("smallthinker", {"attention__sliding_window": scalar("u32", 64)}, 64, (0, 1, 1, 1, 0, 1)),
        ("phi3", {"attention__sliding_window": scalar("u32", 2047)}, 0, ()),
        (
            "gemma4",
            {
                "attention__sliding_window": scalar("u32", 512),
                "attention__sliding_window_pattern": array("bool", [1, 1, 0, 1, 1, 0]),
            },
            512,
            (1, 1, 0, 1, 1, 0),
        ),
        (
            "cohere2",
            {
                "attention__sliding_window": scalar("u32", 512),
                "attention__sliding_window_pattern": scalar("u32", 3),
            },
            512,
            (1, 1, 0, 1, 1, 0),
        ),
    ],
)
def test_knows_which_layers_look_through_a_sliding_window(
    tmp_path: Path, architecture: str, stated: dict[str, bytes], window: int, layers: tuple[int, ...]
) -> None:
    facts = facts_of(tmp_path, architecture, **stated)
    assert (facts.sliding_window, facts.sliding_layers) == (window, layers)


def test_tells_of_experts_and_of_what_is_shared(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        "deepseek2",
        expert_count=scalar("u32", 64),
        expert_used_count=scalar("u32", 6),
        attention__key_length=scalar("u32", 576),
        attention__value_length=scalar("u32", 512),
        attention__key_length_mla=scalar("u32", 192),
        attention__shared_kv_layers=scalar("u32", 2),
        nextn_predict_layers=scalar("u32", 1),
    )
    assert (facts.expert_count, facts.expert_used_count) == (64, 6)
    assert (facts.key_length, facts.value_length, facts.values_in_keys) == (576, 512, True)
    assert (facts.shared_kv_layers, facts.block_count) == (2, 5)
    assert facts_of(tmp_path, "gemma3n", block_count=scalar("u32", 35)).shared_kv_layers == 15


def test_tells_of_rope_tokenizer_and_further_templates(tmp_path: Path) -> None:
    builder = GgufBuilder()
    builder.set("tokenizer.ggml.model", scalar("str", "gpt2"))
    builder.set("tokenizer.chat_template.tool_use", scalar("str", "{{ tools }}"))
    builder.set("llama.rope.scaling.type", scalar("str", "yarn"))
    builder.set("llama.rope.scaling.original_context_length", scalar("u32", 512))
    facts = gguf_facts(builder.write(tmp_path / "model.gguf"))
    assert (facts.tokenizer, facts.chat_templates) == ("gpt2", ("tool_use",))
    assert (facts.rope_scaling, facts.original_context_length) == ("yarn", 512)


def part(number: int, count: int = 3, tensor: str = "") -> GgufBuilder:
    """Describe one part of a split model; only the first says what model it is."""
    builder = GgufBuilder(tensors=[TensorSpec(tensor or f"blk.{number}.weight")])
    builder.set("split.count", scalar("u16", count)).set("split.tensors.count", scalar("i32", count))
    return builder.set("split.no", scalar("u16", number))


def write_parts(folder: Path) -> list[Path]:
    """Write a model in three parts."""
    return [part(number).write(folder / f"m-{number + 1:05}-of-00003.gguf") for number in range(3)]


def test_reads_all_parts_of_a_split_model(tmp_path: Path) -> None:
    files = write_parts(tmp_path)
    facts = gguf_facts(files[0])
    assert facts.part_sizes == tuple(file.stat().st_size for file in files)
    assert facts.size == sum(facts.part_sizes)
    assert facts.parameters == 3 * 32 * 4
    assert ModelFacts.from_json(facts.to_json()) == facts


def test_a_later_part_points_to_the_first(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="part 2 of 3") as caught:
        gguf_facts(write_parts(tmp_path)[1])
    assert "00001-of" in caught.value.hint


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    files = write_parts(tmp_path)
    files[2].unlink()
    with pytest.raises(ModelFileError, match=r"m-00003-of-00003\.gguf is missing"):
        gguf_facts(files[0])


def test_parts_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    files = write_parts(tmp_path)
    part(1).write(files[2])
    with pytest.raises(ModelFileError, match="is not the part"):
        gguf_facts(files[0])
    part(2, tensor="blk.0.weight").write(files[2])
    with pytest.raises(ModelFileError, match="don't belong together"):
        gguf_facts(files[0])
    files[2].write_bytes(b"GGUF")
    with pytest.raises(ModelFileError, match="too short"):
        gguf_facts(files[0])


def test_a_part_with_another_name_is_refused(tmp_path: Path) -> None:
    file = write_parts(tmp_path)[0].rename(tmp_path / "renamed.gguf")
    with pytest.raises(ModelFileError, match="its name does not say so"):
        gguf_facts(file)


def test_facts_tell_whether_a_file_can_still_be_the_one_they_are_from() -> None:
    facts = ModelFacts(architecture="llama", parameters=100, size=50)
    assert facts.may_be_of(facts)
    assert ModelFacts().may_be_of(facts)
    assert not facts.may_be_of(ModelFacts(architecture="gemma", parameters=100, size=50))
    assert not facts.may_be_of(ModelFacts(architecture="llama", parameters=100, size=51))
