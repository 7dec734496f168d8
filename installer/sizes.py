"""Prints what the frozen folder weighs, part by part."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from installer.commands import say
from installer.sbom.describe import Bill

_SHOWN = 12


def print_sizes(bill: Bill, folder: Path) -> None:
    """Print the largest parts and the sum, in megabytes."""
    sizes: Counter[str] = Counter()
    for path, (_, component) in bill.files.items():
        sizes[component.reference] += (folder / path).stat().st_size
    for reference, size in sizes.most_common(_SHOWN):
        say(f"{size / 1e6:8.1f} MB  {reference}")
    rest = sum(size for _, size in sizes.most_common()[_SHOWN:])
    say(f"{rest / 1e6:8.1f} MB  {len(sizes) - _SHOWN} smaller parts")
    say(f"{sum(sizes.values()) / 1e6:8.1f} MB  in {len(bill.files)} files")
