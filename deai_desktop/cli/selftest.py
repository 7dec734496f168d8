"""``deai selftest``: whether every part of the program works on this PC."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import write_json, write_line
from deai_desktop.core.build import this_build

if TYPE_CHECKING:
    from deai_desktop.selftest.check import Outcome

_SIGNS = {"passed": "✓", "failed": "✗", "skipped": "–"}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=examples("deai selftest", "deai selftest --quick", "deai selftest --json"))(selftest)


def selftest(
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what takes longer: an answer, the node, the window.")
    ] = False,
    as_json: Json = False,
    check: Annotated[str, typer.Option("--check", hidden=True)] = "",
) -> None:
    """Check every part of the program on this PC.

    Nothing of yours is touched. The exit code is 0 when all is well, 1 when something is not.
    """
    from deai_desktop.selftest.run import run_all, run_one

    if check:
        write_line(run_one(check))
        return
    outcomes = run_all(_tell_nobody if as_json else _tell, quick=quick)
    failed = [one for one in outcomes if one.state == "failed"]
    build = this_build()
    if as_json:
        checks = [asdict(one) for one in outcomes]
        about = {"version": build.version, "kind": build.kind.value, "commit": build.commit}
        write_json({"ok": not failed, "build": about, "checks": checks})
    elif failed:
        write_line(f"{len(failed)} of {len(outcomes)} parts of DeAI Desktop {build.version} do not work.")
    else:
        write_line(f"DeAI Desktop {build.version} works on this PC.")
    if failed:
        raise typer.Exit(ExitCode.ERROR)


def _tell(outcome: Outcome) -> None:
    """Write what was looked at and what came of it; below a failure stands what to do."""
    write_line(f"{_SIGNS[outcome.state]} {outcome.title}: {' '.join(outcome.detail.split())}")
    if outcome.state == "failed" and outcome.hint:
        write_line(f"  → {outcome.hint}")


def _tell_nobody(outcome: Outcome) -> None: ...
