"""Where settings are kept: one file, and who hears of changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from deai_desktop.core.errors import SettingError
from deai_desktop.core.files import write_safely
from deai_desktop.core.settings import Settings, changed, describe

FORMAT = 1
"""Version of the file's layout; a newer file is refused, an older one migrated."""

_LARGEST_FILE = 1_000_000


class SettingsStore:
    """Keep the settings in one file, written whole or not at all, and tell who listens.

    Names the program does not know (an older or newer version wrote them) are kept as they are.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._listeners: list[Callable[[Settings], None]] = []
        self._unknown: dict[str, Any] = {}
        self._settings = self._load()

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    def on_change(self, listener: Callable[[Settings], None]) -> None:
        """Call ``listener`` with the new settings after each change."""
        self._listeners.append(listener)

    def change(self, changes: Mapping[str, object]) -> Settings:
        """Change several settings at once, all or none; raises `SettingError`."""
        with self._lock:
            settings = self._settings
            for name, value in changes.items():
                settings = changed(settings, name, value)
            self._write(settings)
            self._settings = settings
        for listener in self._listeners:
            listener(settings)
        return settings

    def reset(self, names: list[str]) -> Settings:
        """Give some settings their default value again; raises `SettingError`."""
        defaults = {info.name: info.default for info in describe(Settings())}
        for name in names:
            if name not in defaults:
                changed(self._settings, name, "")
        return self.change({name: defaults[name] for name in names})

    def _load(self) -> Settings:
        try:
            with self._file.open("rb") as stream:
                content = stream.read(_LARGEST_FILE + 1)
        except FileNotFoundError:
            return Settings()
        hint = f"Mend or remove the file {self._file}; without it, the defaults are used."
        try:
            if len(content) > _LARGEST_FILE:
                raise ValueError("it is far too large")
            data = json.loads(content)
            if not isinstance(data, dict):
                raise ValueError("it is not a JSON object")
            version = data.pop("format", FORMAT)
            if not isinstance(version, int) or version > FORMAT:
                raise ValueError("a newer version of DeAI Desktop wrote it")
        except (ValueError, RecursionError) as error:
            raise SettingError(f"The settings file can't be read: {error}.", hint=hint) from error
        known = {info.name for info in describe(Settings())}
        settings = Settings()
        for section, values in data.items():
            for key, value in values.items() if isinstance(values, dict) else ():
                name = f"{section}.{key}"
                if name not in known:
                    self._unknown.setdefault(section, {})[key] = value
                    continue
                try:
                    settings = changed(settings, name, value)
                except SettingError as error:
                    error.hint = hint
                    raise
        return settings

    def _write(self, settings: Settings) -> None:
        """Write only what differs from the defaults, so that better defaults reach everybody."""
        data: dict[str, Any] = {"format": FORMAT}
        for section, values in self._unknown.items():
            data[section] = dict(values)
        for info in describe(settings):
            if info.value != info.default:
                section, _, key = info.name.partition(".")
                data.setdefault(section, {})[key] = info.value
        write_safely(self._file, json.dumps(data, indent=2, ensure_ascii=False).encode() + b"\n")
