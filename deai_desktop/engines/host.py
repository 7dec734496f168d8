"""The engine host: a child process that loads one model and answers the node's requests over its stdio."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from deai_desktop.core.errors import DeAIError, EngineError
from deai_desktop.engines import protocol
from deai_desktop.engines.base import Accepted, LoadOptions, Priority, TextDelta
from deai_desktop.engines.local import Generation, LocalModel
from deai_desktop.engines.turns import Job, TurnTaking
from deai_desktop.system.child_job import end_with_parent

Message = dict[str, Any]

KINDS = ("llama.cpp", "onnx-genai", "onnx-encoder", "echo")

_TELL_SECONDS = 0.02
"""Between two messages of one answer's text: each takes processor time from the model, and 50 a second flow."""


def make_model(kind: str, is_interrupted: Callable[[], bool]) -> LocalModel:
    """Build the engine of that kind; the only place where native libraries come in."""
    if kind == "llama.cpp":
        from deai_desktop.engines.llama_cpp.engine import LlamaCppModel

        return LlamaCppModel(is_interrupted)
    if kind == "onnx-genai":
        from deai_desktop.engines.onnx.engine import OnnxGenaiModel

        return OnnxGenaiModel()
    if kind == "onnx-encoder":
        from deai_desktop.engines.onnx.encoder import OnnxEncoderModel

        return OnnxEncoderModel()
    if kind == "echo":
        from deai_desktop.engines.echo import EchoModel

        return EchoModel()
    raise ValueError(f"unknown engine: {kind}")


def run(arguments: list[str]) -> int:
    """Serve one model until standard input ends; arguments: kind of engine, pid of the node.

    With ``check``, ``devices`` or ``directml`` alone, tell about the library or the graphics cards instead.
    """
    if arguments == ["check"]:
        from deai_desktop.engines.llama_cpp.check import describe_library

        sys.stdout.write(describe_library() + "\n")
        return 0
    if arguments == ["devices"]:
        from deai_desktop.engines.llama_cpp.devices import describe_devices

        sys.stdout.write(describe_devices() + "\n")
        return 0
    if arguments == ["directml"]:
        from deai_desktop.engines.onnx.directml import describe_directml

        sys.stdout.write(describe_directml() + "\n")
        return 0
    kind, parent = arguments
    end_with_parent(int(parent))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    commands, replies = _take_stdio()
    interrupted = threading.Event()
    EngineHost(make_model(kind, interrupted.is_set), interrupted, commands, replies).serve()
    return 0


def _take_stdio() -> tuple[BinaryIO, BinaryIO]:
    """Keep standard output for the protocol alone: what native code prints goes to standard error."""
    commands = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    devnull = os.open(os.devnull, os.O_RDONLY)
    os.dup2(devnull, 0)
    os.close(devnull)
    return commands, replies


class EngineHost:
    """Read commands, do the work step by step, write replies.

    A command is looked at between two steps; one that cancels sets ``interrupted``, to end a long step early.
    """

    def __init__(
        self, model: LocalModel, interrupted: threading.Event, commands: BinaryIO, replies: BinaryIO
    ) -> None:
        self._model = model
        self._interrupted = interrupted
        self._commands = commands
        self._replies = replies
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._turns = TurnTaking()

    def serve(self) -> None:
        """Work until standard input ends; then the process is gone at once, whatever it was doing."""
        threading.Thread(target=self._read_commands, daemon=True, name="commands").start()
        while True:
            self._interrupted.clear()
            with contextlib.suppress(queue.Empty):
                while (message := self._inbox.get(block=self._turns.is_idle)) is not None:
                    self._obey(message)
                return
            self._step()

    def _read_commands(self) -> None:
        try:
            while line := self._commands.readline(protocol.LONGEST_LINE):
                message = protocol.decode(line)
                self._inbox.put(message)
                if message.get("do") == "cancel":
                    self._interrupted.set()
        except (OSError, ValueError):
            traceback.print_exc()
        # The node is gone or has let us go. Native code may be in the middle of something long; don't wait for it.
        os._exit(0)

    def _reply(self, job: int, message: Message) -> None:
        data = protocol.encode({"id": job, **message})
        while data:
            data = data[self._replies.write(data) or 0 :]

    def _obey(self, message: Message) -> None:
        job = int(message["id"])
        try:
            match message["do"]:
                case "load":
                    self._load(job, message)
                case "generate":
                    self._accept(job, message)
                case "count":
                    count = self._model.count_tokens(protocol.request_from_message(message["request"]))
                    self._reply(job, {"is": "counted", "tokens": count})
                case "embed":
                    steps = self._embedding(message["texts"])
                    self._turns.submit(Job(job, message["requester"], Priority(message["priority"]), steps))
                case "cancel":
                    self._turns.cancel(job)
                case other:
                    raise ValueError(f"unknown command {other}")
        except Exception as error:  # noqa: BLE001 - whatever went wrong is this request's, the host goes on
            self._fail(job, error)

    def _load(self, job: int, message: Message) -> None:
        def report(part: float) -> None:
            self._reply(job, {"is": "progress", "part": part})

        facts = self._model.load(Path(message["path"]), LoadOptions(**message["options"]), report)
        self._reply(job, {"is": "loaded", "facts": vars(facts)})

    def _accept(self, job: int, message: Message) -> None:
        request = protocol.request_from_message(message["request"])
        generation = self._model.prepare(request)
        self._reply(job, protocol.event_to_message(Accepted(generation.prompt_tokens)))
        self._turns.submit(Job(job, request.requester, request.priority, _Steps(generation)))

    def _embedding(self, texts: list[str]) -> Iterator[Message | None]:
        total = 0
        for result in self._model.embed(texts):
            if result is None:
                yield None
                continue
            vector, tokens = result
            total += tokens
            yield {"is": "vector", "vector": vector}
        yield {"is": "embedded", "prompt_tokens": total}

    def _step(self) -> None:
        try:
            job, message = self._turns.step()
        except Exception as error:  # noqa: BLE001 - the answer fails, the host goes on
            self._fail(self._turns.failed_job, error)
            return
        if message is not None:
            self._reply(job, message)

    def _fail(self, job: int, error: Exception) -> None:
        if not isinstance(error, DeAIError):
            traceback.print_exc()
            error = EngineError(f"An unexpected fault: {type(error).__name__}.", hint="Please report it.")
        self._reply(job, protocol.error_to_message(error))


class _Steps:
    """A generation's events as messages; text that comes faster than anyone reads goes out in fewer messages."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._events = generation.run()
        self._held = ""
        self._told_at = 0.0
        self._next: Message | None = None

    def __iter__(self) -> Iterator[Message | None]:
        return self

    def __next__(self) -> Message | None:
        if (kept := self._next) is not None:
            self._next = None
            return kept
        event = next(self._events)
        if isinstance(event, TextDelta) and not event.logprobs:
            self._held += event.text
            return self._tell_held() if time.monotonic() - self._told_at >= _TELL_SECONDS else None
        message = None if event is None else protocol.event_to_message(event)
        if not self._held or message is None:
            return message
        self._next = message
        return self._tell_held()

    def _tell_held(self) -> Message:
        text, self._held = self._held, ""
        self._told_at = time.monotonic()
        return protocol.event_to_message(TextDelta(text))

    def close(self) -> None:
        """End the work and free what it holds."""
        getattr(self._events, "close", lambda: None)()
        self._generation.close()
