"""The reader of ONNX Runtime GenAI folders: facts of good ones; what it keeps its hands off."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.onnx_folder import onnx_facts, read_onnx_folder
from deai_desktop.models.onnx_graph import read_onnx
from tests.models import onnx_builder as onnx
from tests.models.onnx_builder import OnnxBuilder


def test_tells_the_facts_of_a_good_folder(tmp_path: Path) -> None:
    folder = OnnxBuilder().write(tmp_path / "phi-3")
    facts = onnx_facts(folder)
    assert (facts.architecture, facts.name) == ("phi3", "phi-3")
    assert (facts.context_length, facts.vocabulary_size) == (4096, 1000)
    assert (facts.block_count, facts.embedding_length) == (3, 64)
    assert (facts.head_count, facts.head_count_kv) == (4, 2)
    assert (facts.key_length, facts.value_length) == (16, 16)
    assert (facts.quantization, facts.parameters) == ("INT4", 64 * 128 + 100 * 16)
    assert facts.has_chat_template
    assert facts.chat_template_mentions_tools
    assert facts.size == sum(file.stat().st_size for file in folder.iterdir())
    assert facts.weights_bytes == sum(
        (folder / name).stat().st_size for name in ("model.onnx", "model.onnx.data")
    )


def test_lists_what_belongs_to_the_model_and_never_runs_programs(tmp_path: Path) -> None:
    builder = OnnxBuilder()
    builder.files |= {"modeling_phi3.py": b"evil", "README.md": b"# Phi", "sub/run.bat": b"evil"}
    found = read_onnx_folder(builder.write(tmp_path))
    assert found.ignored == ("modeling_phi3.py", "sub/run.bat")
    assert "README.md" in found.files
    assert "modeling_phi3.py" not in found.files


def test_knows_the_head_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(onnx.tiny_onnx())
    found = read_onnx(file)
    assert found.ir_version == 10
    assert found.opsets == {"": 21, "com.microsoft": 1}
    assert {one.location for one in found.external} == {"model.onnx.data"}


def test_reads_models_in_folders_of_their_own(tmp_path: Path) -> None:
    builder = OnnxBuilder()
    builder.decoder["filename"] = "cpu/model.onnx"
    builder.files["cpu/model.onnx"] = builder.files.pop("model.onnx")
    with pytest.raises(ModelFileError, match=r"cpu/model\.onnx\.data"):
        read_onnx_folder(builder.write(tmp_path))
    (tmp_path / "model.onnx.data").rename(tmp_path / "cpu" / "model.onnx.data")
    assert "cpu/model.onnx.data" in read_onnx_folder(tmp_path).files


def test_reads_every_model_of_a_pipeline(tmp_path: Path) -> None:
    builder = OnnxBuilder()
    builder.decoder["pipeline"] = [{"embeddings": {"filename": "embeddings.onnx"}}]
    with pytest.raises(ModelFileError, match=r"embeddings\.onnx"):
        read_onnx_folder(builder.write(tmp_path))
    outside = {"location": "../x"}
    builder.files["embeddings.onnx"] = onnx.wrap(onnx.part(5, onnx.tensor("t", (1,), 1, outside)))
    with pytest.raises(ModelFileError, match="not in its folder"):
        read_onnx_folder(builder.write(tmp_path))
    builder.files["embeddings.onnx"] = onnx.wrap(onnx.part(5, onnx.tensor("t", (7,), 1)))
    assert read_onnx_folder(builder.write(tmp_path)).facts.parameters == 64 * 128 + 100 * 16 + 7


def test_sliding_windows_and_plain_weights(tmp_path: Path) -> None:
    builder = OnnxBuilder()
    builder.decoder["sliding_window"] = {"window_size": 512, "layers": [0, 2], "slide_inputs": False}
    builder.files["model.onnx"] = onnx.wrap(onnx.part(5, onnx.tensor("w", (10, 10), 1)))
    facts = onnx_facts(builder.write(tmp_path))
    assert (facts.sliding_window, facts.sliding_layers) == (512, (1, 0, 1))
    assert (facts.quantization, facts.parameters) == ("F32", 100)


@pytest.mark.parametrize(
    ("files", "has_template", "mentions_tools"),
    [
        ({"chat_template.jinja": b"{{ tools }}"}, True, True),
        ({"tokenizer_config.json": b"{}"}, False, False),
        ({"tokenizer_config.json": b'{"chat_template": [{"name": "a", "template": "x"}]}'}, True, False),
        ({"tokenizer_config.json": b'{"chat_template": 7}'}, False, False),
    ],
)
def test_finds_the_chat_template(
    tmp_path: Path, files: dict[str, bytes], has_template: bool, mentions_tools: bool
) -> None:
    builder = OnnxBuilder()
    builder.files |= files
    facts = onnx_facts(builder.write(tmp_path))
    assert (facts.has_chat_template, facts.chat_template_mentions_tools) == (has_template, mentions_tools)


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
@pytest.mark.parametrize("name", ["model.onnx", "model.onnx.data", "tokenizer.json", "genai_config.json"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    folder = OnnxBuilder().write(tmp_path / "model")
    outside = (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(outside)
    with pytest.raises(ModelFileError):
        read_onnx_folder(folder)


@pytest.mark.parametrize("kind", ["missing", "file", "empty", "zero"])
def test_what_is_no_folder_of_a_model_is_refused(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "x"
    if kind == "file":
        place.write_bytes(b"")
    elif kind == "empty":
        place.mkdir()
    elif kind == "zero":
        place = tmp_path / "bad\0name"
    with pytest.raises(ModelFileError):
        read_onnx_folder(place)


def test_every_truncation_of_the_model_is_an_error(tmp_path: Path) -> None:
    builder = OnnxBuilder()
    folder = builder.write(tmp_path)
    whole = builder.files["model.onnx"]
    last = onnx.part(8, onnx.part(1, "com.microsoft") + onnx.number(2, 1))
    assert whole.endswith(last)
    for length in set(range(len(whole))) - {len(whole) - len(last)}:  # without its last part, it is whole too
        (folder / "model.onnx").write_bytes(whole[:length])
        with pytest.raises(ModelFileError):
            read_onnx_folder(folder)
