"""Shows the results as tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from tests.bench.at_once import at_once_table
from tests.bench.figures import Goal
from tests.bench.results import Layers, ModelResults, Results, Row


def show(results: Results, console: Console) -> None:
    """Print all tables, the goals last."""
    machine, setup = results.machine, results.setup
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    console.print(
        f"{setup['threads']} threads, context {setup['context']}, greedy, {setup['max_tokens']} tokens an answer, "
        f"{setup['rounds']} rounds, {setup['seconds']} s; "
        f"{machine['system']}, {machine['processors']} processors, load {machine['load_before']}; {packages}"
    )
    if results.layers:
        console.print(_layers(results.layers), _rest(results.layers), sep="\n")
    for model in results.models:
        _show_model(model, setup["max_tokens"], console)
    for name, reason in results.left_out.items():
        console.print(f"{name}: {reason}")
    if results.layers:
        show_goals(results.layers.goals, console, "Goals")
    for model in results.models:
        show_goals(model.goals, console, f"Goals with {model.model}")


def _show_model(model: ModelResults, max_tokens: int, console: Console) -> None:
    console.rule(f"{model.model} ({model.quantization})")
    for name, reason in model.absent.items():
        console.print(f"{name}: {reason}")
    if model.rows:
        console.print(_speeds(model.rows))
    if model.early_ends:
        console.print(f"{model.early_ends} answers ended before {max_tokens} tokens.")
    if model.turns:
        console.print(_turns(model))
    if model.at_once:
        console.print(at_once_table(model.at_once))
    console.print(_memory(model), _ratios(model), sep="\n")


def show_goals(goals: Sequence[Goal], console: Console, title: str) -> None:
    """Print what was promised beside what was measured."""
    if not goals:
        return
    table = Table(title=title, title_justify="left")
    for heading in ("goal", "target", "measured", ""):
        table.add_column(heading)
    for goal in goals:
        verdict = "[green]met[/green]" if goal.met else "[red]missed[/red]"
        digits = {"×": 3, "MB": 1}.get(goal.unit, 2)
        table.add_row(goal.name, goal.target, f"{goal.value:.{digits}f} {goal.unit}", verdict)
    console.print(table)


def _table(title: str, *headings: str) -> Table:
    """Make a table whose first column is text and whose others are numbers."""
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def _speeds(rows: Sequence[Row]) -> Table:
    headings = ("first token, ms", "prompt tokens/s", "tokens/s", "added ms")
    table = _table("One at a time: median (middle half of the rounds)", *headings)
    for case, group in groupby(rows, lambda row: row.case):
        found = list(group)
        table.add_row(f"[bold]{case}[/bold], {found[0].prompt_tokens:.0f} tokens")
        for row in found:
            table.add_row(
                f"  {row.contender}",
                row.first_token_ms.text(1),
                row.prompt_tokens_per_second.text(0) if row.prompt_tokens_per_second else "",
                row.tokens_per_second.text(1),
                row.added_ms.text(1),
            )
        table.add_section()
    return table


def _turns(model: ModelResults) -> Table:
    table = _table("A long conversation", "turn", "tokens", "read", "first token, ms")
    for row in model.turns:
        lengths = row.prompt_tokens.text(0), row.read_tokens.text(0)
        table.add_row(row.contender, row.kind, *lengths, row.first_token_ms.text(1))
    return table


def _memory(model: ModelResults) -> Table:
    table = _table("Memory after the questions, MB", "", "slots × tokens", "resident", "of its own")
    for one in model.memory:
        sizes = f"{one.resident_mb:.1f}", f"{one.unique_mb:.1f}"
        table.add_row(one.contender, one.part, f"{one.slots} × {one.context}", *sizes)
    return table


def _ratios(model: ModelResults) -> Table:
    others = list(dict.fromkeys(one.against for one in model.ratios))
    table = _table("Ours, divided by the others' in the same round", *(f"÷ {name}" for name in others))
    for name in dict.fromkeys(one.name for one in model.ratios):
        known = {one.against: one.figure.text(3) for one in model.ratios if one.name == name}
        table.add_row(name, *(known.get(other, "") for other in others))
    return table


def _layers(layers: Layers) -> Table:
    table = _table("Our layers alone, with an engine that echoes", "events/s", "first event, ms")
    for name, cost in layers.costs.items():
        table.add_row(name, cost.events_per_second.text(0), cost.first_event_ms.text(2))
    return table


def _rest(layers: Layers) -> Table:
    idle, start_up = layers.idle, layers.start_up
    table = Table(title="Start and rest", title_justify="left", show_header=False)
    table.add_row("deai --version", f"{start_up.version.text(2)} s")
    table.add_row("fresh node until /health answers", f"{start_up.health.text(2)} s")
    table.add_row("idle node, resident memory (RSS)", f"{idle.resident_mb:.1f} MB")
    table.add_row("idle node, memory of its own (USS)", f"{idle.unique_mb:.1f} MB")
    table.add_row(f"idle node, processor over {idle.seconds:g} s", f"{idle.cpu_percent:.1f} %")
    return table
