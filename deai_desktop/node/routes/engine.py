"""``/api/engine``: what engines did."""

from __future__ import annotations

from fastapi import APIRouter

from deai_desktop.api.schemas.engine import EngineRun, EngineRunList
from deai_desktop.engines.flight_recorder import Run
from deai_desktop.node.node import Node


def routes(node: Node) -> APIRouter:
    """Serve engines."""
    router = APIRouter(prefix="/api/engine", tags=["models"])

    @router.get("/runs")
    async def engine_runs() -> EngineRunList:
        """List the last runs of engines, newest first: settings, figures and causes, nothing of what was said."""
        return EngineRunList(runs=[_view(run) for run in node.engines.recorder.runs])

    return router


def _view(run: Run) -> EngineRun:
    return EngineRun(
        model=run.model,
        name=run.name,
        engine=run.engine,
        library=run.library,
        started_at=run.started_at,
        device=run.device,
        threads=run.threads,
        context_length=run.context_length,
        gpu_layers=run.gpu_layers,
        load_seconds=run.load_seconds,
        answers=run.answers,
        prompt_tokens=run.prompt_tokens,
        completion_tokens=run.completion_tokens,
        prompt_tokens_per_second=_rate(run.prompt_tokens, run.prompt_seconds),
        tokens_per_second=_rate(run.completion_tokens - run.answers, run.generate_seconds),
        end=run.end.value,
        ended_at=run.ended_at,
        cause=run.cause,
        hint=run.hint,
        lines=list(run.lines),
    )


def _rate(tokens: int, seconds: float) -> float:
    return round(max(0, tokens) / seconds, 2) if seconds > 0 else 0.0
