"""From the search for a model to its file on this PC, with a real node and a hub that speaks the real API."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import (
    GatedModelError,
    HubUnreachableError,
    InvalidInputError,
    SettingError,
    UnsupportedError,
)
from deai_desktop.core.paths import Paths
from tests.fakes.hub import FakeHub, serve_hub
from tests.models.gguf_builder import tiny_gguf
from tests.node.waiting import wait_until
from tests.running_node import RunningNode
from tests.tiny_onnx import make_tiny_onnx

TOKEN = "hf_" + "secretsecret"
SMALL, LARGE = tiny_gguf(filler=100_000), tiny_gguf(filler=200_000)


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serve_hub() as running:
        running.add(
            "tiny/Tiny-GGUF",
            {"tiny-Q4_K_M.gguf": SMALL, "tiny-Q8_0.gguf": LARGE, "weights.bin": b"pickle"},
            card="# Tiny\n\nSmall.",
        )
        running.add("google/Gemma-GGUF", {"gemma-q4_0.gguf": SMALL}, gated="manual", downloads=99)
        yield running


@pytest.fixture
def node(paths: Paths, hub: FakeHub, keyring_environment: dict[str, str]) -> Iterator[RunningNode]:
    with RunningNode(paths, keyring_environment) as running:
        running.client.change_settings({"hub.address": hub.url})
        yield running


def _pull(node: RunningNode, model: str) -> str:
    """Fetch a model to the end and return its id here."""
    pulled = node.client.pull(model)
    wait_until(lambda: node.client.download(pulled.id).state in ("finished", "failed"))
    ended = node.client.download(pulled.id)
    assert ended.error is None, ended.error
    return ended.model


def deai(node: RunningNode, *arguments: str, piped: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of ``deai`` against a node."""
    return subprocess.run(
        [sys.executable, "-m", "deai_desktop", *arguments],
        env=node.environment,
        input=piped,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_from_a_search_to_a_model_on_this_pc(node: RunningNode, hub: FakeHub) -> None:
    found = node.client.search_hub("tiny")
    assert [(model.id, model.owner, model.name) for model in found.models] == [
        ("tiny/Tiny-GGUF", "tiny", "Tiny-GGUF")
    ]
    model = node.client.hub_model("tiny/Tiny-GGUF")
    assert (model.access, model.card, model.left_out) == ("open", "# Tiny\n\nSmall.", ["weights.bin"])
    small, large = model.quantizations
    assert (small.id, small.size, small.recommended) == ("tiny/Tiny-GGUF:Q4_K_M", len(SMALL), False)
    assert small.needs_memory > small.size
    assert (small.fits, large.recommended, small.installed) == (True, True, False)  # both fit by far
    assert large.recommended_because
    model_id = _pull(node, small.id)
    assert (node.paths.models / model_id / "tiny-Q4_K_M.gguf").read_bytes() == SMALL
    view = node.client.model(model_id)
    assert (view.installed, view.sha256) == (True, small.files[0].sha256)
    assert node.client.hub_model("tiny/Tiny-GGUF").quantizations[0].installed
    assert node.client.pull(small.id).state == "finished"  # it is here


def test_a_gated_model_opens_with_a_token_that_stays_with_the_hub(node: RunningNode, hub: FakeHub) -> None:
    assert node.client.search_hub("gemma").models[0].gated
    assert node.client.hub_model("google/Gemma-GGUF").access == "needs-token"
    with pytest.raises(GatedModelError) as caught:
        node.client.pull("google/Gemma-GGUF:Q4_0")
    assert f"{hub.url}/google/Gemma-GGUF" in caught.value.hint
    hub.tokens[TOKEN] = {"google/Gemma-GGUF"}
    assert not node.client.hub_token().is_set
    assert node.client.set_hub_token(TOKEN).is_set
    assert node.client.hub_token().is_set
    model_id = _pull(node, "google/Gemma-GGUF:Q4_0")
    assert node.client.model(model_id).installed
    assert hub.requests[-1] == (hub.requests[-1][0], f"Bearer {TOKEN}")
    assert [token for _, token in hub.other_requests] == [""]  # the file came from elsewhere, without it
    sent = [one.sent for one in node.client.outbound().connections if one.purpose.startswith("Download")]
    assert [("your token" in text) for text in sent] == [False, True]  # newest first
    for kept in (
        node.client.outbound().model_dump_json(),
        node.log_text,
        node.paths.settings_file.read_text(),
    ):
        assert TOKEN not in kept
    assert TOKEN.encode() not in node.paths.database.read_bytes()
    assert not node.client.remove_hub_token().is_set


def test_a_file_that_changed_on_the_hub_is_not_taken_for_another(node: RunningNode, hub: FakeHub) -> None:
    repository = hub.find("tiny/Tiny-GGUF")
    assert repository is not None
    described = repository.described()
    described["siblings"][2]["lfs"]["sha256"] = "0" * 64
    repository.extra = {"siblings": described["siblings"]}
    pulled = node.client.pull("tiny/Tiny-GGUF:Q4_K_M")
    wait_until(lambda: node.client.download(pulled.id).state == "failed")
    error = node.client.download(pulled.id).error
    assert error is not None
    assert error.code == "wrong_file"
    assert not list(node.paths.models.rglob("*.gguf"))


def test_what_was_found_is_shown_while_the_hub_is_away(
    paths: Paths, keyring_environment: dict[str, str]
) -> None:
    with RunningNode(paths, keyring_environment) as node:
        with serve_hub() as hub:
            hub.add("tiny/Tiny-GGUF", {"tiny-Q4_K_M.gguf": SMALL})
            node.client.change_settings({"hub.address": hub.url})
            now = node.client.search_hub("tiny")
            node.client.hub_model("tiny/Tiny-GGUF")
        assert (now.offline, now.known_at) == (False, None)
        found = node.client.search_hub("tiny")
        assert (found.offline, found.models) == (True, now.models)
        assert found.known_at is not None
        model = node.client.hub_model("tiny/Tiny-GGUF")
        assert model.offline
        assert model.quantizations
        with pytest.raises(HubUnreachableError):
            node.client.hub_model("never/Seen")
        pulled = node.client.pull("tiny/Tiny-GGUF:Q4_K_M")
        wait_until(lambda: node.client.download(pulled.id).state == "failed", 60)
        node.client.cancel_download(pulled.id, discard=True)


def test_an_onnx_model_is_found_fetched_and_run(node: RunningNode, hub: FakeHub, tmp_path: Path) -> None:
    folder = make_tiny_onnx(tmp_path / "published").parent
    files = {
        f"{place}/{file.name}": file.read_bytes() for place in ("cpu", "qnn") for file in folder.iterdir()
    }
    hub.add("some/Phi-onnx", files, gguf={})
    assert [model.id for model in node.client.search_hub("", "onnx").models] == ["some/Phi-onnx"]
    cpu, other = node.client.hub_model("some/Phi-onnx").quantizations
    assert [(one.id, one.can_run, one.recommended) for one in (cpu, other)] == [
        ("some/Phi-onnx:cpu", True, True),
        ("some/Phi-onnx:qnn", False, False),
    ]
    with pytest.raises(UnsupportedError, match="kind of device"):
        node.client.pull(other.id)
    model = node.client.model(_pull(node, cpu.id))
    assert (model.engine, model.installed) == ("onnx-genai", True)
    assert node.client.load_model(model.id).device.startswith("CPU")


@pytest.mark.parametrize(
    "address", ["http://example.org", "ftp://x", "https://user:pass@x.org", "https://x.org/?a", ""]
)
def test_the_hub_has_a_safe_address(node: RunningNode, address: str) -> None:
    with pytest.raises(SettingError, match="an address that begins with https://"):
        node.client.change_settings({"hub.address": address})


def test_a_bad_token_is_refused_without_repeating_it(node: RunningNode) -> None:
    with pytest.raises(InvalidInputError) as caught:
        node.client.set_hub_token("two words")
    assert "two words" not in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a vault")
def test_without_a_vault_there_is_no_token_but_there_are_models(paths: Paths, hub: FakeHub) -> None:
    with RunningNode(paths) as node:
        node.client.change_settings({"hub.address": hub.url})
        assert node.client.search_hub("tiny").models
        ran = deai(node, "models", "token", "set", piped=TOKEN)
        assert ran.returncode == 1
        assert "No safe place for keys" in ran.stderr
        assert TOKEN not in ran.stderr + node.log_text


def test_the_command_line_searches_shows_and_pulls(node: RunningNode, hub: FakeHub) -> None:
    searched = deai(node, "models", "search", "tiny", "gguf")
    assert searched.returncode == 0, searched.stderr
    assert "tiny/Tiny-GGUF  135 million  Apache-2.0  10" in searched.stdout
    shown = deai(node, "models", "show", "tiny/Tiny-GGUF")
    assert "Q4_K_M" in shown.stdout
    assert "recommended" in shown.stdout
    assert "Left out    weights.bin" in shown.stdout
    assert "deai models pull tiny/Tiny-GGUF:Q8_0" in shown.stderr
    pulled = deai(node, "models", "pull", "tiny/Tiny-GGUF:Q4_K_M")
    assert pulled.returncode == 0, pulled.stderr
    assert "tiny--tiny-gguf--q4_k_m is here" in pulled.stderr
    assert (
        deai(node, "models", "token", "set", "--json", piped=f"{TOKEN}\n").stdout
        == '{\n  "is_set": true\n}\n'
    )
    assert "There is a token" in deai(node, "models", "token", "status").stderr
    assert deai(node, "models", "token", "forget").returncode == 0
    assert deai(node, "models", "show", "no/Such").returncode == 3
    assert '"model_not_found"' in deai(node, "models", "show", "no/Such", "--json").stdout
    assert '"offline": false' in deai(node, "models", "search", "phi", "--onnx", "--json").stdout


def test_the_real_starter_model_comes_from_a_hub(node: RunningNode, hub: FakeHub, starter: Path) -> None:
    name = "SmolLM2-135M-Instruct-Q4_1.gguf"
    hub.add("real/SmolLM2-GGUF", {name: starter.read_bytes()})
    model_id = _pull(node, "real/SmolLM2-GGUF")
    view = node.client.model(model_id)
    assert (view.size, view.has_chat_template) == (starter.stat().st_size, True)
    assert view.sha256 == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
