"""Who takes part with GGUF models: our local API, llama-cpp-python called directly, llama.cpp's own server."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil
from rich.console import Console

from deai_desktop.core.paths import Paths
from tests.bench.answer import Answer
from tests.bench.child import Child
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

    def processes(self) -> dict[str, psutil.Process]:
        """Return its processes by what they are."""
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

    def processes(self) -> dict[str, psutil.Process]:
        """Return the node and its engine host."""
        (host,) = self._node.engine_hosts()
        return {"engine host": host, "node": psutil.Process(self._node.process.pid)}


class Direct:
    """A library without any server, one question after the other; the child itself takes the times."""

    def __init__(self, name: str, role: str, setup: Setup) -> None:
        self.name = name
        self._child = Child(role, setup.model, setup.threads, setup.context, setup.slots)

    def start(self) -> None:
        """Start the child and wait for the model."""
        self._child.start()

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Let the child ask."""
        return self._child.ask(prompt, max_tokens)

    def stop(self) -> None:
        """End the child."""
        self._child.stop()

    def processes(self) -> dict[str, psutil.Process]:
        """Return the child."""
        return {"library": self._child.process}


class LlamaServer:
    """llama.cpp's own server, from the package xllamacpp, over HTTP."""

    name = SERVER

    def __init__(self, setup: Setup) -> None:
        self._child = Child("server", setup.model, setup.threads, setup.context, setup.slots)
        self._api: CompletionsApi | None = None

    def start(self) -> None:
        """Start the server and wait for the model."""
        self._api = CompletionsApi(self._child.start()["address"], cache_prompt=True)

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Ask over HTTP."""
        assert self._api is not None
        return self._api.ask(prompt, max_tokens)

    def stop(self) -> None:
        """End the server."""
        self._child.stop()

    def processes(self) -> dict[str, psutil.Process]:
        """Return the server."""
        return {"server": self._child.process}


def make_contenders(setup: Setup) -> tuple[list[Contender], dict[str, str]]:
    """Return those that can take part, and for each of the others why not."""
    contenders: list[Contender] = [DeAI(setup)]
    if setup.slots == 1:  # `Llama` knows no more
        contenders.append(Direct(DIRECT, "direct", setup))
    if importlib.util.find_spec("xllamacpp") is None:
        return contenders, {SERVER: "not installed: pip install xllamacpp"}
    return [*contenders, LlamaServer(setup)], {}


@contextmanager
def running(contenders: Sequence[Contender], news: Console) -> Iterator[None]:
    """Start all, and stop all in the end."""
    with ExitStack() as stack:
        for contender in contenders:
            news.print(f"starting {contender.name}…")
            stack.callback(contender.stop)
            contender.start()
        yield
