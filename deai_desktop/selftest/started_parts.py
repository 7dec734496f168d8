"""Checks what runs in a process of its own: llama.cpp, an answer, the node, the window, nats-server."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from deai_desktop.api.client import find_node
from deai_desktop.core.build import BuildKind, this_build
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.engines.base import GenerateRequest, LoadOptions, Sampling, TextDelta
from deai_desktop.engines.causes import find_cause
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.selftest.check import CheckFailedError, SkippedError
from deai_desktop.selftest.installed_models import smallest_model
from deai_desktop.selftest.own_parts import AGAIN
from deai_desktop.system.bounded_process import Ended, run_bounded
from deai_desktop.system.child_job import ChildJob
from deai_desktop.system.processes import own_command, start_detached

_PROMPT = "One, two, three,"
_LIBRARY_SECONDS, _WINDOW_SECONDS, _NODE_SECONDS, _HUB_SECONDS = 30.0, 40.0, 40.0, 10.0


def check_library() -> str:
    """Load llama.cpp in an engine host, as a model would, and ask what it uses of this processor."""
    ended = run_bounded(own_command("engine-host", "check"), _LIBRARY_SECONDS)
    if ended.code != 0:
        cause = find_cause(ended.code, ended.errors.splitlines()[-40:])
        raise CheckFailedError(cause.message, hint=cause.hint)
    return ended.output.strip()


def check_answer() -> str:
    """Have the smallest model on this PC write a few words."""
    if (model := smallest_model(Paths.default())) is None:
        raise SkippedError("no model is installed")
    return asyncio.run(_answer(model))


async def _answer(model: Path) -> str:
    engine = await HostedEngine.start(
        "llama.cpp", model, LoadOptions(context_length=512, gpu_layers=0), ChildJob()
    )
    request = GenerateRequest(prompt=_PROMPT, sampling=Sampling(temperature=0), max_tokens=8)
    try:
        texts = [event.text async for event in engine.generate(request) if isinstance(event, TextDelta)]
    finally:
        await engine.unload()
    if not (said := "".join(texts).strip()):
        raise CheckFailedError(f"{model.name} wrote nothing.", hint="Remove that model and fetch it again.")
    return f"{model.name} goes on after “{_PROMPT}” with “{said}”"


def check_node() -> str:
    """Start a node in a folder of its own, on a free port, ask it something and stop it."""
    with tempfile.TemporaryDirectory(prefix="deai-selftest-", ignore_cleanup_errors=True) as folder:
        paths = Paths.below(Path(folder))
        os.environ[HOME_VARIABLE] = folder  # of this process alone, and of the node it starts
        log_file = paths.logs / "node-output.log"
        process = start_detached(own_command("node", "--port", "0", "--background"), log_file)
        try:
            return _ask_node(paths, log_file, process.has_ended)
        finally:
            if not process.has_ended():
                run_bounded(own_command("stop"), _NODE_SECONDS)
            process.let_go()


def _ask_node(paths: Paths, log_file: Path, has_ended: Callable[[], bool]) -> str:
    started = time.monotonic()
    while (client := find_node(paths)) is None:
        if has_ended() or time.monotonic() - started > _NODE_SECONDS:
            said = log_file.read_text("utf-8", "replace").strip()[-300:]
            raise CheckFailedError(
                f"The node did not answer. {said}".strip(),
                hint="A firewall or a virus scanner may keep programs on this PC from talking to each other.",
            )
        time.sleep(0.05)
    with client:
        version = client.status().version
        client.shut_down()
    deadline = time.monotonic() + _NODE_SECONDS
    while paths.node_file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return f"version {version} answered after {time.monotonic() - started:.1f} s and stopped"


def check_window() -> str:
    """Load Qt and paint a window that nobody sees."""
    if importlib.util.find_spec("PySide6") is None:
        raise SkippedError("the desktop part is not installed")
    ended = run_bounded(own_command("window-check"), _WINDOW_SECONDS)
    if ended.code != 0:
        raise CheckFailedError(
            f"Qt could not paint a window: {_last_line(ended)}",
            hint="On Windows, install the newest graphics driver; on Linux, the libraries that README.md names.",
        )
    return ended.output.strip()


def check_hub() -> str:
    """Start nats-server just long enough to say its version."""
    if this_build().kind is BuildKind.SOURCE:
        raise SkippedError("comes with the installed program only")
    folder = Path(getattr(sys, "_MEIPASS", "")) / "nats-server"
    programs = [one for one in folder.glob("nats-server*") if one.is_file()]
    if not programs:
        raise SkippedError("this build has none")
    try:
        ended = run_bounded([str(programs[0]), "--version"], _HUB_SECONDS)
    except OSError as error:
        raise CheckFailedError(f"It can't be started: {error.strerror or error}.", hint=AGAIN) from error
    if ended.code != 0:
        raise CheckFailedError(f"It does not run: {_last_line(ended)}", hint=AGAIN)
    return ended.output.strip()


def _last_line(ended: Ended) -> str:
    if ended.code is None:
        return "it took too long."
    lines = [line for line in (ended.output + ended.errors).splitlines() if line.strip()]
    return lines[-1][:300] if lines else f"its process ended with code {ended.code}."
