"""Columns of text that both people and ``grep`` can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from deai_desktop.cli.output import write_line


def write_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows under headings, two spaces between columns; line breaks within a cell become spaces."""
    lines = [list(headings), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(headings))]
    for line in lines:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        write_line("  ".join(cells).rstrip())


def write_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Write names and values below each other, leaving out what has no value."""
    shown = [(name, value) for name, value in facts if value]
    width = max((_width(name) for name, _ in shown), default=0)
    for name, value in shown:
        write_line(f"{name}{' ' * (width - _width(name))}  {value}")


def _width(text: str) -> int:
    """Count the terminal's cells: East Asian characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
