"""The ways in which every screen is painted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    """Say how the window looks."""

    name: str
    scheme: str
    pixel_ratio: int = 1
    text_size: int = 100
    language: str = "en"


VARIANTS = {
    one.name: one
    for one in (
        Variant("light", "light"),
        Variant("dark", "dark"),
        Variant("light-large-text", "light", text_size=200),
        Variant("light-200-percent", "light", pixel_ratio=2),
        Variant("dark-200-percent", "dark", pixel_ratio=2),
        Variant("german", "light", language="de"),
    )
}
