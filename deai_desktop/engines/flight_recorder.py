"""Remembers the last runs of engines, for a person to read or to attach to a report: settings, figures, causes.

What was asked and answered never comes here. The list is bounded, so that it stays small.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from importlib import metadata

from deai_desktop.core.errors import DeAIError, StorageError
from deai_desktop.engines.base import EngineFacts, Finished, LoadOptions
from deai_desktop.models.model import Model
from deai_desktop.storage.database import Database

log = logging.getLogger(__name__)

MOST_KEPT = 50

_LIBRARIES = {
    "llama.cpp": ("llama-cpp-python",),
    "onnx-genai": ("onnxruntime-genai-directml", "onnxruntime-genai"),
    "onnx-encoder": ("onnxruntime-directml", "onnxruntime"),
}
"""The packages that an engine may stand on: of each the first that is there."""


class End(StrEnum):
    """Say how a run ended."""

    RUNNING = "running"
    """It has not."""
    UNLOADED = "unloaded"
    """Somebody wanted the memory back."""
    IDLE = "idle"
    """Nobody had used the model for as long as the settings say."""
    ROOM = "room"
    """Another model needed the memory."""
    STOPPED = "stopped"
    """DeAI stopped."""
    FAILED = "failed"
    """The model could not be loaded."""
    CRASHED = "crashed"
    """The engine host died."""
    INTERRUPTED = "interrupted"
    """DeAI itself was killed while it ran."""


@dataclass(frozen=True)
class Run:
    """Hold what is known of one engine host; zeros and empty texts for what never came to be.

    Times are in seconds since 1970. ``gpu_layers`` is how many were wanted on the graphics card, -1 for all.
    """

    model: str
    name: str
    engine: str
    library: str
    started_at: float
    gpu_layers: int
    context_length: int
    threads: int = 0
    device: str = ""
    load_seconds: float = 0.0
    answers: int = 0
    prompt_tokens: int = 0
    """Those that were read; what was still known from before is not counted."""
    completion_tokens: int = 0
    prompt_seconds: float = 0.0
    generate_seconds: float = 0.0
    end: End = End.RUNNING
    ended_at: float | None = None
    cause: str = ""
    hint: str = ""
    lines: tuple[str, ...] = ()
    """The last ones that the library wrote; see `library_lines`."""


class FlightRecorder:
    """Keep the newest runs, over a restart too where there is a database. For one thread, the node's loop."""

    def __init__(self, database: Database | None = None, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._runs: dict[int, Run] = _read(database) if database else {}
        for number, run in self._runs.items():
            if run.end is End.RUNNING:
                self._put(number, replace(run, end=End.INTERRUPTED))

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs that are kept, newest first."""
        return tuple(reversed(self._runs.values()))

    def begin(self, model: Model, options: LoadOptions) -> int:
        """Note that a model is going to be loaded; return the number of its run."""
        run = Run(
            model=model.id,
            name=model.name,
            engine=model.engine,
            library=_library_of(model.engine),
            started_at=self._clock(),
            gpu_layers=options.gpu_layers,
            context_length=options.context_length,
            threads=options.threads,
        )
        number = max(self._runs, default=0) + 1
        self._put(number, run)
        for old in list(self._runs)[:-MOST_KEPT]:
            self._forget(old)
        return number

    def loaded(self, number: int, facts: EngineFacts) -> None:
        """Note that a model is in memory."""
        self._change(
            number,
            threads=facts.threads,
            device=facts.device,
            context_length=facts.context_length,
            load_seconds=facts.load_seconds,
        )

    def answered(self, number: int, done: Finished) -> None:
        """Count an answer; it is written down with the end of the run."""
        if (run := self._runs.get(number)) is None:
            return
        self._runs[number] = replace(
            run,
            answers=run.answers + 1,
            prompt_tokens=run.prompt_tokens + done.prompt_tokens - done.cached_tokens,
            completion_tokens=run.completion_tokens + done.completion_tokens,
            prompt_seconds=run.prompt_seconds + done.prompt_seconds,
            generate_seconds=run.generate_seconds + done.generate_seconds,
        )

    def ended(self, number: int, end: End, cause: DeAIError | None = None, lines: Sequence[str] = ()) -> None:
        """Note how and why a run ended; nothing when that is known already."""
        why = {"cause": cause.message, "hint": cause.hint} if cause else {}
        self._change(number, end=end, ended_at=self._clock(), lines=tuple(lines), **why)

    def _change(self, number: int, **news: object) -> None:
        run = self._runs.get(number)
        if run is not None and run.end is End.RUNNING:
            self._put(number, replace(run, **news))  # type: ignore[arg-type]

    def _put(self, number: int, run: Run) -> None:
        """Keep a run. What can't be written down is kept until DeAI ends: no model is refused for its sake."""
        self._runs[number] = run
        self._write("INSERT OR REPLACE INTO engine_runs (number, content) VALUES (?, ?)", number, _json(run))

    def _forget(self, number: int) -> None:
        del self._runs[number]
        self._write("DELETE FROM engine_runs WHERE number = ?", number)

    def _write(self, statement: str, *values: object) -> None:
        if self._database is None:
            return
        try:
            with self._database.write() as connection:
                connection.execute(statement, values)
        except StorageError as error:
            log.warning("the run of an engine was not written down: %s", error)


def _library_of(engine: str) -> str:
    """Name the library and its version, without loading it."""
    for package in _LIBRARIES.get(engine, ()):
        with suppress(metadata.PackageNotFoundError):
            return f"{package} {metadata.version(package)}"
    return ""


def _json(run: Run) -> str:
    return json.dumps(asdict(run), ensure_ascii=False)


def _read(database: Database) -> dict[int, Run]:
    with database.read() as connection:
        rows = connection.execute("SELECT number, content FROM engine_runs ORDER BY number").fetchall()
    return {row["number"]: _run(json.loads(row["content"])) for row in rows}


def _run(content: dict[str, object]) -> Run:
    values = {**content, "end": End(str(content["end"])), "lines": tuple(content["lines"])}  # type: ignore[arg-type]
    return Run(**values)  # type: ignore[arg-type]
