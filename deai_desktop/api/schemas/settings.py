"""Settings over the wire."""

from __future__ import annotations

from pydantic import BaseModel, Field

Value = bool | int | float | str | list[str]


class Setting(BaseModel):
    """One setting with what a person must know about it."""

    name: str
    value: Value
    default: Value
    about: str
    low: float | None = None
    high: float | None = None
    choices: list[str] = []
    restart: bool = False


class SettingList(BaseModel):
    """All settings."""

    settings: list[Setting]


class SettingChanges(BaseModel):
    """New values by name; null gives the default back. All are taken or none."""

    changes: dict[str, Value | None] = Field(max_length=100)
