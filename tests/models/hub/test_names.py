"""Names that strangers give: which are taken, which files are fetched, and what they are called here."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deai_desktop.models.catalogue_entry import is_file_name
from deai_desktop.models.hub.names import FileKind, entry_id, is_path, is_repository, kind_of


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("Qwen/Qwen3-4B-GGUF", True),
        ("bartowski/microsoft_Phi-4-mini-instruct-GGUF", True),
        ("a/b.c_d-e", True),
        ("gpt2", False),
        ("a/b/c", False),
        ("../b", False),
        ("a/..", False),
        ("a/b..c", False),
        ("a/b--c", False),
        ("a/b.git", False),
        ("a/b?x=1", False),
        ("a/b#x", False),
        ("a/b c", False),
        ("a/b\n", False),
        ("ä/b", False),
        ("/b", False),
        ("a/", False),
        (f"a/{'b' * 97}", False),
    ],
)
def test_knows_names_of_models(text: str, is_right: bool) -> None:
    assert is_repository(text) is is_right


@pytest.mark.parametrize(
    ("path", "is_right"),
    [
        ("model.gguf", True),
        ("cpu_and_mobile/cpu-int4-rtn-block-32/model.onnx.data", True),
        ("Q4_K_M/model-00001-of-00002.gguf", True),
        ("../model.gguf", False),
        ("a/../../model.gguf", False),
        ("/etc/model.gguf", False),
        ("a//model.gguf", False),
        ("C:/model.gguf", False),
        ("a\\model.gguf", False),
        ("model.gguf:stream", False),
        ("con.gguf", False),
        ("a/LPT1.json", False),
        ("aux/model.gguf", True),
        ("model.gguf.", False),
        ("model\u202egguf.gguf", False),
        ("model\x00.gguf", False),
        ("model.gguf\n", False),
        (".hidden.gguf", False),
        ("x.gguf.partial", False),
        ("a/b/c/d/e/f/g.gguf", False),
        ("m" * 250 + ".gguf", False),
        ("", False),
    ],
)
def test_takes_only_paths_that_are_safe_on_every_computer(path: str, is_right: bool) -> None:
    assert is_path(path) is is_right


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/Model.GGUF", FileKind.GGUF),
        ("model.onnx", FileKind.ONNX),
        ("model.onnx.data", FileKind.ONNX),
        ("model.onnx_data", FileKind.ONNX),
        ("tokenizer.json", FileKind.ONNX),
        ("tokenizer.model", FileKind.ONNX),
        ("README.md", FileKind.OTHER),
        (".gitattributes", FileKind.OTHER),
        ("LICENSE", FileKind.OTHER),
        ("model.safetensors", FileKind.OTHER),
        ("pytorch_model.bin", FileKind.UNSAFE),
        ("model.pt", FileKind.UNSAFE),
        ("weights.pkl", FileKind.UNSAFE),
        ("modeling_phi3.py", FileKind.UNSAFE),
        ("model.gguf.exe", FileKind.UNSAFE),
        ("genai.dll", FileKind.UNSAFE),
        ("strange", FileKind.UNSAFE),
    ],
)
def test_never_takes_a_file_that_can_hold_code(path: str, kind: FileKind) -> None:
    assert kind_of(path) is kind


@given(
    st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}", fullmatch=True),
    st.text(max_size=80),
)
@example("_/_", "_")
def test_every_version_gets_an_id_that_is_a_folder_on_any_computer(repository: str, version: str) -> None:
    found = entry_id(repository, version)
    assert len(found) <= 100
    assert is_file_name(found)
    assert found == found.lower()


def test_two_versions_never_share_an_id() -> None:
    names = [
        ("a/b", "c"),
        ("a/b-c", "d"),
        ("a-b/c", "d"),
        ("a/b", "c/d"),
        ("a/b", "c-d"),
        ("a/b", "c.d"),
        ("a/b", "c d"),
        ("_a/b", "c"),
        ("a/" + "b" * 96, "c" * 30),
        ("a/" + "b" * 96, "c" * 31),
    ]
    assert len({entry_id(*name) for name in names}) == len(names)
    assert entry_id("Qwen/Qwen3-4B-GGUF", "Q4_K_M") == "qwen--qwen3-4b-gguf--q4_k_m"
