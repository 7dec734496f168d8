"""A real model that was split into three files is imported, loaded and asked as one."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from deai_desktop.core.paths import Paths
from tests.models.library.gguf_splitter import split
from tests.running_node import RunningNode


@pytest.mark.real_model
def test_a_real_split_model_answers(paths: Paths, starter: Path, tmp_path: Path) -> None:
    parts = split(starter, tmp_path, 3)
    with RunningNode(paths) as node:
        view = node.client.import_model(str(parts[0]), "split")
        assert (view.files, view.size) == (3, sum(part.stat().st_size for part in parts))
        node.client.import_model(str(starter), "whole")
        assert _answer(node, "split") == _answer(node, "whole") != ""
        assert node.client.verify_model("split").matches
        parts[2].unlink()
        node.client.unload_model("split")
        assert not node.client.model("split").available


def _answer(node: RunningNode, model: str) -> str:
    body = {"model": model, "prompt": "One, two, three,", "max_tokens": 12, "temperature": 0}
    reply = requests.post(
        f"{node.client.address}/v1/completions",
        json=body,
        headers={"Authorization": f"Bearer {node.token}"},
        timeout=120,
    )
    return str(reply.json()["choices"][0]["text"])
