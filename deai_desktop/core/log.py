"""Rotating log files, without secrets and without what people write or read."""

from __future__ import annotations

import logging
import logging.handlers
import re
from pathlib import Path

_KEYS = re.compile(r"deai-[A-Za-z0-9_-]{16,}|(?i:bearer)\s+\S+")


class SecretFilter(logging.Filter):
    """Black out anything in a record that looks like a key, as the last line of defence."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place and let it pass."""
        text = record.getMessage()
        clean = _KEYS.sub("[key]", text)
        if clean != text:
            record.msg, record.args = clean, ()
        return True


class _CleanFormatter(logging.Formatter):
    """Black out keys in tracebacks as well, which a filter does not see."""

    def format(self, record: logging.LogRecord) -> str:
        return _KEYS.sub("[key]", super().format(record))


def start_log(folder: Path, name: str, level: str = "info", *, console: bool = False) -> None:
    """Send all records to ``folder/name.log`` (5 files of 2 MB) and, if asked, to standard error."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root = logging.getLogger()
    stop_log()
    to_file = logging.handlers.RotatingFileHandler(
        folder / f"{name}.log", maxBytes=2_000_000, backupCount=4, encoding="utf-8"
    )
    to_file.setFormatter(_CleanFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handlers: list[logging.Handler] = [to_file]
    if console:
        to_console = logging.StreamHandler()
        to_console.setFormatter(_CleanFormatter("%(levelname)s: %(message)s"))
        handlers.append(to_console)
    for handler in handlers:
        handler.addFilter(SecretFilter())
        handler.set_name("deai")
        root.addHandler(handler)
    set_level(level)


def set_level(level: str) -> None:
    """Change how much is written: debug, info, warning or error."""
    logging.getLogger().setLevel(level.upper())
    for chatty in ("urllib3", "asyncio", "keyring", "httpx", "filelock"):
        logging.getLogger(chatty).setLevel("WARNING")


def stop_log() -> None:
    """Close the log files that `start_log` opened."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if one.get_name() == "deai"]:
        root.removeHandler(handler)
        handler.close()
