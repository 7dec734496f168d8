"""The argument by which commands name a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from deai_desktop.cli.known_names import installed_names

InstalledModel = Annotated[
    str, typer.Argument(metavar="MODEL", help="An installed model's id.", autocompletion=installed_names)
]


def optional_model(about: str, names: Callable[[], list[str]] = installed_names) -> Any:
    """Make an argument that may be left out; ``about`` says what that means."""
    return typer.Argument(metavar="[MODEL]", help=about, autocompletion=names, show_default=False)
