"""Writes the last runs of engines as a text to read, or to attach to a report; in English, as its readers are ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from deai_desktop.api.schemas.engine import EngineRun
from deai_desktop.core.units import format_duration

ENDS = {
    "running": "running",
    "unloaded": "unloaded on request",
    "idle": "unloaded because nobody used it",
    "room": "unloaded to make room for another model",
    "stopped": "ended because DeAI stopped",
    "failed": "could not be loaded",
    "crashed": "crashed",
    "interrupted": "ended because DeAI was killed",
}


def engine_report(runs: Sequence[EngineRun]) -> str:
    """Write all runs, in their order."""
    return "\n\n".join("\n  ".join(_lines(run)) for run in runs) + "\n"


def _lines(run: EngineRun) -> list[str]:
    return [
        f"{_time(run.started_at)}  {run.name} ({run.model})",
        ", ".join(_settings(run)),
        *_work(run),
        _end(run),
        *(f"| {line}" for line in run.lines),
    ]


def _settings(run: EngineRun) -> list[str]:
    layers = "all" if run.gpu_layers < 0 else str(run.gpu_layers)
    return [
        run.library or run.engine,
        run.device or "not loaded",
        f"{run.threads} threads" if run.threads else "threads chosen by measure",
        f"{run.context_length} tokens of context",
        f"GPU layers wanted: {layers}",
    ]


def _work(run: EngineRun) -> list[str]:
    if not run.device:
        return []
    answers = "1 answer" if run.answers == 1 else f"{run.answers} answers"
    read = f"{run.prompt_tokens} tokens read{_speed(run.prompt_tokens_per_second)}"
    written = f"{run.completion_tokens} written{_speed(run.tokens_per_second)}"
    return [f"loaded in {format_duration(run.load_seconds)}; {answers}, {read}, {written}"]


def _speed(rate: float) -> str:
    return f" at {rate:,.1f}/s" if rate else ""


def _end(run: EngineRun) -> str:
    after = f" after {format_duration(run.ended_at - run.started_at)}" if run.ended_at else ""
    why = " ".join(part for part in (run.cause, run.hint) if part)
    return f"{ENDS[run.end]}{after}" + (f": {why}" if why else "")


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M:%S")
