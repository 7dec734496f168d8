"""A real model that was split into three files is imported, loaded and asked as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.core.paths import Paths
from tests.models.library.gguf_splitter import split
from tests.running_node import RunningNode


@pytest.mark.real_model
def test_a_real_split_model_answers(paths: Paths, starter: Path, tmp_path: Path) -> None:
    parts = split(starter, tmp_path, 3)
    with RunningNode(paths) as node:
        view = node.client.import_model(str(parts[0]), "split")
        assert (view.files, view.size) == (3, sum(part.stat().st_size for part in parts))
        assert node.client.load_model("split").memory_bytes > 0
        assert node.client.verify_model("split").matches
        parts[2].unlink()
        node.client.unload_model("split")
        assert not node.client.model("split").available
