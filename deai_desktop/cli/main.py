"""The command line's front door: puts all commands together and runs one."""

from __future__ import annotations

from typing import Annotated

import typer

from deai_desktop.cli import (
    autostart,
    chat,
    completion,
    conversations,
    data_removal,
    desktop,
    downloads,
    engine,
    hub,
    keys,
    models,
    node,
    nodes,
    pool,
    privacy,
    quitting,
    selftest,
    service,
    settings,
    update,
)
from deai_desktop.cli.exit_codes import EXPLAINED, ExitCode
from deai_desktop.cli.options import command_group, examples
from deai_desktop.cli.output import write_line
from deai_desktop.core.build import this_build
from deai_desktop.system.console import prepare_console

_ABOUT = (
    "Private AI on your own PC: chat with local models, from here or from any program. "
    "Without a command, the desktop window opens where it can."
)

_EPILOG = "\n\n".join(
    [
        examples(
            'deai chat "Why is the sky blue?"',
            "git diff | deai chat Write a commit message",
            "deai models list",
            'deai keys create "my editor"',
        ),
        f"Exit codes: {EXPLAINED}.",
        "Tab completion: deai completion --help. "
        "To keep everything in a folder of your choice, set DEAI_HOME to it.",
    ]
)


def build() -> typer.Typer:
    """Put all commands together."""
    app = command_group(_ABOUT, _EPILOG)
    app.callback()(_root)
    chat.add_to(app)
    app.add_typer(models.app, name="models")
    app.add_typer(engine.app, name="engine")
    app.add_typer(downloads.app, name="downloads")
    app.add_typer(conversations.app, name="conversations")
    app.add_typer(keys.app, name="keys")
    app.add_typer(settings.app, name="settings")
    app.add_typer(service.app, name="service")
    app.add_typer(nodes.app, name="nodes")
    app.add_typer(pool.app, name="pool")
    app.add_typer(hub.app, name="hub")
    nodes.add_pair_to(app)
    app.add_typer(autostart.app, name="autostart")
    privacy.add_to(app)
    node.add_to(app)
    quitting.add_to(app)
    data_removal.add_to(app)
    desktop.add_to(app)
    selftest.add_to(app)
    update.add_to(app)
    completion.add_to(app)
    return app


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong is shown."""
    prepare_console()
    try:
        command = typer.main.get_command(build())
        if not arguments and not completion.prepare():
            arguments = desktop.without_arguments()
        result = command.main(arguments, prog_name="deai", standalone_mode=False)
        return result if isinstance(result, int) else ExitCode.OK
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - nobody stands above us
        from deai_desktop.cli.failures import report

        return report(error, arguments)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        write_line(f"DeAI Desktop {this_build().version}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None: ...
