"""The official OpenAI client against a live node with the real model."""

from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest

from tests.running_node import RunningNode


@pytest.fixture(scope="session")
def client(real_node: RunningNode) -> Iterator[openai.OpenAI]:
    """OpenAI's client as anyone would set it up, with a key of scope *inference*."""
    key = real_node.client.create_key("e2e").key
    with openai.OpenAI(base_url=f"{real_node.client.address}/v1", api_key=key, max_retries=0) as made:
        yield made
