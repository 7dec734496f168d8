"""The API keeps to its own description: schemathesis finds no 5xx and no violation of a schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from deai_desktop.api.schemas.conversations import NewConversation, TurnRequest
from deai_desktop.core.paths import Paths
from tests.fakes.hub import serve_hub
from tests.running_node import RunningNode

ENDLESS = ("/api/events",)
"""Never answers to the end; tested in test_conversations.py."""
FATAL = ("/api/shutdown",)
"""Ends the node; tested in test_life.py."""
ELSEWHERE = ("/api/pools/join", "/api/pool-hubs")
"""Go where an invite says and wait for an answer; tested in test_pools.py and test_pool_hubs.py."""
LEFT_OUT = ENDLESS + FATAL + ELSEWHERE


def test_the_description_is_complete(node: RunningNode) -> None:
    headers = {"Authorization": f"Bearer {node.token}"}
    document = requests.get(f"{node.client.address}/openapi.json", headers=headers, timeout=30).json()
    for path in ("/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/models", "/health"):
        assert path in document["paths"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert "422" not in operation["responses"]
            assert "400" in operation["responses"]
    assert document["components"]["securitySchemes"]
    assert document["paths"]["/health"]["get"]["security"] == []


@pytest.mark.timeout(600)
def test_schemathesis_finds_nothing(
    paths: Paths, tmp_path: Path, keyring_environment: dict[str, str]
) -> None:
    node = RunningNode(paths, keyring_environment)
    node.add_echo_model("echo")
    with serve_hub() as hub, node:
        hub.add("owner/Name-GGUF", {"name-Q4_0.gguf": b"GGUF"})
        node.client.change_settings({"hub.address": hub.url})
        document = _with_real_names(node)
        description = tmp_path / "openapi.json"
        description.write_text(json.dumps(document))
        command = [
            sys.executable, "-m", "schemathesis.cli", "run", str(description), "--url", node.client.address,
            "--header", f"Authorization: Bearer {node.token}",
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
            "response_schema_conformance,response_headers_conformance",
            "--phases", "examples,coverage,fuzzing", "--max-examples", "4", "--seed", "1",
            "--request-timeout", "20", "--suppress-health-check", "all",
        ]  # fmt: skip
        for path in LEFT_OUT:
            command += ["--exclude-path", path]
        ended = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=580
        )
        assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr[-2000:]
        tested = sum(
            len(operations) for path, operations in document["paths"].items() if path not in LEFT_OUT
        )
        assert f"Tested: {tested}" in ended.stdout
        assert "Traceback" not in node.log_text


def _with_real_names(node: RunningNode) -> Any:
    """Return the description with names of things that exist, so that requests get further than 404."""
    headers = {"Authorization": f"Bearer {node.token}"}
    document = requests.get(f"{node.client.address}/openapi.json", headers=headers, timeout=30).json()
    conversation = node.client.create_conversation(NewConversation(model="echo"))
    with node.client.turn(conversation.id, TurnRequest(content="Hello")) as turn:
        list(turn)
    message = node.client.conversation(conversation.id).messages[0].id
    names = {
        "owner": "owner",
        "name": "Name-GGUF",
        "model_id": "echo",
        "model": "echo",
        "conversation_id": conversation.id,
        "message_id": message,
    }
    for name in ("ChatCompletionRequest", "CompletionRequest", "EmbeddingRequest", "TurnRequest"):
        document["components"]["schemas"][name]["properties"]["model"] = {"enum": ["echo", "missing"]}
    for operations in document["paths"].values():
        for method, operation in operations.items():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in names and method != "delete":
                    parameter["schema"] = {"enum": [names[parameter["name"]], "missing"]}
    return document
