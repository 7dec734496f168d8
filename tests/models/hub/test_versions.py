"""Files of a model become versions that a person can choose."""

from __future__ import annotations

import pytest

from deai_desktop.models.hub.answers import DescribedModel
from deai_desktop.models.hub.entries import recommended
from deai_desktop.models.hub.known import Details, HubFile, Version
from deai_desktop.models.hub.versions import details_of, quantization_of


def _sorted(*paths: str) -> Details:
    siblings = [{"rfilename": path, "size": 1000 + at} for at, path in enumerate(paths)]
    return details_of(DescribedModel.model_validate({"id": "a/b", "siblings": siblings}))


@pytest.mark.parametrize(
    ("stem", "quantization"),
    [
        ("Qwen3-4B-Q4_K_M", "Q4_K_M"),
        ("qwen2.5-0.5b-instruct-q4_k_m", "Q4_K_M"),
        ("SmolLM2-135M-Instruct.Q4_1", "Q4_1"),
        ("gemma-3-4b-it-q4_0", "Q4_0"),
        ("Phi-3-mini-4k-instruct-q4", "Q4"),
        ("Phi-3-mini-4k-instruct-fp16", "FP16"),
        ("model-IQ2_XXS", "IQ2_XXS"),
        ("Qwen3-8B-UD-Q4_K_XL", "UD-Q4_K_XL"),
        ("gpt-oss-20b-MXFP4", "MXFP4"),
        ("BF16/model-BF16", "BF16"),
        ("Q8_0/model", "Q8_0"),
        ("model", ""),
        ("Qwen3-4B", ""),
        ("Mistral-7B-v0.3-Q5_K_L", "Q5_K_L"),
        ("bitnet-TQ1_0", "TQ1_0"),
        ("model-q4_k_m_imatrix", "Q4_K_M"),
        ("model-Q4_0_4_4", "Q4_0_4_4"),
    ],
)
def test_reads_the_quantization_out_of_a_name(stem: str, quantization: str) -> None:
    assert quantization_of(stem) == quantization


def test_joins_the_parts_of_split_files_in_their_order() -> None:
    parts = _sorted(
        "Q8_0/big-Q8_0-00002-of-00003.gguf",
        "Q8_0/big-Q8_0-00003-of-00003.gguf",
        "Q8_0/big-Q8_0-00001-of-00003.gguf",
        "big-Q4_K_M.gguf",
    )
    names = {version.name: [file.name for file in version.files] for version in parts.versions}
    assert names["Q8_0"] == [f"big-Q8_0-0000{number}-of-00003.gguf" for number in (1, 2, 3)]
    assert names["Q4_K_M"] == ["big-Q4_K_M.gguf"]


def test_leaves_out_split_files_with_a_part_missing() -> None:
    assert _sorted("big-Q8_0-00002-of-00003.gguf", "big-Q8_0-00001-of-00003.gguf").versions == ()
    assert _sorted("big-Q8_0-00004-of-00003.gguf").versions == ()


def test_sets_projectors_and_draft_heads_apart() -> None:
    parts = _sorted(
        "a-Q4_0.gguf", "mmproj-a-f16.gguf", "a-mmproj-BF16.gguf", "imatrix_a.gguf", "MTP/mtp-a-Q4_0.gguf"
    )
    assert [version.name for version in parts.versions] == ["Q4_0"]
    assert [file.name for file in parts.projectors] == ["mmproj-a-f16.gguf", "a-mmproj-BF16.gguf"]


def test_calls_two_versions_of_one_quantization_by_their_files() -> None:
    assert {version.name for version in _sorted("llava-7b-Q4_0.gguf", "llava-13b-Q4_0.gguf").versions} == {
        "llava-7b-Q4_0",
        "llava-13b-Q4_0",
    }


def test_groups_onnx_models_by_their_folder() -> None:
    parts = _sorted(
        "cpu_and_mobile/cpu-int4-rtn-block-32/tokenizer.json",
        "cpu_and_mobile/cpu-int4-rtn-block-32/model.onnx",
        "cpu_and_mobile/cpu-int4-rtn-block-32/model.onnx.data",
        "cpu_and_mobile/cpu-int4-rtn-block-32/genai_config.json",
        "directml/directml-int4-awq-block-128/genai_config.json",
        "directml/directml-int4-awq-block-128/model.onnx",
        "onnx/model.onnx",
        "config.json",
    )
    cpu, directml = parts.onnx_versions
    assert (cpu.name, cpu.quantization) == ("cpu_and_mobile/cpu-int4-rtn-block-32", "int4")
    assert [file.name for file in cpu.files] == [
        "genai_config.json",
        "model.onnx",
        "model.onnx.data",
        "tokenizer.json",
    ]
    assert directml.name == "directml/directml-int4-awq-block-128"


def test_tells_what_is_never_fetched() -> None:
    parts = _sorted(
        "pytorch_model.bin",
        "modeling.py",
        "a-Q4_0.gguf",
        "../b-Q4_0.gguf",
        "x\x1b[31m-Q4_0.gguf",
        "README.md",
    )
    assert parts.left_out == ("../b-Q4_0.gguf", "modeling.py", "pytorch_model.bin", "x[31m-Q4_0.gguf")
    assert [version.name for version in parts.versions] == ["Q4_0"]


def test_takes_one_of_two_files_that_windows_takes_for_one() -> None:
    parts = _sorted("a-Q4_0.gguf", "A-q4_0.GGUF")
    assert [version.files[0].path for version in parts.versions] == ["a-Q4_0.gguf"]
    assert parts.left_out == ("A-q4_0.GGUF",)


def test_recommends_the_usual_quantization_that_fits() -> None:
    versions = [Version(name=name, files=(HubFile(path="x", size=size),)) for name, size in _SIZES]
    best = recommended((version, True) for version in versions)
    assert best is not None
    assert best.name == "Q4_K_M"
    smaller = recommended((version, version.size < 400) for version in versions)
    assert smaller is not None
    assert smaller.name == "Q2_K"
    assert recommended((version, False) for version in versions) is None


_SIZES = [("F16", 1600), ("Q8_0", 850), ("Q4_K_M", 490), ("Q3_K_M", 390), ("Q2_K", 320)]
