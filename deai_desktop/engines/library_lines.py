"""Keeps the last lines that an engine host's libraries wrote, and nothing that could hold words of a prompt.

Until the model is loaded the host has seen no prompt: every line counts. Afterwards only lines of the shapes that
llama.cpp's own messages have, without what stands in quotation marks there; and none once the host has written a
Python traceback, whose last lines may quote anything.
"""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path

_MOST = 20
_LONGEST = 200
_OURS = re.compile(
    r"(?:llama|ggml|gguf)_\w+: |CUDA error|(?:/[\w./+-]+|\w:\\[\w.\\+-]+):\d+: GGML_ASSERT\([^\"']*\) failed$"
    r"|double free or corruption|free\(\): invalid|malloc\(\): |Segmentation fault|Illegal instruction"
)
_ABOUT_TEXT = re.compile(r"grammar|token|sampl|vocab|pars|schema|template|prompt|text", re.I)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|`[^`]*`")
_TRACEBACK = "Traceback (most recent call last)"


class LibraryLines:
    """Take lines as they come."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=_MOST)
        self._has_prompts = False
        self._is_shut = False

    @property
    def kept(self) -> tuple[str, ...]:
        """What was kept, oldest first."""
        return tuple(self._lines)

    def begin_with_prompts(self) -> None:
        """Say that the host may be sent prompts from now on."""
        self._has_prompts = True

    def take(self, line: str) -> None:
        """Keep a line if it may be kept."""
        if not self._has_prompts:
            self._lines.append(_short(line))
        elif _TRACEBACK in line:
            self._is_shut = True
        elif not self._is_shut and _OURS.match(line) and not _ABOUT_TEXT.search(line):
            self._lines.append(_short(_QUOTED.sub("…", line)))


def _short(line: str) -> str:
    """Cut a line, and leave out the name of the person, which paths have in them."""
    return line.replace(str(Path.home()), "~")[:_LONGEST]
