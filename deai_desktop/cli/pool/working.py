"""``deai pool lend|trust|models|work``: what members do for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.options import Json, Yes, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.pool.options import PoolName, app
from deai_desktop.cli.table import write_table
from deai_desktop.core.errors import InvalidInputError

if TYPE_CHECKING:
    from deai_desktop.api.schemas.ledger import DayWork
    from deai_desktop.api.schemas.pools import PoolModelView


@app.command(
    epilog=examples(
        "deai pool lend Friends",
        "deai pool lend Friends --model smollm2",
        "deai pool lend Friends --tokens-an-hour 20000",
        "deai pool lend Friends --off",
    )
)
def lend(
    pool: PoolName,
    off: Annotated[bool, typer.Option("--off", help="Work for its members no longer.")] = False,
    models: Annotated[
        list[str] | None, typer.Option("--model", metavar="MODEL", help="Only this one; may be given again.")
    ] = None,
    all_models: Annotated[bool, typer.Option("--all-models", help="All that fit into memory.")] = False,
    tokens: Annotated[
        int | None, typer.Option("--tokens-an-hour", min=0, help="For each member; 0: as many as they want.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Work for a pool's members with this PC's models. What you do yourself goes first.

    With --tokens-an-hour each member gets so many tokens in any hour, those of prompts included. What has certain
    words in it is left to others: deai settings set pools.refused_words "one word, another one"
    """
    chosen = [] if all_models else models
    with connected() as client:
        view = client.change_lending(pool, not off, chosen, tokens)
    if as_json:
        write_json(view)
    elif not view.lending.lends:
        notice(f"This PC works no longer for “{view.name}”.")
    else:
        which = ", ".join(view.lending.models) or "all models that fit into its memory"
        limit = f", {view.lending.tokens_an_hour} tokens an hour each" if view.lending.tokens_an_hour else ""
        notice(f"This PC works for the members of “{view.name}”: {which}{limit}.")


@app.command(epilog=examples("deai pool trust Friends", "deai pool trust Friends --off"))
def trust(
    context: typer.Context,
    pool: PoolName,
    off: Annotated[
        bool, typer.Option("--off", help="Ask them no longer; answers that they work on end at once.")
    ] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Let members of a pool work on your prompts, or no longer. Whoever does can read them."""
    if off:
        _trust_no_longer(pool, as_json)
        return
    with connected() as client:
        view = client.pool(pool)
        question = f"Members of “{view.name}” who work for you can read your words. Go on?"
        if not view.knows_risk:
            confirm(context, question, yes)
            view = client.trust_pool(view.key)
    if as_json:
        write_json(view)
    else:
        notice(f"Ask them like this: deai chat --model pool/{view.name}/MODEL; see which: deai pool models")


def _trust_no_longer(pool: str, as_json: bool) -> None:
    with connected() as client:
        view = client.take_back_trust(pool)
    if as_json:
        write_json(view)
    else:
        notice(f"Nobody in “{view.name}” is asked any more. What they were told before they may still know.")


@app.command(epilog=examples("deai pool models --json"))
def models(as_json: Json = False) -> None:
    """List the models that members of your pools run, and how fast."""
    with connected() as client:
        listed = client.pool_models()
    if as_json:
        write_json(listed)
    elif listed.models:
        write_table(
            ("MODEL", "BY", "TOKENS/S", "WAIT"), [row for one in listed.models for row in _offers(one)]
        )
    else:
        notice("Nobody in your pools offers a model at the moment.")


@app.command(
    epilog=examples("deai pool work", "deai pool work Friends --days 7", "deai pool work Friends --now")
)
def work(
    pool: Annotated[
        str, typer.Argument(metavar="POOL", help="Its name, or the beginning of its key; else all.")
    ] = "",
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="Of so many days, today included.")] = 1,
    now: Annotated[
        bool, typer.Option("--now", help="Since this PC connected, with what it refused and failed.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show what this PC did for a pool's members, day by day, by receipts that both sides signed."""
    if now:
        _show_since_connected(pool, as_json)
        return
    with connected() as client:
        done = client.work_days(pool, days)
    if as_json:
        write_json(done)
    elif done.days:
        columns = ("DAY", "POOL", "FOR", "JOBS", "TOKENS", "PROMPTS", "TIME", "CREDITS")
        write_table(columns, [_day_row(one) for one in done.days])
    else:
        notice("This PC did nothing for others today." if days == 1 else "This PC did nothing for others.")


def _show_since_connected(pool: str, as_json: bool) -> None:
    if not pool:
        raise InvalidInputError("Say which pool.", hint="deai pool work POOL --now", param="pool")
    with connected() as client:
        done = client.pool_work(pool)
    if as_json:
        write_json(done)
    elif done.members:
        rows = [
            (one.name, str(one.jobs), str(one.tokens), str(one.refused), str(one.failed))
            for one in done.members
        ]
        write_table(("FOR", "JOBS", "TOKENS", "REFUSED", "FAILED"), rows)
    else:
        notice("Nobody has asked this PC yet.")


def _day_row(one: DayWork) -> tuple[str, ...]:
    return (
        one.day.isoformat(),
        one.pool,
        one.name or one.device[:8],
        str(one.jobs),
        str(one.completion_tokens),
        str(one.prompt_tokens),
        f"{one.seconds / 60:.0f} min" if one.seconds >= 100 else f"{one.seconds:.0f} s",
        str(one.credits),
    )


def _offers(model: PoolModelView) -> list[tuple[str, ...]]:
    return [
        (
            model.id,
            f"{worker.name} (failed checks)" if worker.is_suspect else worker.name,
            f"{worker.tokens_per_second:.1f}" if worker.tokens_per_second else "unknown",
            "none" if worker.free else f"{worker.wait_seconds:.0f} s",
        )
        for worker in model.workers
    ]
