"""The catalogue: ours is right, and strangers' entries are checked before anything believes them."""

from __future__ import annotations

import copy
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from deai_desktop.core.addresses import is_safe_url
from deai_desktop.core.errors import ModelNotFoundError
from deai_desktop.core.paths import resources_folder
from deai_desktop.models.catalogue import Catalogue, CatalogueError
from deai_desktop.models.catalogue_entry import HttpsSource, HubSource, PackageSource

BUNDLED = resources_folder() / "catalogue.json"
SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "resources" / "catalogue.schema.json").read_text("utf-8"))
)


def _entry(**changes: Any) -> dict[str, Any]:
    entry: dict[str, Any] = copy.deepcopy(json.loads(BUNDLED.read_text("utf-8"))["models"][0])
    return entry | changes


def _file(**changes: Any) -> dict[str, Any]:
    return _entry(files=[_entry()["files"][0] | changes])


def _load(folder: Path, *entries: Any, **changes: Any) -> Catalogue:
    file = folder / "catalogue.json"
    file.write_text(json.dumps({"format": 1, "models": list(entries)} | changes))
    return Catalogue.load(file)


def test_the_bundled_catalogue_has_the_starter_model() -> None:
    starter = Catalogue.load(BUNDLED).starter
    assert starter.id == "smollm2-135m-instruct"
    assert starter.licence == "Apache-2.0"
    assert starter.size == 98_362_432
    assert starter.context_length == 8192
    assert [type(source) for source in starter.files[0].sources] == [HttpsSource, PackageSource]


def test_the_bundled_catalogue_keeps_to_its_schema() -> None:
    SCHEMA.check_schema(SCHEMA.schema)
    SCHEMA.validate(json.loads(BUNDLED.read_text("utf-8")))


def test_the_bundled_catalogue_has_small_and_large_models_of_every_kind() -> None:
    entries = Catalogue.load(BUNDLED).entries
    assert {entry.kind for entry in entries} == {"chat", "base", "embedding"}
    assert {entry.engine for entry in entries} == {"llama.cpp", "onnx-genai"}
    for family in ("Phi", "Qwen3", "Llama 3", "Gemma 3", "Mistral", "SmolLM2", "GPT-NeoX", "MiniLM", "BGE"):
        assert [entry for entry in entries if entry.family == family], family
    sizes = [entry.parameters for entry in entries if entry.kind == "chat"]
    assert min(sizes) < 500_000_000
    assert max(sizes) > 50_000_000_000
    names = [(entry.name, entry.quantization, entry.gated) for entry in entries]
    assert len(set(names)) == len(names)


def test_only_hashes_that_are_certain_stand_in_the_bundled_catalogue() -> None:
    for entry in Catalogue.load(BUNDLED).entries:
        for file in entry.files:
            if not entry.starter:
                assert (file.size, file.sha256) == (0, "")
                assert [type(source) for source in file.sources] == [HubSource]


@pytest.mark.parametrize("changes", [{"size": 0}, {"sha256": ""}, {"size": 0, "sha256": ""}])
def test_only_a_hub_may_be_asked_for_size_and_hash(tmp_path: Path, changes: dict[str, Any]) -> None:
    hub = {"kind": "hub", "repository": "owner/name", "path": "folder/x-Q4_1.gguf"}
    with pytest.raises(CatalogueError, match="no size or hash"):
        _load(tmp_path, _file(**changes))
    with pytest.raises(CatalogueError, match="no size or hash"):
        _load(tmp_path, _file(sources=[hub, *_entry()["files"][0]["sources"]], **changes))
    entry = _file(sources=[hub], **changes)
    assert _load(tmp_path, entry).starter.size == (0 if "size" in changes else 98_362_432)
    SCHEMA.validate({"format": 1, "models": [entry]})


def test_suggests_what_was_meant() -> None:
    catalogue = Catalogue.load(BUNDLED)
    assert catalogue.find("smollm2-135m-instruct") is catalogue.starter
    with pytest.raises(ModelNotFoundError) as caught:
        catalogue.find("SmolLM-135M")
    assert "smollm2-135m-instruct" in caught.value.hint
    with pytest.raises(ModelNotFoundError) as caught:
        catalogue.find("zzz")
    assert "deai models list" in caught.value.hint


def test_ignores_fields_it_does_not_know(tmp_path: Path) -> None:
    assert len(_load(tmp_path, _entry(colour="green")).entries) == 1


def test_leaves_out_sources_it_does_not_know(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    sources = [{"kind": "pool-member", "peer": "x"}, *_entry()["files"][0]["sources"]]
    catalogue = _load(tmp_path, _file(sources=sources))
    assert len(catalogue.starter.files[0].sources) == 2
    assert "pool-member" in caplog.text


@pytest.mark.parametrize(
    "entry", [_file(sources=[{"kind": "carrier-pigeon"}]), _entry(engine="abacus"), _entry(kind="oracle")]
)
def test_leaves_out_models_of_a_newer_kind(
    tmp_path: Path, entry: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    catalogue = _load(tmp_path, entry)
    assert catalogue.entries == ()
    assert "skipped" in caplog.text
    with pytest.raises(ModelNotFoundError):
        _ = catalogue.starter


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (_file(size=-1), "size"),
        (_file(size="98362432"), "size"),
        (_file(size=10**15), "size"),
        (_file(sha256="abc"), "sha256"),
        (_file(sha256="G" * 64), "sha256"),
        (_file(name="../evil.gguf"), "name"),
        (_file(name="a/b.gguf"), "name"),
        (_file(name="a\\b.gguf"), "name"),
        (_file(name="C:evil"), "name"),
        (_file(name="con.gguf"), "name"),
        (_file(name="LPT1"), "name"),
        (_file(name="x."), "name"),
        (_file(name="x.gguf\n"), "name"),
        (_file(name=".hidden"), "name"),
        (_file(name="x.partial"), "name"),
        (_entry(id="Nope"), "id"),
        (_entry(id=".."), "id"),
        (_entry(id="aux"), "id"),
        (_entry(files=[]), "files"),
        (_file(sources=[{"kind": "hub", "repository": "owner", "path": "x"}]), "repository"),
        (_file(sources=[{"kind": "hub", "repository": "a/b/c", "path": "x"}]), "repository"),
        (_file(sources=[{"kind": "hub", "repository": "a/b", "path": "../x"}]), "path"),
        (_file(sources=[{"kind": "hub", "repository": "a/b", "path": "/x"}]), "path"),
        (_file(sources=[{"kind": "hub", "repository": "a/b", "path": "x", "revision": "a/b"}]), "revision"),
        (_entry(tools="yes"), "tools"),
        (_entry(parameters=-1), "parameters"),
        (_entry(starter="yes"), "starter"),
        (_entry(licence=""), "licence"),
        (_file(sources=[{"kind": "https", "url": "http://example.org/x"}]), "url"),
        (_file(sources=[{"kind": "https", "url": "file:///etc/passwd"}]), "url"),
        (
            _file(sources=[{"kind": "python-package", "requirement": "--index-url=x", "member": "x"}]),
            "requirement",
        ),
        (_file(sources=[{"kind": "python-package", "requirement": "x>=1", "member": "x"}]), "requirement"),
        (_file(sources=[{"kind": "python-package", "requirement": "x==1\n", "member": "x"}]), "requirement"),
        (_file(sources=["https://example.org"]), "sources"),
        (_file(sources=7), "sources"),
        ("text", "not an object"),
    ],
)
def test_refuses_entries_that_can_not_be_right(tmp_path: Path, entry: Any, place: str) -> None:
    with pytest.raises(CatalogueError, match=place):
        _load(tmp_path, entry)
    if "\\n" not in json.dumps(entry):  # the end of a pattern lets a last line break through in Python alone
        assert not SCHEMA.is_valid({"format": 1, "models": [entry]})


def test_refuses_the_same_thing_twice(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="same id"):
        _load(tmp_path, _entry(), _entry(starter=False))
    with pytest.raises(CatalogueError, match="same starter"):
        _load(tmp_path, _entry(), _entry(id="other"))
    files = _entry()["files"]
    with pytest.raises(CatalogueError, match="same file name"):
        _load(tmp_path, _entry(files=[files[0], files[0] | {"name": files[0]["name"].upper()}]))


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"models": {}}', "[" * 100_000, '{"format":9,"models":[]}']
)
def test_refuses_files_that_are_no_catalogue(tmp_path: Path, content: str) -> None:
    file = tmp_path / "catalogue.json"
    file.write_text(content)
    with pytest.raises(CatalogueError):
        Catalogue.load(file)


def test_refuses_a_missing_and_a_huge_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        Catalogue.load(tmp_path / "missing.json")
    huge = tmp_path / "huge.json"
    huge.write_bytes(b" " * 10_000_001)
    with pytest.raises(CatalogueError, match="too large"):
        Catalogue.load(huge)


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.org/file", True),
        ("https://example.org:8443/file", True),
        ("http://127.0.0.1:80/x", True),
        ("http://localhost/x", True),
        ("http://[::1]/x", True),
        ("http://example.org/x", False),
        ("http://127.0.0.1.example.org/x", False),
        ("https://user:pass@example.org/x", False),
        ("https://user@example.org/x", False),
        ("https:///x", False),
        ("https://example.org:99999/x", False),
        ("https://example.org/\r\nX-Evil: 1", False),
        ("ftp://example.org/x", False),
        ("https://[bad/x", False),
        ("", False),
    ],
)
def test_knows_safe_addresses(url: str, is_safe: bool) -> None:
    assert is_safe_url(url) is is_safe
