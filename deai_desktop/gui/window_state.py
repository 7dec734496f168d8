"""What the window remembers: its place, drafts, what was said once. Not settings: nobody chose it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from deai_desktop.core.files import write_safely

_LARGEST_FILE = 10_000_000


class WindowState:
    """Keep values by name in a JSON file; a file that can't be read counts as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values: dict[str, Any] = {}
        try:
            values = json.loads(file.read_bytes()[:_LARGEST_FILE])
            if isinstance(values, dict):
                self._values = values
        except (OSError, ValueError, RecursionError):
            pass

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value as it was stored."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Store a value that JSON can hold; None forgets it."""
        if self._values.get(name) == value:
            return
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        write_safely(self._file, json.dumps(self._values, ensure_ascii=False).encode())
