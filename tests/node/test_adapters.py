"""LoRA adapters through the local API: listed as what they are, and named by requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from deai_desktop.api.schemas.conversations import NewConversation, TurnFailed, TurnFinished, TurnRequest
from deai_desktop.core.errors import InvalidInputError, ModelNotFoundError
from tests.models.gguf_builder import GgufBuilder
from tests.models.lora_builder import adapter_metadata, pair, tiny_lora, write_random_lora
from tests.running_node import RunningNode


class Caller:
    """Ask for completions."""

    def __init__(self, node: RunningNode) -> None:
        self.client = node.client
        self._headers = {"Authorization": f"Bearer {node.token}"}

    def post(self, path: str, body: dict[str, Any]) -> requests.Response:
        return requests.post(f"{self.client.address}{path}", json=body, headers=self._headers, timeout=120)

    def chat(self, model: str, adapters: object, **more: object) -> requests.Response:
        body = {"model": model, "messages": [{"role": "user", "content": "Name three colours."}]}
        return self.post("/v1/chat/completions", body | {"max_tokens": 8, "adapters": adapters} | more)

    def models(self) -> set[str]:
        reply = requests.get(f"{self.client.address}/v1/models", headers=self._headers, timeout=30)
        return {one["id"] for one in reply.json()["data"]}


@pytest.fixture
def caller(node: RunningNode) -> Caller:
    return Caller(node)


@pytest.fixture
def tiny(node: RunningNode, tmp_path: Path) -> str:
    """An adapter for models of the kind llama, listed as ``tiny``."""
    file = tiny_lora().write(tmp_path / "tiny.gguf")
    return node.client.import_model(str(file)).id


def test_an_adapter_is_listed_as_one_and_never_as_a_model(caller: Caller, tiny: str, tmp_path: Path) -> None:
    view = next(view for view in caller.client.models().models if view.id == tiny)
    assert (view.kind, view.family, view.fit_sentence) == ("adapter", "llama", "")
    assert view.fits
    assert tiny not in caller.models()
    assert all(view.kind == "model" for view in caller.client.models().models if view.id != tiny)
    assert caller.client.remove_model(tiny).kept_file == str(tmp_path / "tiny.gguf")
    assert (tmp_path / "tiny.gguf").exists()


def test_an_adapter_is_not_loaded_by_itself(caller: Caller, tiny: str) -> None:
    with pytest.raises(InvalidInputError, match="is an adapter for llama models"):
        caller.client.load_model(tiny)
    reply = caller.chat(tiny, [])
    assert reply.status_code == 400
    assert "no model by itself" in reply.json()["error"]["message"]
    conversation = caller.client.create_conversation(NewConversation(model=tiny))
    with (
        pytest.raises(InvalidInputError, match="no model by itself"),
        caller.client.turn(conversation.id, TurnRequest(content="Hi")) as events,
    ):
        list(events)
    assert not caller.client.conversation(conversation.id).messages


def test_a_chat_never_chooses_an_adapter(caller: Caller, tiny: str) -> None:
    conversation = caller.client.create_conversation(NewConversation())
    with caller.client.turn(conversation.id, TurnRequest(content="Hi")) as events:
        assert isinstance(list(events)[-1], TurnFinished)
    assert caller.client.conversation(conversation.id).model != tiny


@pytest.mark.parametrize(
    ("adapters", "status", "reason"),
    [
        ([{"name": "missing"}], 404, "No adapter named"),
        ([{"name": "slow-echo"}], 400, "is a model, not an adapter"),
        ([{"name": "tiny"}], 400, "takes no adapters"),  # the echo engine
        ([{"name": "tiny", "scale": 101}], 400, "scale"),
        ([{"name": "tiny", "scale": "much"}], 400, "scale"),
        ([{"name": "tiny", "scale": None}], 400, "scale"),
        ([{"name": ""}], 400, "name"),
        ([{}], 400, "name"),
        ([{"name": str(at)} for at in range(5)], 400, "at most 4"),
        ("tiny", 400, "adapters"),
    ],
)
@pytest.mark.usefixtures("tiny")
def test_refuses_adapters_that_are_no_good(
    caller: Caller, adapters: object, status: int, reason: str
) -> None:
    reply = caller.chat("echo", adapters)
    assert (reply.status_code, reply.json()["error"]["param"][:8]) == (status, "adapters")
    assert reason in reply.json()["error"]["message"]
    completion = caller.post("/v1/completions", {"model": "echo", "prompt": "Hi", "adapters": adapters})
    assert completion.json() == reply.json()


@pytest.mark.parametrize("scale", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.usefixtures("tiny")
def test_refuses_scales_that_are_no_numbers(node: RunningNode, scale: str) -> None:
    reply = requests.post(
        f"{node.client.address}/v1/completions",
        data=f'{{"model": "echo", "prompt": "Hi", "adapters": [{{"name": "tiny", "scale": {scale}}}]}}',
        headers={"Authorization": f"Bearer {node.token}", "Content-Type": "application/json"},
        timeout=30,
    )
    assert reply.status_code == 400
    assert "scale" in reply.json()["error"]["message"]


def test_an_adapter_whose_file_is_gone_is_refused(caller: Caller, tiny: str, tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").unlink()
    reply = caller.chat("echo", [{"name": tiny}])
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "invalid_model_file")


@pytest.fixture
def real(real_node: RunningNode, starter: Path, tmp_path: Path) -> Iterator[Caller]:
    """The starter model with an adapter ``fits``, one for another model, and one for another kind of models."""
    others = {
        "other-kind": GgufBuilder(adapter_metadata("qwen3"), pair("blk.0.attn_q.weight", 576, 576)),
        "other-size": GgufBuilder(adapter_metadata(), pair("blk.0.attn_q.weight", 64, 64)),
    }
    files = [builder.write(tmp_path / f"{name}.gguf") for name, builder in others.items()]
    files.append(write_random_lora(starter, tmp_path / "fits.gguf"))
    ids = [real_node.client.import_model(str(file), file.stem).id for file in files]
    yield Caller(real_node)
    for one in ids:
        real_node.client.remove_model(one)


@pytest.mark.real_model
def test_an_answer_has_the_adapters_that_its_request_names(real: Caller) -> None:
    def text(*adapters: dict[str, Any]) -> str:
        reply = real.chat("smollm2", list(adapters), seed=3)
        assert reply.status_code == 200, reply.text
        return str(reply.json()["choices"][0]["message"]["content"])

    base = text()
    adapted = text({"name": "fits"})
    assert adapted != base
    assert text({"name": "fits", "scale": 0}) == base
    assert text({"name": "fits", "scale": 1}) == adapted
    assert text() == base
    body = {"model": "smollm2", "prompt": "Once upon a time", "max_tokens": 12, "seed": 3}
    texts = [
        real.post("/v1/completions", body | more).json()["choices"][0]["text"]
        for more in ({}, {"adapters": [{"name": "fits"}]})
    ]
    assert texts[0] != texts[1]


@pytest.mark.real_model
def test_an_adapter_for_another_model_is_refused(real: Caller) -> None:
    for name, reason in (("other-kind", "is for qwen3 models"), ("other-size", "does not fit this model")):
        reply = real.chat("smollm2", [{"name": name}])
        assert (reply.status_code, reply.json()["error"]["param"]) == (400, "adapters")
        assert reason in reply.json()["error"]["message"]
    twice = real.chat("smollm2", [{"name": "fits"}, {"name": "fits", "scale": 0.5}])
    assert "twice" in twice.json()["error"]["message"]


@pytest.mark.real_model
def test_a_conversation_takes_adapters_too(real: Caller) -> None:
    def turn(*adapters: dict[str, Any]) -> object:
        conversation = real.client.create_conversation(NewConversation(model="smollm2"))
        request = TurnRequest(content="Name three colours.", seed=3, max_tokens=8, adapters=list(adapters))  # type: ignore[arg-type]
        with real.client.turn(conversation.id, request) as events:
            return list(events)[-1]

    base, adapted, other = turn(), turn({"name": "fits"}), turn({"name": "other-kind"})
    assert isinstance(base, TurnFinished)
    assert isinstance(adapted, TurnFinished)
    assert base.message.content != adapted.message.content
    assert isinstance(other, TurnFailed)
    assert "is for qwen3 models" in other.error.message
    with pytest.raises(ModelNotFoundError, match="No adapter named"):
        turn({"name": "missing"})
