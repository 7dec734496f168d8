"""``deai autostart``: start with the person's session, or not."""

from __future__ import annotations

from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.core.errors import ConflictError
from deai_desktop.system.autostart import Autostart, autostart
from deai_desktop.system.autostart_state import AutostartState

app = command_group(
    "Start DeAI beside the clock when you sign in.",
    examples("deai autostart on", "deai autostart status --json"),
)


@app.command(epilog=examples("deai autostart on"))
def on(as_json: Json = False) -> None:
    """Start DeAI when you sign in."""
    _switch(True, as_json)


@app.command(epilog=examples("deai autostart off"))
def off(as_json: Json = False) -> None:
    """Start DeAI only when it is opened."""
    _switch(False, as_json)


@app.command(epilog=examples("deai autostart status --json"))
def status(as_json: Json = False) -> None:
    """Tell whether DeAI starts when you sign in."""
    _tell(autostart(), as_json)


def _switch(wanted: bool, as_json: bool) -> None:
    entry = autostart()
    try:
        entry.switch(wanted)
    except OSError as error:
        raise ConflictError(f"The system refuses to change it: {error.strerror or error}.") from error
    _tell(entry, as_json)


def _tell(entry: Autostart, as_json: bool) -> None:
    state = entry.state
    hint = f"Turn it on there: {entry.how_to_allow}" if state is AutostartState.BLOCKED else ""
    if as_json:
        write_json({"autostart": state, "hint": hint})
    elif state is AutostartState.BLOCKED:
        notice(f"It is on here, but switched off in the system's own list, which counts. {hint}", "yellow")
    else:
        notice(f"Starting when you sign in is {state}.")
