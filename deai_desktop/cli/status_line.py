"""One line on the terminal that is overwritten while something goes on."""

from __future__ import annotations

import os
import sys

from deai_desktop.cli.output import notice
from deai_desktop.system.console import is_console


class StatusLine:
    """Show what goes on; a pipe or a dumb terminal gets the text once."""

    def __init__(self) -> None:
        self._width = 0
        self._is_live = is_console(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._was_shown = False

    def show(self, text: str, progress: str = "") -> None:
        """Replace the line's text; ``progress`` is for those who see it change."""
        if not self._is_live:
            if not self._was_shown:
                notice(text)
            self._was_shown = True
            return
        line = f"{text} {progress}"
        self._write("\r" + line.ljust(self._width))
        self._width = len(line)

    def clear(self) -> None:
        """Take the line away; the next text begins where it began."""
        if self._is_live and self._width:
            self._write("\r" + " " * self._width + "\r")
        self._width = 0

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
