"""Asks before something is lost."""

from __future__ import annotations

import sys

import typer

from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.cli.output import notice
from deai_desktop.system.console import is_console


def confirm(context: typer.Context, question: str, yes: bool) -> None:
    """Go on when the person agrees; leave the command otherwise. A script must say ``--yes``."""
    if yes:
        return
    if not is_console(sys.stdin):
        context.fail("This can't be undone: say --yes when no one can be asked.")
    if not typer.confirm(question, err=True):
        notice("Nothing was changed.")
        raise typer.Exit(ExitCode.ERROR)
