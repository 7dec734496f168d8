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
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from deai_desktop.core.errors import DeAIError, EngineError
from deai_desktop.engines import protocol
from deai_desktop.engines.base import Accepted, Finished, GenerateEvent, LoadOptions, Priority, TextDelta
from deai_desktop.engines.local import Interrupts, LocalModel
from deai_desktop.engines.turns import Job, Scheduler, TurnTaking
from deai_desktop.system.child_job import end_with_parent
from deai_desktop.system.priority import set_background

Message = dict[str, Any]

KINDS = ("llama.cpp", "onnx-genai", "onnx-encoder", "echo")

_TELL_SECONDS = 0.02
"""Between two messages of one answer's text: each takes processor time from the model, and 50 a second flow."""


def make_model(kind: str, interrupts: Interrupts) -> LocalModel:
    """Build the engine of that kind; the only place where native libraries come in."""
    if kind == "llama.cpp":
        from deai_desktop.engines.llama_cpp.engine import LlamaCppModel

        return LlamaCppModel(interrupts)
    if kind == "onnx-genai":
        from deai_desktop.engines.onnx.engine import OnnxGenaiModel

        return OnnxGenaiModel(interrupts)
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
    if arguments[:1] == ["directml"]:
        from deai_desktop.engines.onnx.directml import describe_directml

        sys.stdout.write(describe_directml(*arguments[1:]) + "\n")
        return 0
    kind, parent = arguments
    end_with_parent(int(parent))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    commands, replies = _take_stdio()
    interrupts = Interrupts()
    EngineHost(make_model(kind, interrupts), interrupts, commands, replies).serve()
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

    A command is looked at between two steps; one that can't wait so long tells ``interrupts``, to end a step early.
    """

    def __init__(
        self, model: LocalModel, interrupts: Interrupts, commands: BinaryIO, replies: BinaryIO
    ) -> None:
        self._model = model
        self._interrupts = interrupts
        self._commands = commands
        self._replies = replies
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._scheduler: Scheduler = TurnTaking()
        self._texts: dict[int, _HeldText] = {}
        self._is_behind = False

    def serve(self) -> None:
        """Work until standard input ends; then the process is gone at once, whatever it was doing."""
        threading.Thread(target=self._read_commands, daemon=True, name="commands").start()
        while True:
            self._interrupts.has_newcomer = False
            with contextlib.suppress(queue.Empty):
                while (message := self._inbox.get(block=self._scheduler.is_idle)) is not None:
                    self._obey(message)
                return
            self._go_behind(self._scheduler.serves_others_only)
            for job, outcome in self._scheduler.step():
                self._tell(job, outcome)

    def _go_behind(self, wanted: bool) -> None:
        """Let the person's programs go first while all the work is for others."""
        if wanted is not self._is_behind:
            self._is_behind = wanted
            set_background(wanted)

    def _read_commands(self) -> None:
        try:
            while line := self._commands.readline(protocol.LONGEST_LINE):
                message = protocol.decode(line)
                self._inbox.put(message)
                if message.get("do") == "cancel":
                    self._interrupts.cancelled.add(int(message["id"]))
                elif _is_urgent(message):
                    self._interrupts.has_newcomer = True
        except (OSError, ValueError, LookupError):
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
                    self._scheduler.submit(
                        Job(job, message["requester"], Priority(message["priority"]), steps)
                    )
                case "cancel":
                    self._scheduler.cancel(job)
                    self._texts.pop(job, None)
                    self._interrupts.cancelled.discard(job)
                case other:
                    raise ValueError(f"unknown command {other}")
        except Exception as error:  # noqa: BLE001 - whatever went wrong is this request's, the host goes on
            self._fail(job, error)

    def _load(self, job: int, message: Message) -> None:
        def report(part: float) -> None:
            self._reply(job, {"is": "progress", "part": part})

        facts = self._model.load(Path(message["path"]), LoadOptions(**message["options"]), report)
        self._scheduler = self._model.scheduler
        self._reply(job, {"is": "loaded", "facts": vars(facts)})

    def _accept(self, job: int, message: Message) -> None:
        request = protocol.request_from_message(message["request"])
        generation = self._model.prepare(request)
        self._reply(job, protocol.event_to_message(Accepted(generation.prompt_tokens)))
        self._texts[job] = _HeldText()
        self._scheduler.submit(Job(job, request.requester, request.priority, generation))

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

    def _tell(self, job: int, outcome: GenerateEvent | Message | Exception) -> None:
        if isinstance(outcome, Exception):
            self._texts.pop(job, None)
            self._fail(job, outcome)
        elif isinstance(outcome, dict):
            self._reply(job, outcome)
        else:
            for event in self._texts[job].pass_on(outcome):
                self._reply(job, protocol.event_to_message(event))
            if isinstance(outcome, Finished):
                del self._texts[job]

    def _fail(self, job: int, error: Exception) -> None:
        if not isinstance(error, DeAIError):
            traceback.print_exception(error)
            error = EngineError(f"An unexpected fault: {type(error).__name__}.", hint="Please report it.")
        self._reply(job, protocol.error_to_message(error))


def _is_urgent(message: Message) -> bool:
    """Say whether the owner waits for it."""
    if message.get("do") == "generate":
        return bool(message["request"]["priority"] == Priority.INTERACTIVE)
    return message.get("do") == "embed" and message["priority"] == Priority.INTERACTIVE


class _HeldText:
    """Text of one answer that comes faster than anyone reads: it goes out in fewer events."""

    def __init__(self) -> None:
        self._held = ""
        self._tokens = 0
        self._told_at = 0.0

    def pass_on(self, event: GenerateEvent) -> Iterator[GenerateEvent]:
        """Yield what can go out now; other events than text take along what is held."""
        if isinstance(event, TextDelta) and not event.logprobs:
            self._held += event.text
            self._tokens += event.tokens
            if time.monotonic() - self._told_at < _TELL_SECONDS:
                return
            event = TextDelta(self._held, tokens=self._tokens)
        elif self._held:
            yield TextDelta(self._held, tokens=self._tokens)
        self._held, self._tokens = "", 0
        self._told_at = time.monotonic()
        yield event
