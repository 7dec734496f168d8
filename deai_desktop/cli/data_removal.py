"""``deai remove-data``: takes away all that DeAI keeps of a person; the uninstaller calls it when asked to."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.options import examples
from deai_desktop.cli.output import notice
from deai_desktop.core.errors import DeAIError, StorageError, VaultError
from deai_desktop.core.paths import HOME_VARIABLE, Paths


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("remove-data", epilog=examples("deai remove-data", "deai remove-data --yes"))(remove_data)


def remove_data(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove all models, conversations, settings and keys.

    The program stays. Model files that were added from elsewhere stay where they are.
    """
    from deai_desktop.cli.quitting import end_all

    confirm(context, "Remove all models, conversations, settings and keys? This can't be undone.", yes)
    paths = Paths.default()
    end_all(paths)
    outcomes = (_remove_moved_models(paths), _revoke_keys(paths), _forget_other_nodes(paths))
    kept = [error for error in outcomes if error is not None]
    if home := os.environ.get(HOME_VARIABLE):
        raise StorageError(
            f"They lie in {home}, a folder of your choice that may hold other things.",
            title="Models and conversations were not removed",
            hint="Delete them there.",
        )
    for folder in (paths.runtime, paths.cache, paths.logs, paths.settings, paths.data):
        _remove(folder)
    with contextlib.suppress(OSError):  # on Linux it holds two of them; else it is none of ours
        paths.runtime.parent.rmdir()
    if kept:
        raise kept[0]
    notice("All data of DeAI has been removed.")


def _remove_moved_models(paths: Paths) -> DeAIError | None:
    """Remove downloaded models from a folder that the person moved them to; return why some had to stay.

    Only what the database knows is deleted there: the folder may hold other things by now.
    """
    from deai_desktop.api.client import connect

    if not paths.database.exists():
        return None
    try:
        with connect(paths) as client:
            folder = Path(client.library().folder)
            if folder.is_relative_to(paths.data):
                return None
            for download in client.downloads().downloads:
                client.cancel_download(download.id, discard=True)
            for view in client.models().models:
                if view.installed and not view.imported:
                    client.remove_model(view.id)
    except DeAIError as error:
        return error
    with contextlib.suppress(OSError):
        folder.rmdir()
    return None


def _revoke_keys(paths: Paths) -> DeAIError | None:
    """Take our entries out of the vault, as long as the database knows them; return why some had to stay."""
    from deai_desktop.api.client import connect
    from deai_desktop.cli.node_stop import stop_node

    if not paths.database.exists():
        return None
    kept: DeAIError | None = None
    try:
        with connect(paths) as client:
            for key in client.keys().keys:
                try:
                    client.revoke_key(key.id)
                except VaultError as error:
                    kept = error
                except DeAIError:  # it comes from the environment: nothing of it is stored
                    continue
            if client.status().vault.available:
                client.remove_hub_token()
    except DeAIError as error:
        kept = error
    stop_node(paths)
    return kept and VaultError(
        f"Keys of DeAI may still be in the credential vault: {kept.message}",
        hint="Remove entries whose names begin with deai-desktop there.",
    )


def _forget_other_nodes(paths: Paths) -> DeAIError | None:
    """Take the keys of other nodes out of the vault, and revoke them over there where that node answers."""
    from deai_desktop.api.other_nodes import OtherNodes

    others = OtherNodes(paths)
    try:
        for node in others.nodes:
            others.remove(node.id)
    except DeAIError as error:
        return error
    return None


def _remove(folder: Path) -> None:
    """Remove a folder; what a link in it leads to stays."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(
            f"{error.filename or folder} could not be removed: {error.strerror}.",
            title="Not everything could be removed",
            hint="Close the program that uses it, and try again.",
        ) from error
