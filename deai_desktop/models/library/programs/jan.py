"""Jan: a ``model.yml`` for each model, which names the file, in its data folder or anywhere the person had it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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

_FIELD = re.compile(r"(?m)^(name|model_path|model_sha256):[ \t]*(?P<quote>[\"']?)(.*?)(?P=quote)[ \t]*\r?$")


def jan_files(user: UserFolders, scan: Scan) -> Iterator[Candidate]:
    """Find its models by their notes, then GGUF files without one, as older versions had them."""
    settings = [base / "Jan/settings.json" for base in (user.settings, user.data)]
    chosen = [folder_named(read_json(file).get("data_folder")) for file in settings]
    defaults = [base / "Jan/data" for base in (user.settings, user.data)]
    for data in distinct([*chosen, *defaults, user.home / "jan"]):
        seen = set()
        for models in (data / "llamacpp/models", data / "models"):
            for note in scan.files(models, lambda name: name == "model.yml"):
                candidate = _noted(note, data)
                if candidate and candidate.path not in seen:
                    seen.add(candidate.path)
                    yield candidate
            for candidate in gguf_below(models, scan):
                if candidate.path not in seen:
                    yield candidate


def _noted(note: Path, data: Path) -> Candidate | None:
    """Read a note: a few plain lines of YAML, of which three matter."""
    fields = {match[1]: match[3] for match in _FIELD.finditer(read_note(note))}
    text = fields.get("model_path", "")
    if not text or "\0" in text:
        return None
    path = data / text
    try:
        path = path.resolve()
        if not path.is_file() or not path.name.lower().endswith(".gguf"):
            return None
    except (OSError, ValueError, RuntimeError):
        return None
    sha256 = fields.get("model_sha256", "").lower()
    name = fields.get("name") or note.parent.name
    return Candidate(path, name, sha256 if re.fullmatch("[0-9a-f]{64}", sha256) else "")
