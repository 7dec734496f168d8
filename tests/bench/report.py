"""Shows the results as tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure, Goal
from tests.bench.results import Results, Row


def show(results: Results, console: Console) -> None:
    """Print all tables, the goals last."""
    machine, setup = results.machine, results.setup
    console.print(
        f"{setup['model']}, {setup['threads']} threads, context {setup['context']}, greedy, "
        f"{setup['max_tokens']} tokens an answer, {setup['rounds']} rounds; "
        f"{machine['system']}, {machine['processors']} processors, load {machine['load_before']}"
    )
    console.print(_speeds(results))
    if results.early_ends:
        console.print(f"{results.early_ends} answers ended before {setup['max_tokens']} tokens.")
    console.print(_layers(results))
    console.print(_rest(results))
    show_goals(results.goals, console)


def show_goals(goals: Sequence[Goal], console: Console) -> None:
    """Print what was promised beside what was measured."""
    console.print(_goals(goals))


def _speeds(results: Results) -> Table:
    table = Table(title="Median (middle half of the rounds)", title_justify="left")
    table.add_column("")
    for heading in ("first token, ms", "prompt tokens/s", "tokens/s", "× direct", "added ms"):
        table.add_column(heading, justify="right")
    for case, rows in groupby(results.rows, lambda row: row.case):
        found = list(rows)
        table.add_row(f"[bold]{case}[/bold], {found[0].prompt_tokens:.0f} tokens")
        for row in found:
            table.add_row(f"  {row.contender}", *_cells(row))
        table.add_section()
    for name, reason in results.absent.items():
        table.add_row(f"{name}: {reason}")
    return table


def _cells(row: Row) -> list[str]:
    return [
        _text(row.first_token_ms, 1),
        _text(row.prompt_tokens_per_second, 0) if row.prompt_tokens_per_second else "",
        _text(row.tokens_per_second, 1),
        _text(row.speed_ratio, 3),
        _text(row.added_ms, 1),
    ]


def _layers(results: Results) -> Table:
    table = Table(title="Our layers alone, with an engine that echoes", title_justify="left")
    table.add_column("")
    table.add_column("events/s", justify="right")
    table.add_column("first event, ms", justify="right")
    for name, cost in results.layers.items():
        table.add_row(name, _text(cost.events_per_second, 0), _text(cost.first_event_ms, 2))
    return table


def _rest(results: Results) -> Table:
    idle, start_up = results.idle, results.start_up
    table = Table(title="Start and rest", title_justify="left", show_header=False)
    table.add_row("deai --version", f"{_text(start_up.version, 2)} s")
    table.add_row("fresh node until /health answers", f"{_text(start_up.health, 2)} s")
    table.add_row("idle node, resident memory (RSS)", f"{idle.resident_mb:.1f} MB")
    table.add_row("idle node, memory of its own (USS)", f"{idle.unique_mb:.1f} MB")
    table.add_row(f"idle node, processor over {idle.seconds:g} s", f"{idle.cpu_percent:.1f} %")
    return table


def _goals(goals: Sequence[Goal]) -> Table:
    table = Table(title="Goals", title_justify="left")
    for heading in ("goal", "target", "measured", ""):
        table.add_column(heading)
    for goal in goals:
        verdict = "[green]met[/green]" if goal.met else "[red]missed[/red]"
        digits = {"×": 3, "MB": 1}.get(goal.unit, 2)
        table.add_row(goal.name, goal.target, f"{goal.value:.{digits}f} {goal.unit}", verdict)
    return table


def _text(figure: Figure, digits: int) -> str:
    if figure.count == 1:
        return f"{figure.median:.{digits}f}"
    return f"{figure.median:.{digits}f} ({figure.low:.{digits}f}–{figure.high:.{digits}f})"
