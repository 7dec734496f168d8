"""Starts an engine host, talks to it, notices its death, and takes it down."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from deai_desktop.core.errors import (
    DeAIError,
    EngineCrashedError,
    EngineError,
    EngineStartError,
    LoadCrashedError,
)
from deai_desktop.engines import protocol
from deai_desktop.engines.base import (
    Embeddings,
    EngineFacts,
    Finished,
    GenerateEvent,
    GenerateRequest,
    LoadOptions,
    Priority,
)
from deai_desktop.engines.causes import (
    ACCEPT_SECONDS,
    DAMAGED,
    HUNG,
    Cause,
    find_cause,
    was_ended_from_outside,
)
from deai_desktop.engines.library_lines import LibraryLines
from deai_desktop.system.child_job import ChildJob
from deai_desktop.system.processes import child_options, memory_of, own_command

log = logging.getLogger(__name__)

_STDERR_LINES = 40
_UNLOAD_SECONDS = 1.0
_LONGEST_REPLY = 16 * 1024 * 1024

SPIN_SHORTLY = {"GOMP_SPINCOUNT": "1000"}
"""How long threads of llama.cpp's Linux builds (libgomp) wait for each other by spinning.

libgomp's own 300,000 collapses on a busy PC: with a compiler on both cores, 0.3-13 tokens/s against 21-28 with
1,000; on an idle one 1,000 costs up to 4 % with so small a model. Measured with the starter model and 2 threads.
"""

Message = dict[str, Any]


class HostedEngine:
    """One model in an engine host, as an `Engine`. Use `start` to make one."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._facts: EngineFacts | None = None
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Queue[Message | DeAIError]] = {}
        self._shared: set[int] = set()
        """Requests for others, by number."""
        self._last_lines: deque[str] = deque(maxlen=_STDERR_LINES)
        self._library_lines = LibraryLines()
        self._unloading = False
        self._killed_because: Cause | None = None
        self.on_finished: Callable[[GenerateRequest, Finished], None] = lambda *_: None
        """Hears the end of each answer, however it was asked for."""
        self.fell_back_because = ""
        """Why it does not run on the graphics card although it was to; empty when it does as was wanted."""
        self._tasks = [
            asyncio.create_task(self._read_replies(), name=f"engine host {process.pid} replies"),
            asyncio.create_task(self._read_errors(), name=f"engine host {process.pid} errors"),
        ]

    @classmethod
    async def start(
        cls,
        kind: str,
        path: Path,
        options: LoadOptions,
        job: ChildJob,
        on_progress: Callable[[float], None] = lambda _: None,
    ) -> HostedEngine:
        """Start a host and load the model.

        Raises `EngineStartError` with the cause in plain words, `LoadCrashedError` when the host died of it.
        """
        process = await asyncio.create_subprocess_exec(
            *own_command("engine-host", kind, str(os.getpid())),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=SPIN_SHORTLY | os.environ,
            limit=_LONGEST_REPLY,
            **child_options(),
        )
        job.add(process.pid)
        engine = cls(process)
        try:
            await engine._load(path, options, on_progress)
        except EngineStartError as error:
            await engine.unload()
            error.lines = engine.library_lines
            raise
        except BaseException:
            await engine.unload()
            raise
        return engine

    @property
    def facts(self) -> EngineFacts:
        """What the loaded model can do."""
        if self._facts is None:
            raise EngineError("The model is not loaded.")
        return self._facts

    @property
    def pid(self) -> int:
        """The engine host's process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the host runs and takes requests."""
        return self._process.returncode is None and not self._unloading and not self._tasks[0].done()

    @property
    def is_unloaded(self) -> bool:
        """Whether it was ended on purpose."""
        return self._unloading

    @property
    def has_crashed(self) -> bool:
        """Whether it ended by a fault of its own, once it has ended."""
        return not self._unloading and not was_ended_from_outside(self._process.returncode)

    @property
    def library_lines(self) -> tuple[str, ...]:
        """What its libraries wrote last, without anything that could be of a prompt."""
        return self._library_lines.kept

    @property
    def requests(self) -> int:
        """How many requests run or wait."""
        return len(self._waiting)

    @property
    def own_requests(self) -> int:
        """How many of them are the owner's; those for others make way for them."""
        return len(self._waiting.keys() - self._shared)

    @property
    def memory_bytes(self) -> int:
        """Resident memory of the host."""
        return memory_of(self.pid)

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        """Yield the events of one answer; closing the iterator cancels it in the host."""
        number, replies = self._open(request.priority)
        finished = False
        try:
            self._send({"do": "generate", "id": number, "request": protocol.request_to_message(request)})
            try:
                yield self._event(await asyncio.wait_for(self._next(replies), ACCEPT_SECONDS))
            except TimeoutError:
                self._killed_because = HUNG
                await self._kill()
                raise self.why_ended() from None
            while not finished:
                event = self._event(await self._next(replies))
                if isinstance(event, Finished):
                    finished = True
                    self.on_finished(request, event)
                yield event
        except DeAIError:
            finished = True  # the host has ended this request by itself
            raise
        finally:
            self._close(number, cancel=not finished)

    async def count_tokens(self, request: GenerateRequest) -> int:
        """Count the tokens of the request's prompt as the model sees it."""
        number, replies = self._open()
        try:
            self._send({"do": "count", "id": number, "request": protocol.request_to_message(request)})
            return int((await self._next(replies))["tokens"])
        finally:
            self._close(number)

    async def embed(
        self, texts: Sequence[str], requester: str = "owner", priority: Priority = Priority.INTERACTIVE
    ) -> Embeddings:
        """Turn texts into unit-length vectors."""
        number, replies = self._open(priority)
        vectors: list[tuple[float, ...]] = []
        finished = False
        try:
            command = {"do": "embed", "id": number, "texts": list(texts), "requester": requester}
            self._send({**command, "priority": priority})
            while True:
                message = await self._next(replies)
                if message["is"] == "embedded":
                    finished = True
                    return Embeddings(tuple(vectors), int(message["prompt_tokens"]))
                vectors.append(tuple(message["vector"]))
        except DeAIError:
            finished = True
            raise
        finally:
            self._close(number, cancel=not finished)

    async def unload(self) -> None:
        """End the host; its memory is free when this returns, within about a second."""
        self._unloading = True
        if self._process.stdin is not None:
            self._process.stdin.close()  # the host ends when its input does
        try:
            await asyncio.wait_for(self._process.wait(), _UNLOAD_SECONDS)
        except TimeoutError:
            await self._kill()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def wait_closed(self) -> None:
        """Return when the host has ended, however it did."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._process.wait()

    def why_ended(self) -> DeAIError:
        """Explain why the host takes no more requests; after `wait_closed` that is certain."""
        if self._unloading:
            return EngineError("It was unloaded in the meantime.", hint="Ask again: it will be loaded again.")
        cause = self._killed_because or find_cause(self._process.returncode, self._last_lines)
        return EngineCrashedError(cause.message, hint=cause.hint)

    async def _load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> None:
        number, replies = self._open()
        try:
            self._send({"do": "load", "id": number, "path": str(path), "options": asdict(options)})
            while True:
                message = await self._next(replies)
                if message["is"] == "loaded":
                    self._library_lines.begin_with_prompts()
                    self._facts = protocol.facts_from_message(message)
                    return
                on_progress(float(message["part"]))
        except EngineCrashedError as error:
            kind = LoadCrashedError if self.has_crashed else EngineStartError
            raise kind(error.message, hint=error.hint) from error
        except EngineStartError as error:
            cause = find_cause(None, self._last_lines)
            if cause.message != find_cause(None, ()).message:  # the library's own words say more
                raise EngineStartError(cause.message, hint=cause.hint) from error
            raise
        finally:
            self._close(number)

    def _open(
        self, priority: Priority = Priority.INTERACTIVE
    ) -> tuple[int, asyncio.Queue[Message | DeAIError]]:
        if not self.is_alive:
            raise self.why_ended()
        number = next(self._numbers)
        self._waiting[number] = asyncio.Queue()
        if priority is Priority.SHARED:
            self._shared.add(number)
        return number, self._waiting[number]

    def _close(self, number: int, *, cancel: bool = False) -> None:
        self._shared.discard(number)
        if self._waiting.pop(number, None) is not None and cancel and self.is_alive:
            self._send({"do": "cancel", "id": number})

    def _send(self, message: Message) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):  # its death is reported by the reader
            self._process.stdin.write(protocol.encode(message))

    async def _next(self, replies: asyncio.Queue[Message | DeAIError]) -> Message:
        """Wait for the next reply to a request; raises the error the host reported, or its death."""
        reply = await replies.get()
        if isinstance(reply, DeAIError):
            raise reply
        if reply["is"] == "failed":
            raise protocol.error_from_message(reply)
        return reply

    def _event(self, message: Message) -> GenerateEvent:
        event = protocol.event_from_message(message)
        if event is None:
            raise EngineError("The engine host sent something unexpected.", hint="Please report it.")
        return event

    async def _read_replies(self) -> None:
        assert self._process.stdout is not None
        try:
            while line := await self._process.stdout.readline():
                message = protocol.decode(line)
                replies = self._waiting.get(message.get("id", 0))
                if replies is not None:
                    replies.put_nowait(message)
        except (ValueError, OSError):
            log.exception("an engine host sent something that can't be read")
            self._killed_because = DAMAGED
            await self._kill()
        finally:
            await self._report_death()

    async def _report_death(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), 1.0)
        if not self._unloading:
            log.warning("engine host %s ended with code %s", self.pid, self._process.returncode)
        error = self.why_ended()
        for replies in self._waiting.values():
            replies.put_nowait(error)

    async def _read_errors(self) -> None:
        assert self._process.stderr is not None
        with contextlib.suppress(ValueError, OSError):
            while line := await self._process.stderr.readline():
                text = line.decode("utf-8", "replace").rstrip()[:500]
                if text:
                    self._last_lines.append(text)
                    self._library_lines.take(text)
                    log.debug("engine host %s: %s", self.pid, text)

    async def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
