"""Tries the engine on this PC with a real model, in processes of its own, and explains what it found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from deai_desktop.core.errors import EngineStartError, ModelNotFoundError
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings import EngineSettings
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.engines.base import LoadOptions
from deai_desktop.engines.devices import GraphicsCards
from deai_desktop.engines.measure import Measurement
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.fit_speed import Observation
from deai_desktop.selftest.installed_models import model_file, smallest_model
from deai_desktop.selftest.started_parts import check_library
from deai_desktop.system.child_job import ChildJob
from deai_desktop.system.cores import Cores, processor_cores
from deai_desktop.system.processes import threads_for

_CONTEXT = 2048
_SECONDS = 20.0
"""For one number of threads, at most; a small model takes two or three."""
_LOOK_SECONDS, _BUSY = 0.5, 20.0
"""How long is looked whether other programs are at work, and from what share of the processor on they disturb."""
_AS_GOOD = 0.9
_FEW = 6
"""Up to so many cores, each number of threads is tried."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class ThreadSpeed:
    """Say how fast a model was with so many threads, in tokens a second; zeros when it was too slow to tell."""

    threads: int
    prompt_tokens_per_second: float
    tokens_per_second: float


@dataclass(frozen=True)
class EngineTest:
    """Hold what was found, with the sentences that explain it."""

    library: str
    model: str
    performance_cores: int
    efficiency_cores: int
    speeds: tuple[ThreadSpeed, ...]
    chosen_threads: int
    why_threads: str
    comparison: str
    """How the chosen number compares with the fastest one."""
    graphics: str


def run_engine_test(model: str = "", tell: Tell = lambda _: None) -> EngineTest:
    """Try a model, else the smallest one; ``tell`` hears what is going on.

    Raises `ModelNotFoundError` when there is none, `EngineStartError` or `CheckFailedError` when nothing works.
    """
    paths = Paths.default()
    file = model_file(paths, model) if model else smallest_model(paths)
    if file is None:
        raise ModelNotFoundError(
            f"No GGUF model named “{model}” is installed." if model else "No model is installed.",
            hint="Get the starter model: deai models pull smollm2-135m-instruct",
        )
    busy = psutil.cpu_percent(_LOOK_SECONDS)
    library = check_library()
    tell(library)
    settings = SettingsStore(paths.settings_file).settings.engine
    cores = processor_cores()
    chosen = settings.threads or threads_for(cores)
    speeds = []
    for threads in thread_counts(cores, chosen):
        tell(f"Trying {file.name} with {threads} of {cores.total} cores …")
        speeds.append(asyncio.run(_speed(file, threads)))
    graphics = asyncio.run(_try_graphics(file, settings, chosen, tell))
    return EngineTest(
        library,
        file.name,
        cores.performance,
        cores.efficiency,
        tuple(speeds),
        chosen,
        why_threads(cores, settings),
        compare(speeds, chosen, is_busy=busy > _BUSY),
        graphics,
    )


def thread_counts(cores: Cores, chosen: int) -> list[int]:
    """Say which numbers of threads to try: each one on a small processor, telling ones on a large one."""
    if cores.total <= _FEW:
        counts = set(range(1, cores.total + 1))
    else:
        counts = {1, 2, cores.total // 2, cores.performance, cores.total}
    return sorted(counts | {chosen})


def why_threads(cores: Cores, settings: EngineSettings) -> str:
    """Explain the choice of threads."""
    if settings.threads:
        return "The setting engine.threads says so; 0 would choose."
    if threads_for(cores) == cores.total:
        return "With so few cores all of them compute."
    one = "One core is left to the rest of the PC, because the threads wait for each other by spinning."
    if threads_for(cores) < cores.performance and cores.efficiency:
        return (
            f"The {cores.efficiency} efficiency cores are left out: all threads wait for the slowest. {one}"
        )
    return one


def compare(speeds: list[ThreadSpeed], chosen: int, *, is_busy: bool = False) -> str:
    """Say how the chosen number of threads did; on a busy PC that is no reason to choose another one."""
    best = max(speeds, key=lambda one: one.tokens_per_second)
    mine = next(one for one in speeds if one.threads == chosen)
    if not best.tokens_per_second:
        return "The model is too slow on this PC to tell a difference."
    if best.threads == chosen:
        return "It was the fastest at writing."
    share = mine.tokens_per_second / best.tokens_per_second
    said = f"It wrote at {share:.0%} of the speed of {best.threads}, which was the fastest."
    if is_busy:
        return f"{said} Other programs keep the processor busy, so try again when it is idle."
    if share > _AS_GOOD:
        return f"{said} That is no difference worth a setting."
    return f"{said} If that comes out again: deai settings set engine.threads {best.threads}"


async def _speed(file: Path, threads: int, layers: int = 0) -> ThreadSpeed:
    options = LoadOptions(_CONTEXT, threads, layers)
    engine = await HostedEngine.start("llama.cpp", file, options, ChildJob())
    try:
        seen = await Measurement(engine, _SECONDS).glance() or Observation(0, 0, 0.0, 0, 0.0)
    finally:
        await engine.unload()
    return ThreadSpeed(threads, round(seen.prompt_tokens_per_second, 1), round(seen.tokens_per_second, 1))


async def _try_graphics(file: Path, settings: EngineSettings, threads: int, tell: Tell) -> str:
    known = GraphicsCards()
    if not known.can_be:
        return "This build of llama.cpp computes on the processor only."
    cards = ", ".join(one.name for one in await asyncio.to_thread(known.ask))
    if not cards:
        return "This build of llama.cpp can compute on graphics cards, but finds none here."
    if not settings.gpu_layers:
        return f"Not used, because the setting engine.gpu_layers is 0: {cards}."
    tell(f"Trying {cards} …")
    try:
        speed = await _speed(file, threads, settings.gpu_layers)
    except EngineStartError as error:
        return f"{cards} can't be used, so models run on the processor. {error.message} {error.hint}".strip()
    return f"{cards}: reads {speed.prompt_tokens_per_second:.1f} and writes {speed.tokens_per_second:.1f} tokens/s."
