"""Tab completion in shells, by typer's own machinery."""

from __future__ import annotations

import os
from enum import StrEnum

import typer

from deai_desktop.cli.options import examples
from deai_desktop.cli.output import write_line

_VARIABLE = "_DEAI_COMPLETE"


class Shell(StrEnum):
    """Name the shells for which there is a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=examples(
            "deai completion bash >> ~/.bashrc",
            "deai completion zsh >> ~/.zshrc",
            "deai completion fish > ~/.config/fish/completions/deai.fish",
            "deai completion powershell >> $PROFILE",
        )
    )(completion)


def completion(shell: Shell) -> None:
    """Print a script for tab completion.

    It teaches a shell to complete commands, options, and names of models and settings.
    """
    from typer._completion_shared import get_completion_script

    write_line(get_completion_script(prog_name="deai", complete_var=_VARIABLE, shell=shell.value))


def prepare() -> bool:
    """Get ready to answer when such a script asks, which it does by a variable; say whether one does."""
    if _VARIABLE not in os.environ:
        return False
    from typer._completion_classes import completion_init

    completion_init()
    return True
