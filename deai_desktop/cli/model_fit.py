"""``deai models fit``: whether a model runs well on this PC, and how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.known_names import model_names
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.model_argument import optional_model
from deai_desktop.cli.options import Json, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.table import write_facts, write_table
from deai_desktop.core.errors import InvalidInputError
from deai_desktop.core.units import format_bytes

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.fit import ModelFit

_EXAMPLES = examples(
    "deai models fit",
    "deai models fit smollm2-135m-instruct --measure",
    "deai models fit smollm2-135m-instruct --context 8192 --json",
)
_BASES = {"measured": "measured here", "similar": "worked out from another model that was measured here"}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fit", epilog=_EXAMPLES)(fit)


def fit(
    model: Annotated[str, optional_model("A model's id; none lists all.", model_names)] = "",
    context_length: Annotated[
        int, typer.Option("--context", help="Tokens of context; 0 takes the setting.", min=0, max=1_048_576)
    ] = 0,
    measure: Annotated[
        bool, typer.Option("--measure", help="Measure the speed now, for up to 20 seconds.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say whether models run well on this PC: memory, largest context, speed.

    The memory is worked out from the model's file. The speed is known once this model, or another one, was measured or
    has answered on this PC.
    """
    if measure and not model:
        raise InvalidInputError(
            "Which model is to be measured?", hint="Name it: deai models fit MODEL --measure"
        )
    with connected() as client:
        if measure:
            _measure(client, model)
        names = [model] if model else [view.id for view in client.models().models]
        fits = [client.model_fit(name, context_length) for name in names]
    if as_json:
        write_json(fits[0] if model else {"models": [one.model_dump(mode="json") for one in fits]})
    elif model:
        write_facts(_facts(fits[0]))
    else:
        write_table(("MODEL", "ON THIS PC"), [(one.model, one.sentence) for one in fits])


def _measure(client: NodeClient, model: str) -> None:
    """Measure and wait; Ctrl+C ends the measurement."""
    notice(f"Measuring {model}, which takes up to 20 seconds …", "dim")
    try:
        client.measure_model(model)
    except KeyboardInterrupt:
        client.cancel_measurement(model)
        raise


def _facts(view: ModelFit) -> list[tuple[str, str]]:
    measured = f", {format_time(view.measured_at)}" if view.measured_at else ""
    prompts = f"{view.prompt_tokens_per_second:,.0f} tokens/s" if view.prompt_tokens_per_second else ""
    return [
        ("Model", view.model),
        ("On this PC", view.sentence),
        ("Fits", "yes" if view.fits else "no"),
        ("Runs on", {"cpu": "the processor", "gpu": "the graphics card"}.get(view.device, view.device)),
        ("Context", f"{view.context_length} tokens, at most {view.largest_context}"),
        (
            "Memory",
            f"{format_bytes(view.needs_memory)} of {format_bytes(view.available_memory)} that can be had",
        ),
        ("  weights", format_bytes(view.weights_bytes)),
        ("  context", format_bytes(view.cache_bytes)),
        ("Reads", prompts),
        ("Speed is", _BASES[view.basis] + measured if view.basis in _BASES else "not measured yet"),
        ("Recommended", _recommended(view)),
    ]


def _recommended(view: ModelFit) -> str:
    if not view.recommended_model:
        return f"none: {view.recommended_because}" if view.recommended_because else ""
    return f"{view.recommended_quantization} ({view.recommended_model}): {view.recommended_because}"
