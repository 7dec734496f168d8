"""What ggml loads before a model is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.core.errors import EngineStartError
from deai_desktop.engines.llama_cpp.backends import load_backends


class FakeGgml:
    """ggml with its code built in, or in libraries beside it."""

    def __init__(self, built_in: int = 0, in_folder: int = 0) -> None:
        self._registered = built_in
        self._in_folder = in_folder
        self.folders: list[bytes] = []

    def ggml_backend_reg_count(self) -> int:
        return self._registered

    def ggml_backend_load_all_from_path(self, folder: bytes) -> None:
        self.folders.append(folder)
        self._registered += self._in_folder


def test_takes_the_code_that_is_built_in() -> None:
    ggml = FakeGgml(built_in=1)
    load_backends(ggml, Path("lib"))
    assert ggml.folders == []


def test_loads_the_code_that_lies_beside_ggml_once() -> None:
    ggml = FakeGgml(in_folder=1)
    load_backends(ggml, Path("Prögramme/lib"))
    load_backends(ggml, Path("Prögramme/lib"))
    assert ggml.folders == [str(Path("Prögramme/lib")).encode()]


def test_says_when_nothing_runs_on_this_processor() -> None:
    with pytest.raises(EngineStartError, match="no code for this processor"):
        load_backends(FakeGgml(), Path("lib"))


def test_the_real_library_has_code_afterwards() -> None:
    from llama_cpp import _ggml

    load_backends()
    assert _ggml.libggml.ggml_backend_reg_count() > 0
