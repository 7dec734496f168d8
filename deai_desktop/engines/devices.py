"""Asks an engine host which graphics cards there are; native libraries load nowhere else."""

from __future__ import annotations

import importlib.util
import json
import logging
import re
import threading
import time
from pathlib import Path

from deai_desktop.models.fit_hardware import Device
from deai_desktop.models.model_facts import plain_text
from deai_desktop.system.bounded_process import run_bounded
from deai_desktop.system.processes import own_command

log = logging.getLogger(__name__)

_SECONDS = 20.0
_FRESH_SECONDS = 60.0
_GRAPHICS = re.compile(r"ggml-(cuda|hip|vulkan|metal|sycl|musa|opencl|cann)", re.IGNORECASE)


class GraphicsCards:
    """Know the graphics cards; the answer is at most a minute old, and empty until it is there.

    Asking takes about a second, so it goes on beside whoever wants to know. A build of llama.cpp without code for
    graphics cards is never asked.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._known: tuple[Device, ...] = ()
        self._asked_at = -_FRESH_SECONDS
        self._can_be = _has_code_for_graphics()

    @property
    def can_be(self) -> bool:
        """Whether this build of llama.cpp has code for graphics cards."""
        return self._can_be

    def list(self) -> tuple[Device, ...]:
        """Return what is known now."""
        is_old = time.monotonic() - self._asked_at > _FRESH_SECONDS
        if self._can_be and is_old and self._asking.acquire(blocking=False):
            threading.Thread(target=self._ask, daemon=True, name="graphics cards").start()
        return self._known

    def ask(self) -> tuple[Device, ...]:
        """Wait for what is so now."""
        if self._can_be:
            self._asking.acquire()
            self._ask()
        return self._known

    def _ask(self) -> None:
        try:
            self._known = ask_for_devices()
        finally:
            self._asked_at = time.monotonic()
            self._asking.release()


def ask_for_devices() -> tuple[Device, ...]:
    """Start an engine host and have it look; empty when it can't."""
    try:
        ended = run_bounded(own_command("engine-host", "devices"), _SECONDS)
        return tuple(_device(one) for one in json.loads(ended.output)) if ended.code == 0 else ()
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.warning("the graphics cards could not be listed: %s", error)
        return ()


def _device(data: dict[str, object]) -> Device:
    total, free = (max(0, int(str(data[key]))) for key in ("total", "free"))
    return Device(plain_text(data["name"]), total, min(free, total), bool(data["shares_memory"]))


def _has_code_for_graphics() -> bool:
    """Look at the names of llama.cpp's libraries, without loading any."""
    found = importlib.util.find_spec("llama_cpp")
    folders = [Path(one) / "lib" for one in (found and found.submodule_search_locations) or ()]
    return any(
        _GRAPHICS.search(file.name) for folder in folders if folder.is_dir() for file in folder.iterdir()
    )
