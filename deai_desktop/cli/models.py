"""``deai models``: what is installed, what could be, and getting it here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli import hub_models, model_fit, model_token
from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.known_names import model_names
from deai_desktop.cli.library import add_to as add_library_commands
from deai_desktop.cli.library import copy_in, how_taken_in, how_to_use, import_several, removal_question
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.model_argument import InstalledModel
from deai_desktop.cli.options import Json, Yes, command_group, examples
from deai_desktop.cli.output import notice, write_json, write_line
from deai_desktop.cli.table import write_facts, write_table
from deai_desktop.core.units import format_bytes
from deai_desktop.system.console import is_console

if TYPE_CHECKING:
    from deai_desktop.api.schemas.models import ModelView
    from deai_desktop.api.schemas.pools import PoolModelView

app = command_group(
    "Find, get, list, load and remove models.",
    examples("deai models list", "deai models pull smollm2-135m-instruct", "deai models search qwen3"),
)
hub_models.add_to(app)
app.add_typer(model_token.app, name="token")

model_fit.add_to(app)

AnyModel = Annotated[
    str, typer.Argument(metavar="MODEL", help="A model's id.", autocompletion=model_names, show_default=False)
]


@app.command("list", epilog=examples("deai models list --installed", "deai models list --json"))
def list_models(
    as_json: Json = False,
    installed: Annotated[bool, typer.Option("--installed", help="Only models on this PC.")] = False,
) -> None:
    """List models on this PC and those that can be fetched."""
    with connected() as client:
        listed = client.models()
        offered = client.pool_models().models if not (installed or as_json) else []
    if installed:
        listed.models = [view for view in listed.models if view.installed]
    if as_json:
        write_json(listed)
    elif listed.models:
        write_table(("MODEL", "NAME", "SIZE", "LICENCE", "STATE"), [_row(view) for view in listed.models])
        _show_pools(offered)
    else:
        notice("No model is installed. See what there is: deai models list")


def _show_pools(offered: list[PoolModelView]) -> None:
    """Show what members of pools run, if there is anything."""
    if offered:
        write_line()
        rows = [(one.id, ", ".join(worker.name for worker in one.workers)) for one in offered]
        write_table(("IN YOUR POOLS", "RUN BY"), rows)


@app.command(
    epilog=examples("deai models pull smollm2-135m-instruct", "deai models pull Qwen/Qwen3-4B-GGUF:Q4_K_M")
)
def pull(
    model: Annotated[
        str,
        typer.Argument(
            metavar="MODEL",
            help="A model's id, or OWNER/NAME:VERSION of the hub.",
            autocompletion=model_names,
        ),
    ],
    as_json: Json = False,
) -> None:
    """Fetch a model of the catalogue or of the model hub.

    Ctrl+C cancels; the next pull goes on where it stopped.
    """
    from deai_desktop.cli.fetch import fetch

    with connected() as client:
        download = fetch(client, model)
    if as_json:
        write_json(download)
    else:
        notice(
            f"{download.model} is here ({format_bytes(download.total)}). Try it: deai chat -m {download.model}"
        )


@app.command(
    "import",
    epilog=examples(
        "deai models import ~/Downloads/my-model.gguf --id my-model",
        "deai models import ~/models",
        "deai models import --copy E:\\my-model.gguf",
    ),
)
def import_model(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="GGUF files, or folders with some.")],
    model_id: Annotated[str, typer.Option("--id", help="What to call it on the command line.")] = "",
    name: Annotated[str, typer.Option("--name", help="What to call it for people.")] = "",
    copy: Annotated[
        bool,
        typer.Option("--copy", help="Take it into DeAI's own folder, without taking room where that can be."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Use model files of your own.

    They stay where they are and must not be moved; nothing is copied, unless --copy is given. Of a model that was
    split into several files, name the first.
    """
    whole = [path.expanduser().absolute() for path in paths]
    if len(whole) > 1 or whole[0].is_dir():
        if model_id or name or copy:
            context.fail("--id, --name and --copy are for one file at a time.")
        import_several(whole, as_json)
        return
    with connected() as client:
        if copy:
            copied = copy_in(client, whole[0], model_id, name)
            if as_json:
                write_json(copied)
            elif copied.model:
                notice(how_to_use(copied.model))
                notice(how_taken_in(copied))
            return
        view = client.import_model(str(whole[0]), model_id, name)
    if as_json:
        write_json(view)
    else:
        notice(how_to_use(view))


@app.command(epilog=examples("deai models remove smollm2-135m-instruct --yes"))
def remove(context: typer.Context, model: InstalledModel, yes: Yes = False, as_json: Json = False) -> None:
    """Remove a model and free its disk space; an imported file is kept."""
    with connected() as client:
        can_ask = not yes and is_console(sys.stdin)
        confirm(context, removal_question(client.model_removal(model)) if can_ask else "", yes)
        removed = client.remove_model(model)
    if as_json:
        write_json(removed)
    elif removed.kept_file:
        notice(f"{removed.id} is no longer listed; your file was kept: {removed.kept_file}")
    else:
        notice(f"{removed.id} is removed, {format_bytes(removed.freed_bytes)} are free again.")


@app.command(epilog=examples("deai models info smollm2-135m-instruct"))
def info(model: AnyModel, as_json: Json = False) -> None:
    """Show all that is known about a model."""
    with connected() as client:
        view = client.model(model)
    if as_json:
        write_json(view)
    else:
        write_facts(_facts(view))


@app.command(epilog=examples("deai models load smollm2-135m-instruct"))
def load(model: InstalledModel, as_json: Json = False) -> None:
    """Load a model into memory, so that the first answer comes at once."""
    with connected() as client:
        if not as_json:
            notice(f"Loading {model} …", "dim")
        loaded = client.load_model(model)
    if as_json:
        write_json(loaded)
    else:
        notice(
            f"{loaded.id} is in memory: {format_bytes(loaded.memory_bytes)} on {loaded.device}, "
            f"{loaded.context_length} tokens of context, {loaded.threads} threads."
        )
        if loaded.fell_back_because:
            notice(f"The graphics card could not load it: {loaded.fell_back_because}", "yellow")


@app.command(epilog=examples("deai models unload smollm2-135m-instruct"))
def unload(model: InstalledModel, as_json: Json = False) -> None:
    """Free the memory a model takes."""
    with connected() as client:
        unloaded = client.unload_model(model)
    if as_json:
        write_json(unloaded)
    else:
        notice(f"{model} is unloaded." if unloaded.was_loaded else f"{model} was not in memory.")


@app.command(epilog=examples("deai models trust smollm2-135m-instruct"))
def trust(model: InstalledModel, as_json: Json = False) -> None:
    """Let a model be loaded again that crashed twice.

    `deai models info` tells why it crashed. Checking its file (`deai models verify`) does the same if it is right.
    """
    with connected() as client:
        view = client.trust_model(model)
    if as_json:
        write_json(view)
    else:
        notice(f"{view.id} is loaded again when it is needed.")


def _row(view: ModelView) -> tuple[str, ...]:
    return view.id, view.name, _size(view), view.licence, _state(view)


def _size(view: ModelView) -> str:
    return format_bytes(view.size) if view.size else "asked at download"


def _state(view: ModelView) -> str:
    if not view.installed:
        return "needs your agreement" if view.gated else "can be fetched"
    if not view.available:
        return "file has changed" if view.changed else "file missing"
    if view.kind == "adapter":
        return f"adapter for {view.family} models"
    if view.held_back:
        return "held back after crashes"
    if view.newer:
        return "loaded, can be updated" if view.loaded else "can be updated"
    return "loaded" if view.loaded else "installed"


def _facts(view: ModelView) -> list[tuple[str, str]]:
    return [
        ("Id", view.id),
        ("Name", view.name),
        ("About", view.description),
        ("State", _state(view)),
        *(("Crash", f"{format_time(one.at)}: {one.message} {one.hint}") for one in view.crashes),
        ("", f"Try it again: deai models trust {view.id}" if view.held_back else ""),
        ("Size", _size(view)),
        ("Licence", view.licence),
        ("Family", view.family),
        ("Parameters", f"{view.parameters / 1e6:,.0f} million" if view.parameters else ""),
        ("Quantization", view.quantization),
        ("Context", f"{view.context_length} tokens" if view.context_length else ""),
        ("Tools", "can call them" if view.tools else ""),
        ("On this PC", view.fit_sentence),
        ("Engine", view.engine),
        ("File", view.path),
        ("Source", view.source),
        ("Files", str(view.files) if view.files > 1 else ""),
        ("SHA-256", view.sha256),
        ("Verified", format_time(view.verified_at) if view.verified_at else ""),
    ]


add_library_commands(app)
