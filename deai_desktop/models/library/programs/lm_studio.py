"""LM Studio: ``models/PUBLISHER/MODEL/FILE.gguf`` in its home, or in the folder its settings name."""

from __future__ import annotations

from collections.abc import Iterator

from deai_desktop.models.library.programs.candidate import (
    Candidate,
    distinct,
    folder_named,
    gguf_below,
    read_json,
    read_note,
)
from deai_desktop.models.library.scan import Scan
from deai_desktop.system.user_folders import UserFolders


def lm_studio_files(user: UserFolders, scan: Scan) -> Iterator[Candidate]:
    """Find its models: the home is where its pointer file says, else one of the two it had by default."""
    lines = read_note(user.home / ".lmstudio-home-pointer").splitlines()
    homes = [
        folder_named(lines[0]) if lines else None,
        user.home / ".lmstudio",
        user.home / ".cache/lm-studio",
    ]
    settings = [home / "settings.json" for home in homes if home] + [
        user.settings / "LM Studio/settings.json"
    ]
    chosen = [folder_named(read_json(file).get("downloadsFolder")) for file in settings]
    for folder in distinct([*chosen, *(home / "models" for home in homes if home)]):
        yield from gguf_below(folder, scan)
