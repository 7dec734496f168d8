"""``deai settings``: see and change what the person chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.known_names import setting_names
from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import notice, write_json, write_line
from deai_desktop.cli.table import write_table
from deai_desktop.core.errors import PortTakenError, SettingError
from deai_desktop.core.paths import Paths

if TYPE_CHECKING:
    from deai_desktop.api.schemas.settings import Setting, SettingList, Value

app = command_group(
    "See and change settings.",
    examples("deai settings list", "deai settings set engine.context_length 8192"),
)

Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="As deai settings list shows it.", autocompletion=setting_names),
]


@app.command("list", epilog=examples("deai settings list --json"))
def list_settings(as_json: Json = False) -> None:
    """List all settings with their values; a star marks what differs from the default."""
    with connected() as client:
        listed = client.settings()
    if as_json:
        write_json(listed)
    else:
        write_table(("NAME", "VALUE", "", "ABOUT"), [_row(one) for one in listed.settings])


@app.command(epilog=examples("deai settings get api.port"))
def get(name: Name, as_json: Json = False) -> None:
    """Show the value of one setting."""
    with connected() as client:
        found = _find(client.settings(), name)
    if as_json:
        write_json(found)
    else:
        write_line(_text(found.value))


@app.command(
    "set",
    context_settings={"ignore_unknown_options": True},  # a value may begin with a minus
    epilog=examples("deai settings set engine.gpu_layers -1", "deai settings set log.level debug"),
)
def set_value(
    name: Name,
    value: Annotated[str, typer.Argument(help="The new value; for a list, commas between.")],
    as_json: Json = False,
) -> None:
    """Change one setting."""
    _change({name: value}, as_json)


@app.command(epilog=examples("deai settings reset engine.threads engine.gpu_layers"))
def reset(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Settings.", autocompletion=setting_names)
    ],
    as_json: Json = False,
) -> None:
    """Give settings their default values again."""
    _change(dict.fromkeys(names), as_json)


def _change(changes: dict[str, Value | None], as_json: bool) -> None:
    try:
        with connected() as client:
            listed = client.change_settings(changes)
    except PortTakenError:
        if "api.port" not in changes:
            raise
        _change_file(changes)
        return
    if as_json:
        write_json(listed)
        return
    for name in changes:
        found = _find(listed, name)
        notice(f"{name} is now {_text(found.value) or 'empty'}.")
        if name == "api.lan" and found.value is True:
            notice(
                "Other computers on your network can now use your models with a key. Nothing is encrypted:"
                " anyone on that network could read along. `deai status` tells the address.",
                "yellow",
            )
        if found.restart:
            notice("It counts after the next start: deai stop, then any command starts DeAI again.")


def _change_file(changes: dict[str, Value | None]) -> None:
    """Change the file itself: while the port is taken, no node can start to do it."""
    from deai_desktop.core.settings_store import SettingsStore

    store = SettingsStore(Paths.default().settings_file)
    store.change({name: value for name, value in changes.items() if value is not None})
    store.reset([name for name, value in changes.items() if value is None])
    notice("Written to the settings file, which counts from the next start.")


def _find(listed: SettingList, name: str) -> Setting:
    for one in listed.settings:
        if one.name == name:
            return one
    raise SettingError(
        f"There is no setting named “{name}”.", hint="List them with: deai settings list", param=name
    )


def _row(setting: Setting) -> tuple[str, ...]:
    star = "*" if setting.value != setting.default else ""
    return setting.name, _text(setting.value), star, setting.about


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return ",".join(value) if isinstance(value, list) else str(value)
