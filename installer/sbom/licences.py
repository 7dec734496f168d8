"""The licence texts of everything that is in the folder: one folder each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from installer.sbom.component import Component

FOLDER = "licences"


def write_licences(folder: Path, texts: Iterable[tuple[Component, dict[str, bytes]]]) -> dict[str, Component]:
    """Write them beside the programs and return which file belongs to which part."""
    written = {}
    for component, files in texts:
        # A few packages name their licence only, and bring no text of it.
        named = f"{component.reference}: {component.licence}\n".encode()
        for name, text in (files or {"LICENCE-NAME.txt": named}).items():
            path = f"{FOLDER}/{component.reference}/{name}"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
            written[path] = component
    return written
