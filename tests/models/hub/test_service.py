"""The hub: searched, described, fetched from, and remembered while it is away."""

from __future__ import annotations

import hashlib
import json

import pytest

from deai_desktop.core.errors import (
    DeAIError,
    GatedModelError,
    HubBusyError,
    HubError,
    HubTokenError,
    HubUnreachableError,
    InvalidInputError,
    ModelNotFoundError,
)
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry, HttpsSource
from deai_desktop.models.hub.service import Hub
from tests.fakes.hub import COMMIT, FakeHub, serve_hub
from tests.models.hub.conftest import TOKEN, Talk

PHI = {
    "cpu_and_mobile/cpu-int4-rtn-block-32/genai_config.json": b"{}",
    "cpu_and_mobile/cpu-int4-rtn-block-32/model.onnx": b"onnx",
    "cpu_and_mobile/cpu-int4-rtn-block-32/model.onnx.data": b"data",
    "gpu/gpu-int4-rtn-block-32/genai_config.json": b"{}",
    "gpu/gpu-int4-rtn-block-32/model.onnx": b"more onnx",
}


def _publish(fake: FakeHub) -> None:
    fake.add(
        "tiny/Tiny-GGUF",
        {"tiny-Q4_K_M.gguf": b"four", "tiny-Q8_0.gguf": b"eight bits", "pytorch_model.bin": b"pickle"},
        card="---\nlicense: mit\n---\n# Tiny",
        base_model="tiny/Tiny",
        downloads=500,
    )
    fake.add("microsoft/Phi-onnx", PHI, gguf={}, licence="mit", downloads=300)
    fake.add("other/Plain-onnx", {"onnx/model.onnx": b"x"}, gguf={})


# Searching


def test_finds_gguf_models_by_downloads(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    fake.add("big/Tiny-Big-GGUF", {"a-Q4_0.gguf": b"a"}, gated="auto", downloads=1_000_000)
    found = hub.search("tiny")
    assert [model.id for model in found.page.models] == ["big/Tiny-Big-GGUF", "tiny/Tiny-GGUF"]
    tiny = found.page.models[1]
    assert (tiny.licence, tiny.parameters, tiny.context_length) == ("Apache-2.0", 134_515_008, 8192)
    assert (tiny.downloads, tiny.gated, tiny.kind) == (500, False, "gguf")
    assert tiny.updated_at is not None
    assert found.page.models[0].gated
    assert found.known_at is None


def test_turns_the_pages_of_a_search(hub: Hub, fake: FakeHub) -> None:
    for number in range(5):
        fake.add(f"some/Model-{number}", {"a-Q4_0.gguf": b"a"}, downloads=number)
    names: list[str] = []
    cursor = ""
    for _ in range(3):
        page = hub.search("model", limit=2, cursor=cursor).page
        names += [model.id for model in page.models]
        cursor = page.cursor
    assert names == [f"some/Model-{number}" for number in (4, 3, 2, 1, 0)]
    assert cursor == ""


def test_finds_only_onnx_models_that_runtime_genai_can_run(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    for number in range(60):
        fake.add(f"other/Web-{number}", {"model.onnx": b"x"}, gguf={}, downloads=10_000 + number)
    found = hub.search("", "onnx")
    assert [model.id for model in found.page.models] == ["microsoft/Phi-onnx"]
    assert fake.paths == ["/api/models", "/api/models"]  # the rest of them stood on a second page


def test_a_link_to_the_next_page_can_not_lead_elsewhere(hub: Hub, fake: FakeHub) -> None:
    link = '<https://evil.example/api/models?cursor=abc>; rel="next"'
    fake.raw["/api/models"] = (200, {"Link": link}, b"[]")
    assert hub.search("x").page.cursor == "abc"
    hub.search("x", cursor="abc")
    assert fake.paths == ["/api/models", "/api/models"]


def test_what_is_asked_is_written_down(talk: Talk, fake: FakeHub) -> None:
    _publish(fake)
    hub = talk.hub()
    hub.search("tiny")
    hub.describe("tiny/Tiny-GGUF")
    purposes = [(contact.purpose, contact.sent) for contact in talk.journal.contacts]
    assert purposes[0] == ("Search for models", "The words searched for, DeAI's version")
    assert purposes[1] == ("Description of a model", "Which model is looked at, DeAI's version")
    assert all("tiny" not in contact.host.lower() for contact in talk.journal.contacts)


# Describing


def test_describes_a_model(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    described = hub.describe("tiny/Tiny-GGUF")
    model = described.model
    assert (model.card, model.base_model, model.revision) == ("# Tiny", "tiny/Tiny", COMMIT)
    assert [(version.name, version.size) for version in model.versions] == [("Q4_K_M", 4), ("Q8_0", 10)]
    assert model.versions[0].files[0].sha256 == hashlib.sha256(b"four").hexdigest()
    assert model.left_out == ("pytorch_model.bin",)
    assert described.access == "open"
    assert described.web_address == f"{fake.url}/tiny/Tiny-GGUF"


def test_describes_an_onnx_model(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    model = hub.describe("microsoft/Phi-onnx").model
    assert (model.kind, model.licence) == ("onnx", "MIT")
    assert [version.name for version in model.onnx_versions] == [
        "cpu_and_mobile/cpu-int4-rtn-block-32",
        "gpu/gpu-int4-rtn-block-32",
    ]
    assert model.onnx_versions[0].files[0].sha256 == ""  # small files have none on the hub
    assert model.onnx_versions[0].files[1].sha256


@pytest.mark.parametrize("name", ["", "x", "a/b/c", "../..", "a/b?c=d", "a/b\r\nX: y", "a/b#c"])
def test_asks_for_nothing_but_names_of_models(hub: Hub, fake: FakeHub, name: str) -> None:
    with pytest.raises(InvalidInputError):
        hub.describe(name)
    assert fake.requests == []


def test_says_when_there_is_no_such_model(hub: Hub, fake: FakeHub) -> None:
    with pytest.raises(ModelNotFoundError, match="no model named “a/b”, or it is not public"):
        hub.describe("a/b")


def test_a_private_model_needs_a_token(hub: Hub, fake: FakeHub) -> None:
    fake.add("own/Private-GGUF", {"a-Q4_0.gguf": b"a"}, is_private=True)
    with pytest.raises(ModelNotFoundError):
        hub.describe("own/Private-GGUF")
    fake.tokens[TOKEN] = {"own/Private-GGUF"}
    hub.set_token(TOKEN)
    assert hub.describe("own/Private-GGUF").model.versions
    assert [model.id for model in hub.search("private").page.models] == ["own/Private-GGUF"]


# Gated models


def test_a_gated_model_without_a_token_says_what_to_do(hub: Hub, fake: FakeHub) -> None:
    fake.add("google/Gemma-GGUF", {"gemma-q4_0.gguf": b"g"}, gated="manual")
    described = hub.describe("google/Gemma-GGUF")
    assert (described.access, described.model.card) == ("needs-token", "")
    with pytest.raises(GatedModelError) as caught:
        hub.find("google/Gemma-GGUF:Q4_0")
    assert f"{fake.url}/google/Gemma-GGUF" in caught.value.hint
    assert "deai models token set" in caught.value.hint


def test_a_token_opens_a_gated_model_once_its_makers_agree(hub: Hub, fake: FakeHub) -> None:
    fake.add("google/Gemma-GGUF", {"gemma-q4_0.gguf": b"g"}, gated="manual", card="Hello")
    fake.tokens[TOKEN] = set()
    hub.set_token(TOKEN)
    assert hub.describe("google/Gemma-GGUF").access == "needs-permission"
    with pytest.raises(GatedModelError, match="agreed to their terms") as caught:
        hub.find("google/Gemma-GGUF:Q4_0")
    assert "account that the token belongs to" in caught.value.hint
    fake.tokens[TOKEN].add("google/Gemma-GGUF")
    described = hub.describe("google/Gemma-GGUF")
    assert (described.access, described.model.card) == ("open", "Hello")
    assert hub.find("google/Gemma-GGUF:Q4_0").gated


def test_a_token_that_the_hub_does_not_know_is_told(hub: Hub, fake: FakeHub) -> None:
    hub.set_token(TOKEN)
    with pytest.raises(HubTokenError, match="does not know the token"):
        hub.search("x")


def test_a_hub_that_lets_nobody_in_says_so(hub: Hub, fake: FakeHub) -> None:
    fake.raw["/api"] = (403, {}, b"")
    with pytest.raises(HubTokenError, match="does not let everybody in"):
        hub.search("x")
    fake.tokens[TOKEN] = set()
    hub.set_token(TOKEN)
    with pytest.raises(HubTokenError, match="does not allow that"):
        hub.search("x")


def test_a_page_that_is_none_is_the_callers_fault(hub: Hub, fake: FakeHub) -> None:
    with pytest.raises(InvalidInputError):
        hub.search("x", cursor="nonsense")


# Trouble


def test_waits_as_long_as_a_busy_hub_wants(talk: Talk, fake: FakeHub) -> None:
    hub = talk.hub()
    fake.busy_seconds = 120
    with pytest.raises(HubBusyError) as caught:
        hub.search("tiny")
    assert "2 min" in caught.value.hint
    fake.busy_seconds = 0
    talk.now += 60
    with pytest.raises(HubBusyError):
        hub.describe("tiny/Tiny-GGUF")
    assert len(fake.requests) == 1  # it was left alone
    talk.now += 61
    assert hub.search("tiny").page.models == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"{}",
        b"null",
        b'"text"',
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"models": []}',
        b"1e999999",
        b" " * 25_000_000,
    ],
)
def test_refuses_answers_that_are_no_list(hub: Hub, fake: FakeHub, body: bytes) -> None:
    fake.raw["/api/models"] = (200, {}, body)
    with pytest.raises(HubError):
        hub.search("x")


def test_a_field_of_the_wrong_kind_is_as_good_as_missing(hub: Hub, fake: FakeHub) -> None:
    fake.add("bad/One-GGUF", {"a-Q4_0.gguf": b"a"}).extra = {
        "downloads": "many",
        "likes": -5,
        "lastModified": "yesterday",
        "gated": "perhaps",
        "tags": [1, None, ["x"], "license:\x1b[31mmit\u202e"],
        "gguf": {"total": 2**70, "context_length": True, "chat_template": 7},
        "safetensors": [],
        "pipeline_tag": {"a": 1},
    }
    fake.add("good/Other-GGUF", {"a-Q4_0.gguf": b"a"})
    bad, good = sorted(hub.search("").page.models, key=lambda model: model.id)
    assert (bad.downloads, bad.likes, bad.updated_at, bad.gated) == (0, 0, None, False)
    assert (bad.parameters, bad.context_length, bad.licence) == (0, 0, "[31mmit")
    assert good.parameters


@pytest.mark.parametrize("name", ["../../etc", "a/b/c", "a/<script>", 7, None, "a/" + "b" * 500])
def test_leaves_out_models_with_impossible_names(hub: Hub, fake: FakeHub, name: object) -> None:
    fake.raw["/api/models"] = (200, {}, json.dumps([{"id": name}, 7, {"id": "a/b"}]).encode())
    assert [model.id for model in hub.search("x").page.models] == ["a/b"]


def test_a_description_without_sense_offers_nothing(hub: Hub, fake: FakeHub) -> None:
    fake.add("bad/One-GGUF").extra = {
        "sha": "../../main",
        "cardData": [1, 2],
        "siblings": [
            7,
            {"rfilename": None},
            {"rfilename": "../../evil-Q4_0.gguf", "size": 1},
            {"rfilename": "a-Q4_0.gguf", "size": -1, "lfs": {"sha256": "../..", "size": "big"}},
            {"rfilename": "b-Q8_0.gguf", "size": 10**15, "lfs": 7},
            {"rfilename": "c" * 5000 + ".gguf"},
        ],
    }
    model = hub.describe("bad/One-GGUF").model
    assert model.revision == "main"
    assert [(version.name, version.size) for version in model.versions] == [("Q4_0", 0), ("Q8_0", 0)]
    assert model.versions[0].files[0].sha256 == ""
    assert "../../evil-Q4_0.gguf" in model.left_out
    with pytest.raises(HubError, match="does not say how large"):
        hub.resolve(hub.find("bad/One-GGUF:Q4_0"))


@pytest.mark.parametrize(
    "place", ["http://example.org/x", "ftp://example.org", "https://[bad", "/api/models?again"]
)
def test_follows_no_redirect_to_an_unsafe_place_or_in_circles(hub: Hub, fake: FakeHub, place: str) -> None:
    fake.raw["/api/models"] = (302, {"Location": place}, b"")
    with pytest.raises(HubError, match=r"redirects|broke off"):
        hub.search("x")


def test_follows_a_model_that_was_renamed(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    fake.raw["/api/models/old/Name"] = (307, {"Location": "/api/models/tiny/Tiny-GGUF?blobs=true"}, b"")
    assert hub.describe("old/Name").model.id == "tiny/Tiny-GGUF"


def test_a_hub_out_of_order_is_as_good_as_away(hub: Hub, fake: FakeHub) -> None:
    fake.raw["/api"] = (503, {}, b"")
    with pytest.raises(HubUnreachableError, match="503"):
        hub.search("x")


def test_a_server_that_is_no_hub_is_told(hub: Hub, fake: FakeHub) -> None:
    fake.raw["/api"] = (404, {}, b"<html>")
    with pytest.raises(HubError, match="answers 404"):
        hub.search("x")


# Offline


def test_shows_what_is_known_while_the_hub_is_away(talk: Talk) -> None:
    with serve_hub() as fake:
        talk.address = fake.url
        _publish(fake)
        hub = talk.hub()
        hub.search("tiny")
        hub.search("", "onnx")
        hub.describe("tiny/Tiny-GGUF")
    talk.now += 3600
    hub = talk.hub()  # after a restart, too
    found = hub.search("tiny")
    assert [model.id for model in found.page.models] == ["tiny/Tiny-GGUF"]
    assert found.known_at == 1000.0
    assert [model.id for model in hub.search("Tin GG").page.models] == [
        "tiny/Tiny-GGUF"
    ]  # asked like that never
    assert [model.id for model in hub.search("phi", "onnx").page.models] == ["microsoft/Phi-onnx"]
    assert hub.search("nothing like it").page.models == ()
    described = hub.describe("tiny/Tiny-GGUF")
    assert (described.model.card, described.known_at) == ("# Tiny", 1000.0)
    assert hub.find("tiny/Tiny-GGUF:Q4_K_M").size == 4
    with pytest.raises(HubUnreachableError) as caught:
        hub.describe("never/Seen-GGUF")
    assert "nobody answers there" in caught.value.message


def test_says_that_the_hub_is_away_when_nothing_is_known(talk: Talk) -> None:
    talk.address = "http://127.0.0.1:9"
    with pytest.raises(HubUnreachableError):
        talk.hub().search("tiny")


def test_what_one_hub_said_is_not_told_as_anothers(talk: Talk, fake: FakeHub) -> None:
    _publish(fake)
    talk.hub().search("tiny")
    talk.address = "http://127.0.0.1:9"
    with pytest.raises(HubUnreachableError):
        talk.hub().search("tiny")


# Fetching


def test_makes_an_entry_of_a_version(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    entry = hub.find("tiny/Tiny-GGUF:q4_k_m")
    assert (entry.id, entry.name) == ("tiny--tiny-gguf--q4_k_m", "Tiny Q4_K_M")
    assert (entry.engine, entry.kind, entry.licence) == ("llama.cpp", "chat", "Apache-2.0")
    resolved = hub.resolve(entry)
    (file,) = resolved.files
    assert (file.size, file.sha256) == (4, hashlib.sha256(b"four").hexdigest())
    place = f"{fake.url}/tiny/Tiny-GGUF/resolve/{COMMIT}/tiny-Q4_K_M.gguf"
    assert file.sources == (HttpsSource(kind="https", url=place),)
    assert CatalogueEntry.model_validate_json(entry.model_dump_json()) == entry


def test_takes_the_usual_version_when_none_is_named(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    assert hub.find("tiny/Tiny-GGUF").quantization == "Q4_K_M"
    with pytest.raises(ModelNotFoundError, match="no version named “Q9”") as caught:
        hub.find("tiny/Tiny-GGUF:Q9")
    assert "deai models show tiny/Tiny-GGUF" in caught.value.hint
    fake.add("safe/Tensors", {"model.safetensors": b"x", "x.gguf": b""}).files.pop("x.gguf")
    with pytest.raises(ModelNotFoundError, match="nothing that can run here"):
        hub.find("safe/Tensors")


def test_makes_an_entry_of_an_onnx_folder(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    entry = hub.find("microsoft/Phi-onnx:cpu_and_mobile/cpu-int4-rtn-block-32")
    assert entry.engine == "onnx-genai"
    assert [file.name for file in hub.resolve(entry).files] == [
        "genai_config.json",
        "model.onnx",
        "model.onnx.data",
    ]


def _entry(path: str, repository: str = "tiny/Tiny-GGUF", **changes: object) -> CatalogueEntry:
    source = {"kind": "hub", "repository": repository, "path": path}
    return CatalogueEntry.model_validate(
        {
            "id": "tiny",
            "name": "Tiny",
            "family": "Tiny",
            "description": "",
            "parameters": 1,
            "licence": "MIT",
            "engine": "llama.cpp",
            "quantization": "Q4_K_M",
            "context_length": 1,
            "kind": "chat",
            "files": [{"name": path.rpartition("/")[2], "size": 0, "sha256": "", "sources": [source]}],
        }
        | changes
    )


def test_asks_for_what_the_catalogue_leaves_open(hub: Hub, fake: FakeHub) -> None:
    _publish(fake)
    resolved = hub.resolve(_entry("tiny-q4_k_m.gguf"))  # renamed by its capital letters since
    assert (resolved.size, resolved.files[0].sha256) == (4, hashlib.sha256(b"four").hexdigest())
    folder = hub.resolve(_entry("gpu/gpu-int4-rtn-block-32/genai_config.json", "microsoft/Phi-onnx"))
    assert [file.name for file in folder.files] == ["genai_config.json", "model.onnx"]
    with pytest.raises(HubError, match=r"no file gone\.gguf any more"):
        hub.resolve(_entry("gone.gguf"))


def test_the_first_part_stands_for_all_parts_of_a_split_file(hub: Hub, fake: FakeHub) -> None:
    fake.add("big/Big-GGUF", {f"big-Q4_K_M-0000{number}-of-00002.gguf": b"x" * number for number in (1, 2)})
    resolved = hub.resolve(_entry("big-Q4_K_M-00001-of-00002.gguf", "big/Big-GGUF"))
    assert [file.size for file in resolved.files] == [1, 2]


def test_a_version_that_the_catalogue_has_keeps_the_name_it_has_there(talk: Talk, fake: FakeHub) -> None:
    _publish(fake)
    talk.catalogue = Catalogue([_entry("tiny-Q4_K_M.gguf")])
    hub = talk.hub()
    assert hub.find("tiny/Tiny-GGUF:Q4_K_M").id == "tiny"
    assert hub.find("tiny/Tiny-GGUF:Q8_0").id == "tiny--tiny-gguf--q8_0"


def test_leaves_an_entry_alone_that_needs_no_hub(hub: Hub, fake: FakeHub, talk: Talk) -> None:
    talk.address = "http://127.0.0.1:9"
    web = {"kind": "https", "url": "https://example.org/x.gguf"}
    entry = _entry("x.gguf", files=[{"name": "x.gguf", "size": 1, "sha256": "0" * 64, "sources": [web]}])
    assert hub.resolve(entry) == entry


# A hub below a path, and the token


def test_a_company_hub_may_lie_below_a_path(talk: Talk) -> None:
    with serve_hub("/company/models") as fake:
        talk.address = fake.url + "/"
        _publish(fake)
        fake.add("own/Gated-GGUF", {"a-Q4_0.gguf": b"a"}, gated="auto")
        fake.tokens[TOKEN] = {"own/Gated-GGUF"}
        hub = talk.hub()
        hub.set_token(TOKEN)
        assert hub.search("tiny").page.models
        assert hub.describe("own/Gated-GGUF").access == "open"
        (source,) = hub.resolve(hub.find("own/Gated-GGUF:Q4_0")).files[0].sources
        assert isinstance(source, HttpsSource)
        assert source.url.startswith(f"{fake.url}/own/Gated-GGUF/resolve/")
        assert all(path.startswith("/company/models/") for path in fake.paths)


def test_the_token_never_leaves_for_another_server(talk: Talk, fake: FakeHub) -> None:
    hub = talk.hub()
    hub.set_token(TOKEN)
    fake.tokens[TOKEN] = set()
    with serve_hub() as other:
        fake.raw["/api/models"] = (302, {"Location": f"{other.url}/api/models?limit=1&filter=gguf"}, b"")
        hub.search("x")
        assert fake.requests[0][1] == f"Bearer {TOKEN}"
        assert other.requests[0][1] == ""
    sent = [contact.sent for contact in talk.journal.contacts]
    assert sent == [
        "The words searched for, DeAI's version, your token for the hub",
        "The words searched for, DeAI's version",
    ]


def test_a_token_is_for_the_hub_it_was_given_for(talk: Talk, fake: FakeHub) -> None:
    hub = talk.hub()
    hub.set_token(TOKEN)
    with serve_hub() as other:
        talk.address = other.url
        assert not hub.token.is_set
        hub.search("x")
        assert other.requests[0][1] == ""
    talk.address = fake.url
    assert talk.hub().token.is_set
    assert hub.authorization(f"{fake.url}/x") == f"Bearer {TOKEN}"
    port = int(fake.url.rpartition(":")[2])
    for url in (
        f"https://127.0.0.1:{port}/x",
        f"http://localhost:{port}/",
        f"http://127.0.0.2:{port}/",
        "x",
        "https://[bad",
    ):
        assert hub.authorization(url) == ""


def test_the_token_is_in_the_vault_and_nowhere_else(
    talk: Talk, fake: FakeHub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    hub = talk.hub()
    hub.set_token(f"  {TOKEN}\n")
    fake.tokens[TOKEN] = set()
    hub.search("x")
    assert list(talk.vault.secrets) == ["hub/token"]
    assert talk.hub().token.is_set  # after a restart
    assert TOKEN not in caplog.text
    assert TOKEN not in repr(talk.journal)
    with talk.database.read() as connection:
        assert TOKEN not in "".join(connection.iterdump())
    assert hub.remove_token()
    assert not hub.remove_token()
    assert talk.vault.secrets == {}
    hub.search("x")
    assert fake.requests[-1][1] == ""


@pytest.mark.parametrize(
    "text", ["", "short", "two words of it", "x" * 501, "hf_späces1", "hf_secret\r\nX-Evil: 1", "\x00" * 9]
)
def test_refuses_what_is_no_token_without_repeating_it(hub: Hub, text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        hub.set_token(text)
    assert not text or text not in str(caught.value)


def test_a_locked_vault_does_not_keep_public_models_away(talk: Talk, fake: FakeHub) -> None:
    _publish(fake)
    talk.vault.is_locked = True
    hub = talk.hub()
    assert hub.search("tiny").page.models
    with pytest.raises(DeAIError, match="locked"):
        _ = hub.token.is_set


def test_what_a_token_let_us_see_is_forgotten_with_it(talk: Talk) -> None:
    with serve_hub() as fake:
        talk.address = fake.url
        fake.add("own/Private-GGUF", {"a-Q4_0.gguf": b"a"}, is_private=True)
        fake.tokens[TOKEN] = {"own/Private-GGUF"}
        hub = talk.hub()
        hub.set_token(TOKEN)
        hub.describe("own/Private-GGUF")
        hub.remove_token()
    with pytest.raises(HubUnreachableError):
        hub.describe("own/Private-GGUF")
