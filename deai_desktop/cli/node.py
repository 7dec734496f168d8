"""``deai node``, ``status`` and ``stop``: the life of the node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, write_json, write_json_error
from deai_desktop.cli.table import write_facts
from deai_desktop.core.errors import DeAIError, NodeUnreachableError
from deai_desktop.core.paths import Paths
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.schemas.status import LoadedModel, Status


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("node", epilog=examples("deai node", "deai node --port 4000"))(run_in_foreground)
    app.command(epilog=examples("deai status --json"))(status)
    app.command(epilog=examples("deai stop"))(stop)


def run_in_foreground(
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="NUMBER",
            help="Port of the local API; 0 takes any that is free.",
            min=0,
            max=65535,
            show_default=False,
        ),
    ] = None,
    background: Annotated[bool, typer.Option("--background", hidden=True)] = False,
) -> None:
    """Run the node in the foreground.

    It stops at Ctrl+C. Other commands start a node by themselves when they need one, in the background.
    """
    try:
        from deai_desktop.node.run import run_node

        tell = _tell_nobody if background else _tell_address
        code = run_node(Paths.default(), port, tell)
    except Exception as error:
        if not background:
            raise
        code = _report_to_starter(error)
    raise typer.Exit(code)


def _tell_address(address: str) -> None:
    notice(f"DeAI runs. Local API: {address}/v1 · Ctrl+C stops it.")


def _tell_nobody(address: str) -> None: ...


def _report_to_starter(error: Exception) -> int:
    """Print the error as the last line, where the command that started us reads it (`api.client`)."""
    from deai_desktop.cli.failures import fault

    if isinstance(error, DeAIError):
        write_json_error(error, indent=None)
        return ExitCode.ERROR
    write_json_error(fault(error, ["node"]), indent=None)
    return ExitCode.FAULT


def status(as_json: Json = False) -> None:
    """Show how the node is.

    Tells whether it runs, which models are in memory and where the local API is. Never starts it.
    """
    from deai_desktop.api.other_nodes import find_as_chosen
    from deai_desktop.system.single_instance import is_held

    paths = Paths.default()
    found = find_as_chosen(paths)
    if found is None:
        if is_held(paths.node_lock):
            raise NodeUnreachableError(
                "It runs but does not answer; it may be starting just now.",
                hint="Wait a moment and try again; if it hangs, `deai stop` ends it.",
            )
        if as_json:
            write_json({"running": False})
        else:
            notice("DeAI is not running. Any command that needs it starts it.")
        return
    with found.client as client:
        now = client.status()
    if as_json:
        write_json({"running": True, "place": found.place, **now.model_dump(mode="json")})
    else:
        write_facts([("Node", found.place), *_facts(now)])


def stop() -> None:
    """Stop this PC's own node.

    Models leave the memory. One that does not answer is ended by force.
    """
    from deai_desktop.cli.node_stop import stop_node

    was_there = stop_node(Paths.default())
    notice("DeAI has stopped." if was_there else "DeAI was not running.")


def _facts(now: Status) -> list[tuple[str, str]]:
    return [
        ("Running", f"version {now.version}, pid {now.pid}, since {format_time(now.started_at)}"),
        ("Local API", f"{now.address}/v1"),
        ("Network", _network(now)),
        ("Memory", format_bytes(now.memory_bytes)),
        ("Loaded", "; ".join(_loaded(model) for model in now.loaded_models) or "no model"),
        ("Models take", _models_memory(now)),
        ("Installed", f"{now.installed_models} models" if now.installed_models != 1 else "1 model"),
        ("Downloads", str(now.downloads) if now.downloads else ""),
        ("Data", now.data_folder),
        ("Keys", now.vault.description if now.vault.available else f"not available: {now.vault.reason}"),
    ]


def _models_memory(now: Status) -> str:
    if (memory := now.models_memory) is None:
        return ""
    whose = "that you allow" if memory.is_chosen_by_person else "that this PC has for them"
    return f"{format_bytes(memory.used_bytes)} of the {format_bytes(memory.budget_bytes)} of memory {whose}"


def _network(now: Status) -> str:
    """Tell where other computers reach this one, and what that means; empty while they can't."""
    if now.lan_problem and not now.lan_addresses:
        return f"can't be reached: {now.lan_problem}"
    open_at = ", ".join(f"{address}/v1" for address in now.lan_addresses)
    return f"{open_at} (not encrypted: anyone on it could read along)" if open_at else ""


def _loaded(model: LoadedModel) -> str:
    ends = f", until {format_time(model.unloads_at)} if not used" if model.unloads_at else ""
    memory = format_bytes(model.memory_bytes)
    why = (
        f", the graphics card could not load it: {model.fell_back_because}" if model.fell_back_because else ""
    )
    return f"{model.id} ({memory} on {model.device}{why}, {model.context_length} tokens{ends})"
