"""Puts models into a store and looks whether all of them are whole."""

from __future__ import annotations

from pathlib import Path

from deai_desktop.models.model import Model
from deai_desktop.models.store import ModelStore
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import GgufBuilder, TensorSpec, scalar, tiny_gguf


def content_of(number: int) -> bytes:
    """Return a model that is unlike the others."""
    return tiny_gguf(filler=10_000 * (number + 1))


def install(store: ModelStore, count: int) -> list[Model]:
    """Put downloaded models into the store's folder."""
    return [install_one(store, f"model-{number}", content_of(number)) for number in range(count)]


def install_one(store: ModelStore, model_id: str, content: bytes) -> Model:
    """Put one downloaded model into the store's folder."""
    source = {"kind": "https", "url": "https://example.org/x"}
    entry = catalogue_entry(content, source).model_copy(update={"id": model_id, "name": model_id})
    path = store.folder_of(entry) / entry.files[0].name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return store.add_downloaded(entry, path, "https://example.org/x")


def check_all_whole(store: ModelStore, count: int) -> None:
    """Fail unless every model is there with its own content, in the store's folder."""
    models = {model.id: model for model in store.list()}
    assert set(models) == {f"model-{number}" for number in range(count)}
    for number in range(count):
        model = models[f"model-{number}"]
        assert model.path.is_relative_to(store.folder.resolve())
        assert model.path.read_bytes() == content_of(number)
        assert model.is_available


def split_gguf(folder: Path, name: str = "Split", count: int = 3) -> list[Path]:
    """Write a model that was split into several files, as llama.cpp's gguf-split does."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        builder = GgufBuilder(tensors=[TensorSpec(f"blk.{number}.weight")])
        if number:
            builder.metadata = []
        builder.set("split.no", scalar("u16", number)).set("split.count", scalar("u16", count))
        builder.set("split.tensors.count", scalar("i32", count))
        paths.append(builder.write(folder / f"{name}-{number + 1:05}-of-{count:05}.gguf"))
    return paths
