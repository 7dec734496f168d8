"""Engine hosts for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from deai_desktop.engines.base import LoadOptions
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.system.child_job import ChildJob


@asynccontextmanager
async def started(kind: str, path: Path, options: LoadOptions | None = None) -> AsyncIterator[HostedEngine]:
    """Start an engine host and end it."""
    engine = await HostedEngine.start(
        kind, path, options or LoadOptions(context_length=1024, slots=4), ChildJob()
    )
    try:
        yield engine
    finally:
        await engine.unload()
