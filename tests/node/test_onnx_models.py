"""Models in ONNX format through the local API: they chat, and make embeddings, each what it was made for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from deai_desktop.api.schemas.conversations import NewConversation, TurnLoading, TurnRequest
from tests.onnx_encoder import make_tiny_encoder
from tests.running_node import RunningNode
from tests.tiny_onnx import make_tiny_onnx


@pytest.fixture
def client(node: RunningNode, tmp_path: Path) -> Iterator[openai.OpenAI]:
    node.client.import_model(str(make_tiny_onnx(tmp_path / "tiny writer")))
    node.client.import_model(str(make_tiny_encoder(tmp_path / "tiny encoder")))
    with openai.OpenAI(base_url=f"{node.client.address}/v1", api_key=node.token, max_retries=0) as client:
        yield client


def test_each_does_what_it_was_made_for(client: openai.OpenAI) -> None:
    asked = client.chat.completions.create
    answer = asked(model="tiny-writer", messages=[{"role": "user", "content": "Hi"}], max_tokens=5)
    assert answer.choices[0].message.content
    found = client.embeddings.create(model="tiny-encoder", input=["one", "two"], encoding_format="float")
    assert [math.hypot(*one.embedding) for one in found.data] == pytest.approx([1, 1])
    with pytest.raises(openai.BadRequestError, match="does not write answers"):
        asked(model="tiny-encoder", messages=[{"role": "user", "content": "Hi"}])
    with pytest.raises(openai.BadRequestError, match="no embeddings"):
        client.embeddings.create(model="tiny-writer", input="one")


@pytest.mark.usefixtures("client")
def test_a_chat_never_chooses_a_model_for_embeddings(node: RunningNode) -> None:
    conversation = node.client.create_conversation(NewConversation())
    with node.client.turn(conversation.id, TurnRequest(content="Hi")) as events:
        assert {event.model for event in events if isinstance(event, TurnLoading)} == {"tiny-writer"}
