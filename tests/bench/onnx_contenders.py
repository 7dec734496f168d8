"""Who takes part with ONNX models: our engine host, and onnxruntime-genai called directly."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import threading
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import psutil

from deai_desktop.engines.base import Finished, GenerateRequest, LoadOptions, Sampling, TextDelta
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.onnx_folder import CONFIG
from deai_desktop.system.child_job import ChildJob
from tests.bench.answer import Answer
from tests.bench.contenders import Contender, Direct, Setup

HOST = "DeAI engine host"
GENAI = "onnxruntime-genai"
VARIABLE = "DEAI_TEST_ONNX_MODEL"

Result = TypeVar("Result")


class EngineHost:
    """An engine host of ours without a node; its events are read in a thread of their own."""

    name = HOST

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._engine: HostedEngine | None = None

    def start(self) -> None:
        """Start the host and load the model."""
        self._thread.start()
        options = LoadOptions(self._setup.context, self._setup.threads, gpu_layers=0, slots=self._setup.slots)
        self._engine = self._wait(HostedEngine.start("onnx-genai", self._setup.model, options, ChildJob()))

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Ask the host; from any thread."""
        return self._wait(self._ask(prompt, max_tokens))

    async def _ask(self, prompt: list[int], max_tokens: int) -> Answer:
        assert self._engine is not None
        request = GenerateRequest(
            prompt=tuple(prompt), max_tokens=max_tokens, sampling=Sampling(temperature=0)
        )
        pieces: list[str] = []
        times: list[float] = []
        end: Finished | None = None
        started = time.perf_counter()
        async for event in self._engine.generate(request):
            if isinstance(event, TextDelta):
                pieces.append(event.text)
                times.append(time.perf_counter() - started)
            elif isinstance(event, Finished):
                end = event
        assert end is not None
        if not pieces:
            raise RuntimeError("the answer has no text")
        return Answer(tuple(pieces), end.completion_tokens, tuple(times), end.cached_tokens)

    def stop(self) -> None:
        """End the host, and the thread."""
        if self._engine is not None:
            self._wait(self._engine.unload())
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    def processes(self) -> dict[str, psutil.Process]:
        """Return the host."""
        assert self._engine is not None
        return {"engine host": psutil.Process(self._engine.pid)}

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


def make_onnx_contenders(setup: Setup) -> tuple[list[Contender], dict[str, str]]:
    """Return both; the library answers one question after the other, however many slots there are."""
    return [EngineHost(setup), Direct(GENAI, "genai", setup)], {}


def find_onnx_model(folder: Path | None) -> tuple[Path | None, str]:
    """Return the file that names the model, or why there is none to measure."""
    if folder is None and os.environ.get(VARIABLE):
        folder = Path(os.environ[VARIABLE])
    if folder is None:
        return None, f"no model: python -m tests.onnx_model FOLDER makes one; --onnx or {VARIABLE} names it"
    file = (folder / CONFIG).absolute()
    if not file.is_file():
        return None, f"{folder} has no {CONFIG}"
    if importlib.util.find_spec("onnxruntime_genai") is None:
        return None, "not installed: pip install onnxruntime-genai"
    return file, ""
