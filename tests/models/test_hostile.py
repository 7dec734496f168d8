"""The small hostile files: each is refused with a clear error, by the readers and by a running node."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from deai_desktop.core.errors import DeAIError, ModelFileError
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.onnx_folder import onnx_facts
from tests.models.hostile import hostile_gguf, hostile_onnx
from tests.running_node import RunningNode


@pytest.mark.parametrize("name", sorted(hostile_gguf()))
def test_a_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / f"{name}.gguf"
    file.write_bytes(hostile_gguf()[name])
    started = time.monotonic()
    with pytest.raises(ModelFileError) as caught:
        gguf_facts(file)
    assert time.monotonic() - started < 2
    _check(caught.value)


@pytest.mark.parametrize("name", sorted(hostile_onnx()))
def test_a_hostile_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = hostile_onnx()[name].write(tmp_path / name)
    started = time.monotonic()
    with pytest.raises(ModelFileError) as caught:
        onnx_facts(folder)
    assert time.monotonic() - started < 2
    _check(caught.value)


def _check(error: DeAIError) -> None:
    assert error.hint
    assert error.message.endswith(".")
    assert error.message.isprintable()
    assert len(error.message) < 500


def test_a_running_node_refuses_them_all_and_goes_on(node: RunningNode, tmp_path: Path) -> None:
    for name, content in hostile_gguf().items():
        file = tmp_path / f"{name}.gguf"
        file.write_bytes(content)
        with pytest.raises(DeAIError) as caught:
            node.client.import_model(str(file))
        assert caught.value.code == "invalid_model_file", name
        _check(caught.value)
    for name, builder in hostile_onnx().items():
        with pytest.raises(DeAIError) as caught:
            node.client.import_model(str(builder.write(tmp_path / name)))
        assert caught.value.code in ("invalid_model_file", "invalid_request"), name
    assert {model.id for model in node.client.models().models if model.installed} == {"echo", "slow-echo"}
    assert node.process.poll() is None
    assert "Traceback" not in node.log_text
