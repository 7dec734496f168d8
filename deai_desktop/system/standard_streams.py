"""Standard output and errors for a program that Windows starts without a console."""

from __future__ import annotations

import sys
from pathlib import Path


def replace_missing_streams(file: Path) -> None:
    """Send to ``file`` what would be printed, where there is nowhere to print to; the last run's is replaced."""
    if sys.stdout is not None and sys.stderr is not None:
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    stream = file.open("w", encoding="utf-8", errors="replace", buffering=1)
    sys.stdout = sys.stdout or stream
    sys.stderr = sys.stderr or stream
