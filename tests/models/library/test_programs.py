"""Where LM Studio, Ollama, Jan, GPT4All and the Hugging Face cache keep models, on each system."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deai_desktop.models.library.found import FoundModel, find_models
from deai_desktop.models.library.scan import Scan
from deai_desktop.system.user_folders import UserFolders, user_folders
from tests.models.gguf_builder import GgufBuilder, scalar, tiny_gguf
from tests.models.library.homes import (
    cached_file,
    linux_home,
    mac_home,
    ollama_model,
    put,
    windows_home,
)
from tests.models.library.models_on_disk import split_gguf

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a name that is not ASCII."""
    folder = tmp_path / "jürgen"
    folder.mkdir()
    return folder


def found(user: UserFolders) -> list[FoundModel]:
    """Look for all models."""
    return list(find_models(user, Scan()))


def test_finds_nothing_in_an_empty_home(home: Path) -> None:
    assert found(linux_home(home)) == []


def test_lm_studio_keeps_models_by_publisher(home: Path) -> None:
    file = put(home / ".lmstudio/models/bartowski/Tiny-GGUF/Tiny-Q4_K_M.gguf", tiny_gguf())
    put(home / ".lmstudio/models/bartowski/Tiny-GGUF/readme.md", "hello")
    (one,) = found(linux_home(home))
    assert (one.path, one.program, one.name) == (file, "LM Studio", "bartowski/Tiny-GGUF/Tiny-Q4_K_M.gguf")
    assert (one.size, one.architecture, one.problem) == (file.stat().st_size, "llama", "")
    assert one.quantization == "Q4_1"


@pytest.mark.parametrize("where", ["pointer", "old", "settings", "roaming"])
def test_lm_studio_may_have_another_folder(home: Path, tmp_path: Path, where: str) -> None:
    chosen = tmp_path / "drive D" / "llms"
    if where == "pointer":
        put(home / ".lmstudio-home-pointer", f"{tmp_path / 'drive D'}\n")
        chosen = tmp_path / "drive D" / "models"
    elif where == "old":
        chosen = home / ".cache/lm-studio/models"
    elif where == "settings":
        put(home / ".lmstudio/settings.json", json.dumps({"downloadsFolder": str(chosen)}))
    else:
        put(home / "AppData/Roaming/LM Studio/settings.json", json.dumps({"downloadsFolder": str(chosen)}))
    file = put(chosen / "a/b/c.gguf", tiny_gguf())
    assert [one.path for one in found(windows_home(home))] == [file]


def test_ollama_names_files_in_manifests(home: Path) -> None:
    folder = home / ".ollama/models"
    llama = ollama_model(folder, "registry.ollama.ai/library/llama3.2/1b", tiny_gguf())
    ollama_model(folder, "registry.ollama.ai/library/llama3.2/latest", tiny_gguf())
    other = ollama_model(folder, "hf.co/bartowski/Tiny-GGUF/Q4_K_M", tiny_gguf(filler=100))
    mine = ollama_model(folder, "registry.ollama.ai/me/own/latest", tiny_gguf(filler=200))
    names = {one.path: (one.name, one.program) for one in found(linux_home(home))}
    assert names == {
        llama: ("llama3.2:1b", "Ollama"),
        other: ("hf.co/bartowski/Tiny-GGUF:Q4_K_M", "Ollama"),
        mine: ("me/own:latest", "Ollama"),
    }


def test_ollama_says_what_the_content_is(home: Path) -> None:
    ollama_model(home / ".ollama/models", "registry.ollama.ai/library/tiny/latest", tiny_gguf())
    (one,) = found(linux_home(home))
    assert one.sha256 == hashlib.sha256(tiny_gguf()).hexdigest()


def test_ollama_may_have_another_folder_or_be_a_service(home: Path, tmp_path: Path) -> None:
    elsewhere = ollama_model(tmp_path / "ollama", "registry.ollama.ai/library/a/1", tiny_gguf())
    service = tmp_path / "usr-share/ollama/.ollama/models"
    shared = ollama_model(service, "registry.ollama.ai/library/b/1", tiny_gguf(filler=64))
    user = linux_home(home, {"OLLAMA_MODELS": str(tmp_path / "ollama")})
    assert {one.path for one in found(user)} == {elsewhere, shared}


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{",
        '{"layers": 5}',
        '{"layers": [1, {"mediaType": 5}]}',
        '{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../../etc/passwd"}]}',
        '{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:'
        + "f" * 64
        + '"}]}',
        "[" * 100_000,
        "\xff\xfe",
    ],
)
def test_ollama_manifests_that_make_no_sense_are_passed_over(home: Path, manifest: str) -> None:
    put(home / ".ollama/models/manifests/registry.ollama.ai/library/x/latest", manifest)
    assert found(linux_home(home)) == []


@pytest.mark.parametrize(
    ("user", "data"),
    [
        (linux_home, ".local/share/Jan/data"),
        (windows_home, "AppData/Roaming/Jan/data"),
        (mac_home, "Library/Application Support/Jan/data"),
        (linux_home, "jan"),
    ],
)
def test_jan_describes_models_in_a_note(home: Path, user: Callable[[Path], UserFolders], data: str) -> None:
    folder = home / data / "llamacpp/models/janhq/Jan-v1-4B-Q4_K_M"
    file = put(folder / "model.gguf", tiny_gguf())
    digest = hashlib.sha256(tiny_gguf()).hexdigest()
    put(
        folder / "model.yml",
        "model_path: llamacpp/models/janhq/Jan-v1-4B-Q4_K_M/model.gguf\r\n"
        f'name: "janhq/Jan-v1-4B-Q4_K_M"\nsize_bytes: 5\nmodel_sha256: {digest}\nembedding: false\n',
    )
    (one,) = found(user(home))
    assert (one.path, one.name, one.program) == (file, "janhq/Jan-v1-4B-Q4_K_M", "Jan")
    assert one.sha256 == digest


def test_jan_uses_files_elsewhere_and_folders_without_notes(home: Path, tmp_path: Path) -> None:
    own = put(tmp_path / "my models/own.gguf", tiny_gguf())
    data = tmp_path / "jan data"
    put(home / ".config/Jan/settings.json", json.dumps({"data_folder": str(data)}))
    put(data / "llamacpp/models/own/model.yml", f"name: own\nmodel_path: {own}\n")
    old = put(data / "models/trinity/trinity.gguf", tiny_gguf(filler=64))
    put(data / "llamacpp/models/gone/model.yml", "name: gone\nmodel_path: llamacpp/models/gone/gone.gguf\n")
    put(data / "llamacpp/models/odd/model.yml", "name: [\x00\nmodel_path: {{\n")
    assert {(one.path, one.program) for one in found(linux_home(home))} == {(own, "Jan"), (old, "Jan")}


@pytest.mark.parametrize(
    ("user", "folder"),
    [
        (linux_home, ".local/share/nomic.ai/GPT4All"),
        (windows_home, "AppData/Local/nomic.ai/GPT4All"),
        (mac_home, "Library/Application Support/nomic.ai/GPT4All"),
        (linux_home, ".cache/gpt4all"),
    ],
)
def test_gpt4all_keeps_files_in_one_folder(
    home: Path, user: Callable[[Path], UserFolders], folder: str
) -> None:
    file = put(home / folder / "Llama-3.2-1B-Instruct-Q4_0.gguf", tiny_gguf())
    (one,) = found(user(home))
    assert (one.path, one.program) == (file, "GPT4All")


def test_gpt4all_may_have_another_folder(home: Path, tmp_path: Path) -> None:
    file = put(tmp_path / "gpt/x.gguf", tiny_gguf())
    named = str(tmp_path / "gpt").replace("\\", "\\\\")
    put(home / ".config/nomic.ai/GPT4All.ini", f"[General]\nthreadCount=4\nmodelPath={named}\n")
    assert [one.path for one in found(linux_home(home))] == [file]


@needs_links
def test_the_hugging_face_cache_links_to_blobs(home: Path) -> None:
    hub = home / ".cache/huggingface/hub"
    file = cached_file(hub, "Qwen/Qwen2.5-0.5B-GGUF", "abc123", "q4/qwen.gguf", tiny_gguf())
    cached_file(hub, "Qwen/Qwen2.5-0.5B-GGUF", "def456", "q4/qwen.gguf", tiny_gguf(filler=64))
    cached_file(hub, "Qwen/Qwen2.5-0.5B-GGUF", "abc123", "config.json", b"{}")
    one, newer = found(linux_home(home))
    assert (one.path, one.program) == (file, "Hugging Face cache")
    assert one.name == "Qwen/Qwen2.5-0.5B-GGUF/q4/qwen.gguf"
    assert one.sha256 == hashlib.sha256(tiny_gguf()).hexdigest()
    assert newer.path != one.path


@needs_links
def test_links_out_of_the_cache_are_not_followed(home: Path, tmp_path: Path) -> None:
    outside = put(tmp_path / "outside.gguf", tiny_gguf())
    snapshot = home / ".cache/huggingface/hub/models--a--b/snapshots/1"
    snapshot.mkdir(parents=True)
    (snapshot / "x.gguf").symlink_to(outside)
    (snapshot / "folder").symlink_to(tmp_path)
    (snapshot / "loop.gguf").symlink_to("loop.gguf")
    (home / ".lmstudio/models").mkdir(parents=True)
    (home / ".lmstudio/models/x.gguf").symlink_to(outside)
    (home / ".lmstudio/models/all").symlink_to(tmp_path)
    assert found(linux_home(home)) == []


@pytest.mark.parametrize("variable", ["HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME"])
def test_the_cache_may_be_elsewhere_and_without_links(home: Path, tmp_path: Path, variable: str) -> None:
    hub = tmp_path / "hf"
    folder = hub / "hub" if variable == "HF_HOME" else hub
    file = cached_file(folder, "a/b", "1", "x.gguf", tiny_gguf(), link=False)
    assert [one.path for one in found(windows_home(home, {variable: str(hub)}))] == [file]


def test_what_can_not_be_used_says_why(home: Path) -> None:
    folder = home / ".lmstudio/models/a/b"
    put(folder / "broken.gguf", b"GGUF" + b"\1" * 100)
    mmproj = GgufBuilder().set("general.architecture", scalar("str", "clip"))
    put(folder / "mmproj.gguf", mmproj.build())
    problems = {one.path.name: one.problem for one in found(linux_home(home))}
    assert "version 16843009" in problems["broken.gguf"]
    assert "belongs to a model" in problems["mmproj.gguf"]


def test_a_split_model_is_found_once(home: Path) -> None:
    parts = split_gguf(home / ".lmstudio/models/a/b")
    (one,) = found(linux_home(home))
    assert one.path == parts[0]
    assert one.size == sum(part.stat().st_size for part in parts)


def test_a_file_that_two_programs_share_is_found_once(home: Path) -> None:
    file = put(home / ".lmstudio/models/a/b/x.gguf", tiny_gguf())
    other = home / ".local/share/nomic.ai/GPT4All/y.gguf"
    other.parent.mkdir(parents=True)
    other.hardlink_to(file)
    assert [one.program for one in found(linux_home(home))] == ["LM Studio"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_names_that_are_not_text_are_passed_over(home: Path) -> None:
    folder = home / ".lmstudio/models"
    folder.mkdir(parents=True)
    with open(bytes(folder) + b"/bad\xff.gguf", "wb") as stream:  # noqa: PTH123 - pathlib has no bytes
        stream.write(tiny_gguf())
    assert found(linux_home(home)) == []


def test_knows_this_systems_folders(tmp_path: Path) -> None:
    home = str(tmp_path)
    if sys.platform == "win32":
        user = user_folders(
            {"USERPROFILE": home, "APPDATA": f"{home}\\R", "LOCALAPPDATA": f"{home}\\L", "HOME": "C:\\no"}
        )
        assert (user.settings, user.data) == (tmp_path / "R", tmp_path / "L")
    else:
        user = user_folders({"HOME": home, "XDG_CONFIG_HOME": "relative", "XDG_DATA_HOME": f"{home}/d"})
        if sys.platform == "linux":
            assert (user.settings, user.data) == (tmp_path / ".config", tmp_path / "d")
    assert user.home == tmp_path
