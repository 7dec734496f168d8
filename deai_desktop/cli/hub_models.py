"""``deai models search`` and ``show``: models of the hub that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, write_json, write_line
from deai_desktop.cli.table import write_facts, write_table
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.schemas.hub import HubModel, HubModelSummary, HubQuantization

_ACCESS = {
    "open": "",
    "needs-token": "agree to the terms on its web page, then: deai models token set",
    "needs-permission": "agree to the terms on its web page, with the account of your token",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``deai models``."""
    app.command(
        epilog=examples(
            "deai models search qwen3 4b", "deai models search phi --onnx", "deai models search --json gemma"
        )
    )(search)
    app.command(epilog=examples("deai models show Qwen/Qwen3-4B-GGUF"))(show)


def search(
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="A part of the name.")],
    onnx: Annotated[
        bool, typer.Option("--onnx", help="Models for ONNX Runtime GenAI in place of GGUF.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="How many at most.")] = 20,
    cursor: Annotated[
        str, typer.Option("--cursor", help="Go on after a page: what --json gave as cursor.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Search the model hub, most downloaded first.

    The hub is the setting hub.address. While it can't be reached, what was found before is shown.
    """
    with connected() as client:
        found = client.search_hub(" ".join(words), "onnx" if onnx else "gguf", limit, cursor)
    if as_json:
        write_json(found)
        return
    _tell_age(found.known_at)
    if found.models:
        write_table(
            ("MODEL", "PARAMETERS", "LICENCE", "DOWNLOADS", ""), [_row(model) for model in found.models]
        )
        notice(f"See the versions of one: deai models show {found.models[0].id}")
    else:
        notice("Nothing was found. Try fewer words.")


def show(
    model: Annotated[
        str, typer.Argument(metavar="OWNER/NAME", help="A model of the hub, as search shows it.")
    ],
    as_json: Json = False,
) -> None:
    """Show a model of the hub: its versions, and what its makers tell."""
    with connected() as client:
        found = client.hub_model(model)
    if as_json:
        write_json(found)
        return
    _tell_age(found.known_at)
    if found.card:
        write_line(found.card)
        write_line()
    write_facts(_facts(found))
    if found.quantizations:
        write_line()
        write_table(("VERSION", "SIZE", "MEMORY", ""), [_version(one) for one in found.quantizations])
        best = next((one for one in found.quantizations if one.recommended), found.quantizations[0])
        notice(f"Fetch one: deai models pull {best.id}")
    else:
        notice("It has nothing that runs here: no GGUF files and no ONNX Runtime GenAI folder.")


def _tell_age(known_at: float | None) -> None:
    if known_at is not None:
        notice(f"The hub can't be reached. This is what was known on {format_time(known_at)}.", "yellow")


def _row(model: HubModelSummary) -> tuple[str, ...]:
    return (
        model.id,
        _parameters(model.parameters),
        model.licence,
        f"{model.downloads:,}",
        "needs your agreement" if model.gated else "",
    )


def _parameters(count: int) -> str:
    if not count:
        return ""
    return f"{count / 1e9:.1f} billion" if count >= 950_000_000 else f"{count / 1e6:.0f} million"


def _facts(model: HubModel) -> list[tuple[str, str]]:
    return [
        ("Model", model.id),
        ("Made of", model.base_model),
        ("Licence", model.licence),
        ("Parameters", _parameters(model.parameters)),
        ("Context", f"{model.context_length} tokens" if model.context_length else ""),
        ("Downloads", f"{model.downloads:,}"),
        ("Access", _ACCESS[model.access]),
        ("Web page", model.web_address),
        ("Left out", ", ".join(model.left_out)),
    ]


def _version(one: HubQuantization) -> tuple[str, ...]:
    notes = ["recommended"] if one.recommended else []
    notes += ["installed"] if one.installed else ["on its way"] if one.downloading else []
    notes += [] if one.fits else ["too large for this PC"]
    size = format_bytes(one.size) if one.size else "not known"
    return one.name, size, format_bytes(one.needs_memory) if one.needs_memory else "", ", ".join(notes)
