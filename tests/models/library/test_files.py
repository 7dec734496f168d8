"""What becomes of a model's files in the store: split models, removal, verification, versions side by side."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from deai_desktop.core.errors import ConflictError, ModelFileError
from deai_desktop.core.events import Event
from deai_desktop.models.events import ModelVerified
from deai_desktop.models.library.removal import Removal
from deai_desktop.models.store import ModelStore
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.models_on_disk import content_of, install_one, split_gguf
from tests.models.onnx_builder import OnnxBuilder
from tests.onnx_encoder import make_tiny_encoder


def test_a_split_model_is_one_model(store: ModelStore, tmp_path: Path) -> None:
    parts = split_gguf(tmp_path / "files")
    model = store.import_file(parts[0])
    assert model.id == "split"
    assert model.path == parts[0]
    assert [file.name for file in model.files] == [part.name for part in parts]
    assert list(model.paths) == parts
    assert model.size == sum(part.stat().st_size for part in parts)
    assert store.get(model.id) == model
    assert store.find_file(parts[2]) == model


def test_the_folder_of_an_onnx_model_is_one_model(store: ModelStore, tmp_path: Path) -> None:
    folder = OnnxBuilder().write(tmp_path / "Tiny ONNX")
    model = store.import_file(folder / "genai_config.json")
    assert (model.id, model.engine) == ("tiny-onnx", "onnx-genai")
    assert {path for path in folder.rglob("*") if path.is_file()} == set(model.paths)
    assert model.size == sum(path.stat().st_size for path in model.paths)
    assert store.check_hashes(model.id).matches
    (folder / "tokenizer.json").write_text("{} ")
    assert not store.get(model.id).is_available


def test_an_onnx_model_for_embeddings_is_one_model(store: ModelStore, tmp_path: Path) -> None:
    file = make_tiny_encoder(tmp_path / "MiniLM tiny")
    (file.parent / "model_quantized.onnx").write_bytes(b"another one")
    model = store.import_file(file)
    assert (model.id, model.engine, model.name) == ("minilm-tiny", "onnx-encoder", "MiniLM tiny")
    assert {path.name for path in model.paths} == {"model.onnx", "tokenizer.json", "config.json"}
    assert (model.facts.embedding_length, model.facts.context_length) == (16, 24)
    assert (model.facts.quantization, model.size) == ("F32", sum(path.stat().st_size for path in model.paths))


def test_a_split_model_misses_each_of_its_parts(store: ModelStore, tmp_path: Path) -> None:
    parts = split_gguf(tmp_path / "files")
    model = store.import_file(parts[0])
    parts[1].write_bytes(parts[1].read_bytes() + b"x")
    assert not model.is_available
    with pytest.raises(ModelFileError, match=parts[1].name):
        store.verify(model.id)
    parts[1].unlink()
    assert store.get(model.id).missing == parts[1]
    with pytest.raises(ModelFileError, match="missing"):
        store.import_file(parts[0])


def test_all_parts_are_verified_and_remembered(store: ModelStore, tmp_path: Path) -> None:
    parts = split_gguf(tmp_path / "files")
    model = store.import_file(parts[0])
    told: list[tuple[int, int]] = []
    first = store.check_hashes(model.id, lambda done, total: told.append((done, total)))
    assert (first.was_known, first.matches) == (False, True)
    assert told[-1] == (model.size, model.size)
    hashes = [hashlib.sha256(part.read_bytes()).hexdigest() for part in parts]
    assert [file.sha256 for file in store.get(model.id).files] == hashes
    content = bytearray(parts[2].read_bytes())
    content[-1] ^= 1
    parts[2].write_bytes(content)
    second = store.check_hashes(model.id)
    assert (second.was_known, second.matches, second.wrong) == (True, False, parts[2].name)
    assert store.get(model.id).sha256 == hashes[0]


def test_a_download_of_several_parts_knows_all_hashes(store: ModelStore) -> None:
    source = {"kind": "https", "url": "https://example.org/x"}
    parts = split_gguf(store.folder / "split")
    one = catalogue_entry(tiny_gguf(), source)
    files = tuple(
        one.files[0].model_copy(
            update={
                "name": part.name,
                "size": part.stat().st_size,
                "sha256": hashlib.sha256(part.read_bytes()).hexdigest(),
            }
        )
        for part in parts
    )
    entry = one.model_copy(update={"id": "split", "files": files})
    model = store.add_downloaded(entry, parts[0], "https://example.org/x")
    assert [file.sha256 for file in model.files] == [file.sha256 for file in files]
    assert model.verified_at
    assert store.check_hashes(model.id).was_known
    assert store.remove(model.id) == model.size
    assert not parts[0].parent.exists()


def test_a_changed_file_is_marked_until_it_is_right_or_imported_again(
    store: ModelStore, tmp_path: Path, published: list[Event]
) -> None:
    file = tmp_path / "own.gguf"
    file.write_bytes(tiny_gguf())
    model = store.import_file(file)
    assert store.verify(model.id).verified_at
    content = bytearray(tiny_gguf())
    content[-1] ^= 1
    file.write_bytes(content)
    assert store.get(model.id).is_available
    with pytest.raises(ModelFileError, match="has changed"):
        store.verify(model.id)
    assert not store.get(model.id).is_available
    assert published[-1] == ModelVerified(model.id, False)
    file.write_bytes(tiny_gguf())
    assert store.verify(model.id).is_available
    file.write_bytes(content)
    assert not store.check_hashes(model.id).matches
    again = store.import_file(file)
    assert (again.id, again.is_available, again.sha256) == (model.id, True, "")


def test_a_second_link_to_a_file_is_the_same_model(store: ModelStore, tmp_path: Path) -> None:
    file = tmp_path / "one.gguf"
    file.write_bytes(tiny_gguf())
    (tmp_path / "two.gguf").hardlink_to(file)
    model = store.import_file(file)
    assert store.import_file(tmp_path / "two.gguf") == model
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(tiny_gguf())
    assert store.import_file(copy).id == "copy"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")
def test_a_link_is_the_same_model_as_its_file(store: ModelStore, tmp_path: Path) -> None:
    file = tmp_path / "blob"
    file.write_bytes(tiny_gguf())
    link = tmp_path / "snapshots" / "model.gguf"
    link.parent.mkdir()
    link.symlink_to(file)
    model = store.import_file(link)
    assert (model.id, model.path) == ("model", link)
    assert store.import_file(file) == model


def test_removal_is_foretold(store: ModelStore, tmp_path: Path) -> None:
    model = install_one(store, "ours", content_of(1))
    assert store.plan_removal("ours") == Removal(model.size)
    assert store.remove("ours") == model.size
    own = tmp_path / "own.gguf"
    own.write_bytes(tiny_gguf())
    mine = store.import_file(own)
    assert store.plan_removal(mine.id) == Removal(0, str(own))


def test_bytes_behind_another_link_stay(store: ModelStore, tmp_path: Path) -> None:
    model = install_one(store, "ours", content_of(1))
    (tmp_path / "elsewhere.gguf").hardlink_to(model.path)
    assert store.plan_removal("ours").frees == 0
    assert store.remove("ours") == 0
    assert (tmp_path / "elsewhere.gguf").read_bytes() == content_of(1)


def test_removing_leaves_what_another_model_uses(store: ModelStore) -> None:
    model = install_one(store, "ours", content_of(1))
    beside = model.path.with_name("beside.gguf")
    beside.write_bytes(content_of(2))
    other = store.import_file(beside)
    assert store.plan_removal("ours") == Removal(model.size)
    assert store.remove("ours") == model.size
    assert not model.path.exists()
    assert store.get(other.id).is_available


def test_two_names_of_one_file_are_told(store: ModelStore, tmp_path: Path) -> None:
    model = install_one(store, "ours", content_of(1))
    twin = install_one(store, "twin", content_of(2))
    twin.path.unlink()
    twin.path.hardlink_to(model.path)
    assert store.plan_removal("ours") == Removal(0, shared_with=("twin",))


def test_an_older_version_stands_beside_a_newer_one(store: ModelStore) -> None:
    old = install_one(store, "model", content_of(1))
    kept = store.set_aside("model")
    assert kept.id == f"model-{old.sha256[:8]}"
    assert store.find("model") is None
    assert kept.is_available
    new = install_one(store, "model", content_of(2))
    assert {one.id for one in store.list()} == {kept.id, "model"}
    assert new.path.read_bytes() == content_of(2)
    assert kept.path.read_bytes() == content_of(1)
    assert store.verify(kept.id).sha256 == old.sha256
    store.remove(kept.id)
    assert store.get("model").is_available


def test_setting_aside_that_was_killed_is_put_back(store: ModelStore) -> None:
    model = install_one(store, "model", content_of(1))
    model.path.parent.rename(model.path.parent.with_name(f"model-{model.sha256[:8]}"))
    assert not store.get("model").is_available
    store.undo_half_done()
    assert store.get("model").is_available


def test_a_newer_version_takes_the_id_of_the_older(store: ModelStore) -> None:
    install_one(store, "model", content_of(1))
    install_one(store, "model-12345678", content_of(2))
    kept = store.take_newer("model", "model-12345678")
    assert kept is not None
    assert {one.id for one in store.list()} == {kept.id, "model"}
    assert store.get("model").path.read_bytes() == content_of(2)
    assert kept.path.read_bytes() == content_of(1)


def test_both_versions_are_as_they_were_when_the_newer_can_not_take_the_place(
    store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_one(store, "model", content_of(1))
    newer = install_one(store, "model-12345678", content_of(2))
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == newer.path.parent:
            raise PermissionError(13, "a virus scanner reads it")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    before = store.list()
    with pytest.raises(ConflictError):
        store.take_newer("model", "model-12345678")
    assert store.list() == before
    assert all(model.is_available for model in before)


def test_a_newer_version_takes_the_id_of_one_that_was_removed_meanwhile(store: ModelStore) -> None:
    install_one(store, "model-12345678", content_of(2))
    assert store.take_newer("model", "model-12345678") is None
    assert store.get("model").is_available


def test_a_newer_version_whose_renaming_was_killed_is_put_back(store: ModelStore) -> None:
    newer = install_one(store, "model-12345678", content_of(2))
    newer.path.parent.rename(newer.path.parent.with_name("model"))
    store.undo_half_done()
    assert store.get("model-12345678").is_available


def test_only_our_own_files_are_set_aside(store: ModelStore, tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(tiny_gguf())
    with pytest.raises(ConflictError, match="does not lie"):
        store.set_aside(store.import_file(own).id)
    install_one(store, "model", content_of(1))
    with pytest.raises(ConflictError, match="does not lie"):
        store.take_newer("model", store.import_file(own).id)
    assert own.exists()
    assert store.get("model").is_available
