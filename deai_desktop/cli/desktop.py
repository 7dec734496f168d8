"""``deai desktop``, and ``deai`` alone: the window."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deai_desktop.cli.options import examples
from deai_desktop.cli.output import notice
from deai_desktop.core.errors import DeAIError
from deai_desktop.core.opening import whole_path
from deai_desktop.core.paths import Paths
from deai_desktop.system.display import has_display, has_window_libraries

_HOW_TO_INSTALL = 'Install it with: pip install "deai-desktop[desktop]"'


class NoWindowError(DeAIError):
    """Say that the desktop window can't be shown here."""

    code = "no_window"
    default_title = "The window can't be opened"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=examples("deai desktop", "deai desktop model.gguf", "deai desktop --hidden"))(desktop)


def desktop(
    to_open: Annotated[
        str,
        typer.Argument(metavar="FILE|LINK", help="A model file to add, or a deai: link.", show_default=False),
    ] = "",
    hidden: Annotated[bool, typer.Option("--hidden", help="Only show the icon beside the clock.")] = False,
) -> None:
    """Open the desktop window.

    When it is open already, it comes to the front.
    """
    if not has_window_libraries():
        raise NoWindowError("The desktop part is not installed.", hint=_HOW_TO_INSTALL)
    if not has_display():
        raise NoWindowError("This session has no display.", hint="Use the command line: deai --help")
    from deai_desktop.gui.main import run_desktop

    path = whole_path(to_open, Path.cwd()) if to_open else ""
    raise typer.Exit(run_desktop(Paths.default(), hidden, path))


def without_arguments() -> list[str]:
    """Choose what ``deai`` alone does: the window where it can be shown, else the help with the reason."""
    if not has_window_libraries():
        notice(f"The desktop window is not installed. {_HOW_TO_INSTALL}")
    elif not has_display():
        notice("This session has no display for the desktop window.")
    else:
        return ["desktop"]
    return ["--help"]
