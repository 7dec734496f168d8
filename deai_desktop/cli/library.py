"""``deai models``, its part about files: find, folder, move, verify, update."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.cli.model_argument import InstalledModel, optional_model
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.table import write_facts, write_table
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.library import (
        FoundModel,
        FoundModels,
        LibraryCopy,
        LibraryMove,
        Removal,
        UsedModels,
    )
    from deai_desktop.api.schemas.models import ModelView


def add_to(app: typer.Typer) -> None:
    """Add the commands to those about models."""
    app.command("find", epilog=examples("deai models find", "deai models find --use"))(find)
    app.command("folder", epilog=examples("deai models folder"))(folder)
    app.command("move", epilog=examples("deai models move D:\\Models", "deai models move --cancel"))(move)
    app.command("verify", epilog=examples("deai models verify smollm2-135m-instruct"))(verify)
    app.command(
        "update",
        epilog=examples("deai models update --check", "deai models update smollm2-135m-instruct --keep-old"),
    )(update)


def find(
    as_json: Json = False,
    use: Annotated[bool, typer.Option("--use", help="Use all of them where they lie.")] = False,
) -> None:
    """Find models that other programs hold.

    Looks where LM Studio, Ollama, Jan, GPT4All and the Hugging Face cache keep theirs. With --use, DeAI runs them from
    there: nothing is copied, and DeAI never deletes them. When their program removes one, it shows as missing.
    """
    with connected() as client:
        found = client.found_models()
        if use:
            _use(client, found, as_json)
            return
    if as_json:
        write_json(found)
    elif found.files:
        write_table(
            ("PROGRAM", "NAME", "SIZE", "QUANTIZATION", "STATE"), [_found_row(one) for one in found.files]
        )
        notice("Use one with: deai models import PATH, or all with: deai models find --use")
    else:
        notice("No other program holds models that DeAI knows of.")


def folder(as_json: Json = False) -> None:
    """Show where downloaded models lie and what room they take."""
    with connected() as client:
        library = client.library()
    if as_json:
        write_json(library)
    else:
        write_facts(
            [
                ("Folder", library.folder),
                ("Models", str(library.models)),
                ("Taken", format_bytes(library.used_bytes)),
                ("Free on that disk", format_bytes(library.free_bytes)),
            ]
        )


def move(
    context: typer.Context,
    target: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="An empty folder, or a new one.")
    ] = None,
    as_json: Json = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Stop the move that is going on.")] = False,
) -> None:
    """Move downloaded models to another folder, on another drive for example.

    Models are taken out of memory first. Every file is copied and compared before the old one goes, so nothing is lost
    when the PC is switched off meanwhile. Ctrl+C cancels; then everything stays where it was.
    """
    if (target is None) != cancel:
        context.fail("Say where to: deai models move FOLDER")
    with connected() as client:
        if target is None:
            moved = client.cancel_library_move()
        else:
            begun = client.move_library(str(target.expanduser().absolute()))
            moved = _wait(client, begun)
    if as_json:
        write_json(moved)
    elif moved.state == "finished":
        notice(f"Your models are in {moved.folder} now.")
    else:
        notice("The move was cancelled; your models are where they were.")


def verify(model: InstalledModel, as_json: Json = False) -> None:
    """Check that a model's files have not changed since they came here.

    Reads all of them, which takes a while. Ctrl+C stops it. The first check of a file of your own remembers what it
    holds. Ends with exit code 1 when something has changed.
    """
    from deai_desktop.cli.work_display import watched

    with connected() as client, watched(f"Reading {model}", lambda: client.verify_progress(model)):
        verified = client.verify_model(model)
    if as_json:
        write_json(verified)
    elif not verified.matches:
        notice(
            f"{verified.changed_file} of {model} has changed: its SHA-256 is now {verified.sha256}.",
            "bold red",
        )
        notice("It is not used any more. If you changed it yourself, import it again; else fetch it again.")
    elif verified.was_known:
        notice(f"{model} is as it was. SHA-256: {verified.sha256}")
    else:
        notice(
            f"{model} had not been checked before; its content is remembered now. SHA-256: {verified.sha256}"
        )
    if not verified.matches:
        raise typer.Exit(ExitCode.ERROR)


def update(
    context: typer.Context,
    model: Annotated[str, optional_model("An installed model's id.")] = "",
    as_json: Json = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only look whether there are newer versions, of one model or all.")
    ] = False,
    keep_old: Annotated[
        bool, typer.Option("--keep-old", help="Keep the present version beside it, under an id of its own.")
    ] = False,
) -> None:
    """Fetch the newer version of a downloaded model that the catalogue or the hub has.

    The present version can be used until the newer one is here and was checked; then it is removed, unless
    --keep-old is given.
    """
    if check:
        _look_for_newer(model, as_json)
        return
    if not model:
        context.fail(
            "Name the model to update, or look for newer versions of all: deai models update --check"
        )
    from deai_desktop.cli.fetch import watch

    with connected() as client:
        newer = client.fetch_newer(model, keep_old=keep_old)
        if newer.download is None:
            notice(f"There is no other version of {model} to fetch.")
        else:
            watch(client, newer.download, f"deai models update {model}")
            if newer.kept_as:
                notice(f"The version before is kept as {newer.kept_as}.")
            notice(f"{model} is the newer version now.")
        if as_json:
            write_json(client.model(model))


def _look_for_newer(model: str, as_json: bool) -> None:
    with connected() as client:
        found = client.look_for_newer(model)
    if as_json:
        write_json(found)
        return
    for one in found.models:
        notice(f"{one} can be updated: deai models update {one}")
    for problem in found.problems:
        notice(f"{problem.model}: {problem.error.message} {problem.error.hint}".rstrip(), "yellow")
    if not found.models and not found.problems:
        notice("There are no newer versions.")


def copy_in(client: NodeClient, path: Path, model_id: str, name: str) -> LibraryCopy:
    """Take a file into the models folder and wait for it; Ctrl+C cancels. Raises `DeAIError`."""
    from deai_desktop.cli.work_display import wait_for

    begun = client.copy_model(str(path), model_id, name)
    return wait_for(f"Copying {path.name}", begun, client.library_copy, client.cancel_library_copy)


def how_to_use(view: ModelView) -> str:
    """Say that a model or adapter is here, and how to chat with it."""
    if view.kind == "adapter":
        return f"{view.name} can be used now, with {view.family} models: deai chat --adapter {view.id}"
    return f"{view.name} can be used now: deai chat -m {view.id}"


def how_taken_in(copied: LibraryCopy) -> str:
    """Say in words how a file came into the models folder."""
    if copied.how == "clone":
        return "It shares its blocks with your file and takes no room until one of them is changed."
    if copied.how == "hard-link":
        return "It is a second name of your file and takes no room; deleting one leaves the other."
    return f"It was copied ({format_bytes(copied.total)})."


def _wait(client: NodeClient, begun: LibraryMove) -> LibraryMove:
    from deai_desktop.cli.work_display import wait_for

    return wait_for("Moving models", begun, client.library_move, client.cancel_library_move)


def import_several(paths: list[Path], as_json: bool) -> None:
    """Use several files, and what lies in folders, where they are; exit code 1 when nothing could be used."""
    with connected() as client:
        used = client.use_models([str(path) for path in paths])
    _show_used(used, as_json)
    if not used.models:
        raise typer.Exit(ExitCode.ERROR)


def removal_question(removal: Removal) -> str:
    """Ask for a removal, saying what it frees and what stays."""
    if removal.keeps_file:
        what = f"The file stays where it is: {removal.keeps_file}."
    elif removal.frees_bytes:
        what = f"{format_bytes(removal.frees_bytes)} become free. This can't be undone."
    else:
        what = "No room becomes free: the file has another name elsewhere, or is gone."
    if removal.shared_with:
        what += f" The same file is used by {', '.join(removal.shared_with)}."
    return f"Remove {removal.id}? {what}"


def _use(client: NodeClient, found: FoundModels, as_json: bool) -> None:
    wanted = [one.path for one in found.files if not one.listed and not one.problem]
    if not wanted:
        notice("There is nothing to add.")
        if as_json:
            write_json({"models": [], "problems": []})
        return
    _show_used(client.use_models(wanted), as_json)


def _show_used(used: UsedModels, as_json: bool) -> None:
    if as_json:
        write_json(used)
        return
    for view in used.models:
        notice(how_to_use(view))
    for problem in used.problems:
        notice(f"{problem.path}: {problem.error.message}", "yellow")
    if not used.models and not used.problems:
        notice("There is no GGUF file in there.")


def _found_row(found: FoundModel) -> tuple[str, ...]:
    state = found.problem or ("listed" if found.listed else "can be used")
    return found.program, found.name, format_bytes(found.size), found.quantization, state
