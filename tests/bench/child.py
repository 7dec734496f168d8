"""A process that runs `tests.bench.children`: one line of JSON for a question, one for its answer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from tests.bench.answer import Answer


class Child:
    """Start a process in one of its roles, ask it, end it."""

    def __init__(self, role: str, model: Path, *numbers: int) -> None:
        self._role = role
        arguments = (role, str(model), *map(str, numbers))
        self._command = [sys.executable, "-m", "tests.bench.children", *arguments]
        self._process: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()

    @property
    def process(self) -> psutil.Process:
        """The process, to look at."""
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def start(self) -> dict[str, Any]:
        """Start it and return its first line."""
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self._read(self._process)

    def ask(self, prompt: list[int], max_tokens: int) -> Answer:
        """Ask when nobody else is being answered; that wait counts, the way here and back does not."""
        asked = time.perf_counter()
        with self._turn:
            waited = time.perf_counter() - asked
            reply = self._call({"prompt": prompt, "max_tokens": max_tokens})
        times = tuple(waited + one for one in reply["times"])
        return Answer(tuple(reply["pieces"]), reply["tokens"], times, reply["cached_tokens"])

    def stop(self) -> None:
        """Close its input and wait for its end."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _call(self, message: dict[str, Any]) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        return self._read(self._process)

    def _read(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._role} ended with code {process.wait()}")
        reply: dict[str, Any] = json.loads(line)
        return reply
