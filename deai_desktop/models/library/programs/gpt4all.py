"""GPT4All: GGUF files in one folder, which its settings may name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deai_desktop.models.library.programs.candidate import (
    Candidate,
    distinct,
    folder_named,
    gguf_below,
    read_note,
)
from deai_desktop.models.library.scan import Scan
from deai_desktop.system.user_folders import UserFolders

_CHOSEN = re.compile(r"(?m)^modelPath=(.*?)\r?$")


def gpt4all_files(user: UserFolders, scan: Scan) -> Iterator[Candidate]:
    """Find its models, also those of its Python package."""
    settings = _CHOSEN.search(read_note(user.settings / "nomic.ai/GPT4All.ini"))
    chosen = folder_named(settings[1].strip().strip('"').replace("\\\\", "\\")) if settings else None
    for folder in distinct([chosen, user.data / "nomic.ai/GPT4All", user.home / ".cache/gpt4all"]):
        yield from gguf_below(folder, scan)
