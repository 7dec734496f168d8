"""``deai engine``: what engines did."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.model_argument import optional_model
from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import as_text, notice, write, write_json, write_line
from deai_desktop.cli.saved_file import Output, save_file
from deai_desktop.cli.table import write_facts, write_table

if TYPE_CHECKING:
    from deai_desktop.selftest.engine_test import EngineTest

app = command_group(
    "Try the engine on this PC, see its last runs.",
    examples("deai engine test", "deai engine log", "deai engine log --output report.txt"),
)


@app.command(
    epilog=examples("deai engine log", "deai engine log -n 3", "deai engine log --output report.txt")
)
def log(
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many to show.", min=1, max=50)] = 50,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Show the last runs of engines, newest first.

    Tells settings, speeds, how each run ended and why, and what the library said last. Nothing you asked or were
    answered is in it, so that you can attach it to a report.
    """
    with connected() as client:
        listed = client.engine_runs()
    listed.runs = listed.runs[:limit]
    if as_json:
        text = as_text(listed)
    elif listed.runs:
        from deai_desktop.api.engine_report import engine_report

        text = engine_report(listed.runs)
    else:
        notice("No model has been loaded yet.")
        return
    if output is None:
        write(text)
    else:
        save_file(output, text, "The last runs could not be saved")
        notice(f"Saved to {output}.")


@app.command(
    "test", epilog=examples("deai engine test", "deai engine test qwen3-4b-q4_k_m", "deai engine test --json")
)
def try_engine(
    model: Annotated[str, optional_model("An installed model's id; none takes the smallest.")] = "",
    as_json: Json = False,
) -> None:
    """Try the engine on this PC and explain what was found.

    Tells the library and what it uses of the processor, the speed with each number of threads, which number is chosen
    and why, and whether the graphics card can be used. Takes seconds with a small model; runs without the node.
    """
    from deai_desktop.selftest.engine_test import run_engine_test

    found = run_engine_test(model, lambda text: None if as_json else notice(text, "dim"))
    if as_json:
        write_json(asdict(found))
        return
    write_facts(_facts(found))
    write_line()
    rows = [
        (str(one.threads), f"{one.prompt_tokens_per_second:,.1f}", f"{one.tokens_per_second:,.1f}")
        for one in found.speeds
    ]
    write_table(("THREADS", "READS (TOKENS/S)", "WRITES (TOKENS/S)"), rows)


def _facts(found: EngineTest) -> list[tuple[str, str]]:
    cores = f"{found.performance_cores} cores"
    if found.efficiency_cores:
        cores = f"{found.performance_cores} fast and {found.efficiency_cores} efficiency cores"
    return [
        ("Library", found.library),
        ("Processor", cores),
        ("Graphics", found.graphics),
        ("Model", found.model),
        ("Threads", f"{found.chosen_threads}. {found.why_threads} {found.comparison}"),
    ]
