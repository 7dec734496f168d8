"""Who takes part: our local API, llama-cpp-python called directly, llama.cpp's own server."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from deai_desktop.core.paths import Paths
from tests.bench.answer import Answer
from tests.bench.completions_api import CompletionsApi
from tests.running_node import RunningNode

OURS = "DeAI Desktop"
DIRECT = "llama-cpp-python"
SERVER = "llama.cpp server"


@dataclass(frozen=True)
class Setup:
    """What all contenders have in common."""

    model: Path
    threads: int
    context: int
    folder: Path
    """A place for a node's data."""
    slots: int = 1
    """Answers at once, each with a whole context."""


class Contender(Protocol):
    """Answers questions in a process of its own, which does nothing between two questions."""

    name: str

    def start(self) -> None:
        """Start the process and load the model."""
        ...

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Answer greedily."""
        ...

    def stop(self) -> None:
        """End the process; also one that did not start."""
        ...


class DeAI:
    """Our local API: a real node with a real engine host, over HTTP."""

    name = OURS

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._node = RunningNode(Paths.below(setup.folder / "node"))
        self._api: CompletionsApi | None = None

    def start(self) -> None:
        """Start a node, give it the model and load it."""
        self._node.start()
        client = self._node.client
        client.change_settings(
            {
                "engine.threads": self._setup.threads,
                "engine.context_length": self._setup.context,
                "engine.slots": self._setup.slots,
            }
        )
        client.import_model(str(self._setup.model), "bench")
        client.load_model("bench")
        self._api = CompletionsApi(client.address, "bench", self._node.token)

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Ask over HTTP."""
        assert self._api is not None
        return self._api.ask(prompt, max_tokens)

    def stop(self) -> None:
        """Stop the node."""
        if self._api is not None:
            self._node.stop()


class Direct:
    """llama-cpp-python's `Llama` without any server; the child itself takes the times."""

    name = DIRECT

    def __init__(self, setup: Setup) -> None:
        self._child = _Child("direct", setup)

    def start(self) -> None:
        """Start the child and wait for the model."""
        self._child.start()

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Let the child ask."""
        reply = self._child.call({"prompt": prompt, "max_tokens": max_tokens})
        return Answer(reply["text"], reply["tokens"], tuple(reply["times"]))

    def stop(self) -> None:
        """End the child."""
        self._child.stop()


class LlamaServer:
    """llama.cpp's own server, from the package xllamacpp, over HTTP."""

    name = SERVER

    def __init__(self, setup: Setup) -> None:
        self._child = _Child("server", setup)
        self._api: CompletionsApi | None = None

    def start(self) -> None:
        """Start the server and wait for the model."""
        self._api = CompletionsApi(self._child.start()["address"])

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Ask over HTTP."""
        assert self._api is not None
        return self._api.ask(prompt, max_tokens)

    def stop(self) -> None:
        """End the server."""
        self._child.stop()


class _Child:
    """A process that runs `tests.bench.children`."""

    def __init__(self, role: str, setup: Setup) -> None:
        numbers = (setup.threads, setup.context, setup.slots)
        arguments = (role, str(setup.model), *map(str, numbers))
        self._command = [sys.executable, "-m", "tests.bench.children", *arguments]
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> dict[str, Any]:
        """Start it and return its first line."""
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self._read(self._process)

    def call(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send one line and return the reply."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        return self._read(self._process)

    def stop(self) -> None:
        """Close its input and wait for its end."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._command[3]} ended with code {process.wait()}")
        reply: dict[str, Any] = json.loads(line)
        return reply


def make_contenders(setup: Setup) -> tuple[list[Contender], dict[str, str]]:
    """Return those that can take part, and for each of the others why not."""
    contenders: list[Contender] = [DeAI(setup), Direct(setup)]
    if importlib.util.find_spec("xllamacpp") is None:
        return contenders, {SERVER: "not installed: pip install xllamacpp"}
    return [*contenders, LlamaServer(setup)], {}
