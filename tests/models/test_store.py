"""The store: what is installed, what belongs to whom, and what may be deleted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from deai_desktop.core.errors import ConflictError, InvalidInputError, ModelFileError, ModelNotFoundError
from deai_desktop.core.events import Event
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.events import ModelAdded, ModelRemoved
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from deai_desktop.models.store import ModelStore, slug
from deai_desktop.storage.database import Database
from tests.models.downloading import catalogue_entry, sha256
from tests.models.gguf_builder import GgufBuilder, scalar, tiny_gguf


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    """A model file that belongs to the person."""
    file = tmp_path / "My Model.Q4_1.gguf"
    file.write_bytes(tiny_gguf())
    return file


def _entry() -> CatalogueEntry:
    return catalogue_entry(tiny_gguf(), {"kind": "https", "url": "https://example.org/x"})


def _downloaded(store: ModelStore) -> Model:
    entry = _entry()
    path = store.folder_of(entry) / entry.files[0].name
    path.parent.mkdir(parents=True)
    path.write_bytes(tiny_gguf())
    return store.add_downloaded(entry, path, "https://example.org/x")


def test_remembers_a_downloaded_model(store: ModelStore, database: Database, published: list[Event]) -> None:
    model = _downloaded(store)
    assert (model.id, model.name, model.engine, model.imported) == ("tiny", "Tiny", "llama.cpp", False)
    assert model.sha256 == sha256(tiny_gguf())
    assert model.facts == gguf_facts(model.path)
    assert model.is_available
    assert published == [ModelAdded("tiny")]
    again = ModelStore(database, store.folder)
    assert again.list() == (model,)
    assert again.get("tiny") == model


def test_refuses_a_download_that_is_no_model(store: ModelStore, tmp_path: Path) -> None:
    file = tmp_path / "tiny.gguf"
    file.write_bytes(b"not a model at all, but long enough")
    with pytest.raises(ModelFileError):
        store.add_downloaded(_entry(), file)
    assert store.list() == ()


def test_an_unknown_name_is_explained(store: ModelStore) -> None:
    _downloaded(store)
    with pytest.raises(ModelNotFoundError) as caught:
        store.get("tinny")
    assert "Did you mean tiny?" in caught.value.hint
    assert "deai models list" in caught.value.hint
    assert store.find("tinny") is None


def test_imports_a_file_where_it_lies(store: ModelStore, own_file: Path, published: list[Event]) -> None:
    model = store.import_file(own_file)
    assert model.id == "my-model.q4_1"
    assert model.name == "Tiny Test"
    assert model.path == own_file.resolve()
    assert (model.imported, model.sha256) == (True, "")
    assert not store.folder.exists()
    assert published == [ModelAdded("my-model.q4_1")]


def test_takes_the_name_and_id_the_person_gives(store: ModelStore, own_file: Path) -> None:
    model = store.import_file(own_file, model_id="mine", name="  My\x1b own\nmodel ")
    assert (model.id, model.name) == ("mine", "My own model")


@pytest.mark.parametrize("model_id", ["Mine", "../x", "a b", ".", "x" * 101, "ä", "mine\n"])
def test_refuses_ids_that_can_not_be_typed_everywhere(
    store: ModelStore, own_file: Path, model_id: str
) -> None:
    with pytest.raises(InvalidInputError):
        store.import_file(own_file, model_id=model_id)


def test_importing_twice_is_the_same_as_once(
    store: ModelStore, own_file: Path, published: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = store.import_file(own_file)
    monkeypatch.chdir(own_file.parent)
    assert store.import_file(Path(own_file.name)) == model
    assert len(published) == 1


def test_a_file_that_was_replaced_is_read_again(store: ModelStore, own_file: Path) -> None:
    old = store.import_file(own_file)
    GgufBuilder().set("general.name", scalar("str", "A Newer and Longer Name" * 3)).write(own_file)
    assert not store.get(old.id).is_available
    new = store.import_file(own_file)
    assert new.id == old.id
    assert new.is_available
    assert new.name.startswith("A Newer")
    assert len(store.list()) == 1


def test_ids_never_clash(store: ModelStore, tmp_path: Path) -> None:
    ids = []
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / "Model.gguf"
        file.write_bytes(tiny_gguf())
        ids.append(store.import_file(file).id)
    assert ids == ["model", "model-2", "model-3"]
    other = tmp_path / "other.gguf"
    other.write_bytes(tiny_gguf())
    with pytest.raises(ConflictError):
        store.import_file(other, model_id="model")


def test_makes_ids_from_any_file_name() -> None:
    assert slug("Llama 3.2 (1B) Instruct") == "llama-3.2-1b-instruct"
    assert slug("模型") == "model"
    assert slug("...") == "model"
    assert len(slug("x" * 500)) == 90


def test_refuses_folders_missing_and_foreign_files(store: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="not a file"):
        store.import_file(tmp_path)
    with pytest.raises(InvalidInputError, match="There is no file"):
        store.import_file(tmp_path / "missing.gguf")
    with pytest.raises(InvalidInputError, match="There is no file"):
        store.import_file(Path("zero\0.gguf"))
    (tmp_path / "text.gguf").write_text("just some text in a file, not a model")
    with pytest.raises(ModelFileError):
        store.import_file(tmp_path / "text.gguf")
    assert store.list() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="file names are always text there")
def test_refuses_names_that_are_not_text(store: ModelStore, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"bad\xff.gguf")
    file.write_bytes(tiny_gguf())
    with pytest.raises(InvalidInputError):
        store.import_file(file)


def test_removing_deletes_what_we_downloaded(store: ModelStore, published: list[Event]) -> None:
    model = _downloaded(store)
    assert store.remove("tiny") == model.size
    assert not model.path.parent.exists()
    assert store.list() == ()
    assert published[-1] == ModelRemoved("tiny", model.size)
    with pytest.raises(ModelNotFoundError):
        store.remove("tiny")


def test_removing_never_deletes_what_was_imported(store: ModelStore, own_file: Path) -> None:
    model = store.import_file(own_file)
    assert store.remove(model.id) == 0
    assert own_file.read_bytes() == tiny_gguf()
    inside = store.folder / "mine" / "x.gguf"
    inside.parent.mkdir(parents=True)
    inside.write_bytes(tiny_gguf())
    assert store.remove(store.import_file(inside).id) == 0
    assert inside.exists()


def test_removing_leaves_files_outside_our_folder_alone(store: ModelStore, own_file: Path) -> None:
    store.add_downloaded(_entry(), own_file)
    assert store.remove("tiny") == 0
    assert own_file.exists()


def test_removing_works_when_the_file_is_gone(store: ModelStore) -> None:
    model = _downloaded(store)
    model.path.unlink()
    assert not store.get("tiny").is_available
    assert store.remove("tiny") == 0
    assert store.list() == ()


def test_verifies_a_file_again(store: ModelStore, own_file: Path) -> None:
    model = _downloaded(store)
    verified = store.verify("tiny")
    assert verified.sha256 == model.sha256
    assert (verified.verified_at or 0) > (model.verified_at or 0)
    content = bytearray(tiny_gguf())
    content[-1] ^= 1
    model.path.write_bytes(content)
    with pytest.raises(ModelFileError, match="SHA-256") as caught:
        store.verify("tiny")
    assert "deai models pull tiny" in caught.value.hint
    model.path.unlink()
    with pytest.raises(ModelFileError, match="missing"):
        store.verify("tiny")


def test_the_first_verification_of_an_imported_file_remembers_its_hash(
    store: ModelStore, own_file: Path
) -> None:
    model = store.import_file(own_file)
    assert store.verify(model.id).sha256 == sha256(tiny_gguf())
    assert store.get(model.id).sha256 == sha256(tiny_gguf())
