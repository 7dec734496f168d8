"""``deai service``: run the node as a service of systemd, from login or from boot on."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import notice, write_json
from deai_desktop.cli.table import write_facts
from deai_desktop.core.errors import ConflictError, DeAIError, InvalidInputError, NodeStartError
from deai_desktop.core.files import write_safely
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.system.processes import own_command
from deai_desktop.system.service_unit import UNIT, unit_text
from deai_desktop.system.systemd import CAN_BE_HERE, UserServices, let_linger, lingers, unit_folder
from deai_desktop.system.wsl import find_windows_program, this_wsl

app = command_group(
    "Run the node as a service (Linux and WSL 2).\n\n"
    "systemd then starts it when you log in, and again should it fail. No administrator is needed.",
    examples("deai service install", "deai service install --linger", "deai service status"),
)

_KEPT = (
    HOME_VARIABLE,
    "DEAI_VAULT_PASSPHRASE_FILE",
    "DEAI_VAULT_HELPER",
    "DEAI_LAN_ADDRESS",
    "DEAI_CATALOGUE",
)
"""Variables that the service is given as they are now. DEAI_API_KEY is a secret: never in a file."""
_FOREGROUND = "Without it, run `deai node` in the foreground, or from a supervisor of your own."
_LINGER_HINT = "It runs while you are logged in. To run it from boot on: deai service install --linger"


class ServiceError(DeAIError):
    """Say that systemd can't do what was asked."""

    code = "service_failed"
    default_title = "The service could not be changed"


@app.command(epilog=examples("deai service install", "deai service install --linger"))
def install(
    linger: Annotated[
        bool, typer.Option("--linger", help="Start it at boot and let it run without a login.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Install the service and start it.

    Doing it again brings the service up to date, for instance after the program was moved.
    """
    services = _services()
    file = unit_folder() / UNIT
    text = _unit()
    _refuse_a_node_of_another_start(services)
    is_new = not file.exists() or file.read_text(encoding="utf-8") != text
    if is_new:
        write_safely(file, text.encode())
    _do(services, "daemon-reload")
    _do(services, "enable", UNIT)
    _start(services, "restart" if is_new else "start")
    told = let_linger() if linger and not lingers() else None
    if as_json:
        write_json(_state(services))
    else:
        notice("The service runs. deai service status tells how it is; deai service remove takes it away.")
        if os.environ.get("DEAI_API_KEY"):
            notice("The key in DEAI_API_KEY was not taken over: a service's variables are written to a file.")
        if not lingers():
            notice(_LINGER_HINT if told is None else f"It can't run without a login: {told.text}")
    if told is not None and not told.done:
        raise ServiceError(told.text, hint="Ask an administrator for: loginctl enable-linger YOUR-NAME")


@app.command(epilog=examples("deai service remove"))
def remove(as_json: Json = False) -> None:
    """Stop the service and take it away; chats, models and keys stay."""
    file = unit_folder() / UNIT
    services = UserServices()
    is_there = services.is_there()
    was_installed = file.exists()
    if was_installed and is_there:
        _do(services, "disable", "--now", UNIT)
    _unlink(file)
    if is_there:
        _do(services, "daemon-reload")
        services.ask("reset-failed", UNIT)
    if as_json:
        write_json({"removed": was_installed})
        return
    notice("The service is removed." if was_installed else "There was no service.")
    if (drop_ins := file.with_name(f"{UNIT}.d")).exists():
        notice(f"Your own changes to it are still in {drop_ins}.")
    if was_installed and lingers():
        notice("Your other services still run without a login; loginctl disable-linger ends that.")


@app.command(epilog=examples("deai service status", "deai service status --json"))
def status(as_json: Json = False) -> None:
    """Show whether the service is installed and how it is."""
    state = _state(UserServices())
    if as_json:
        write_json(state)
        return
    if not state["installed"]:
        notice("There is no service. Install it: deai service install")
        return
    write_facts(
        [
            ("Service", f"{state['active']} ({state['detail']})" if state["detail"] else state["active"]),
            ("Process", str(state["pid"] or "")),
            ("At login", "yes" if state["enabled"] else "no"),
            ("At boot", "yes" if state["lingers"] else "no (deai service install --linger)"),
            ("Unit", state["unit"]),
            ("Log", f"journalctl --user -u {UNIT}"),
        ]
    )


def _services() -> UserServices:
    """Reach the manager; raises `ServiceError` that says what to do where there is none."""
    services = UserServices()
    if CAN_BE_HERE and services.is_there():
        return services
    title = "There is no systemd to run a service"
    if not CAN_BE_HERE:
        raise ServiceError(
            "Services of this kind exist on Linux and in WSL 2 only.",
            hint="On this system DeAI starts by itself when it is needed.",
            title=title,
        )
    here = this_wsl()
    if here is not None and here.version == 1:
        raise ServiceError(
            "WSL 1 can't run systemd.",
            hint=f"Convert it, in PowerShell: wsl --set-version {here.distribution or 'NAME'} 2. {_FOREGROUND}",
            title=title,
        )
    if here is not None and not Path("/run/systemd/system").is_dir():
        raise ServiceError(
            "systemd is switched off in this WSL distribution.",
            hint="Put these two lines into /etc/wsl.conf: [boot] and systemd=true. Then, in PowerShell:"
            f" wsl --shutdown, and open it again. {_FOREGROUND}",
            title=title,
        )
    raise ServiceError(
        "No manager of your own services answers (systemctl --user).",
        hint=f"Log in as yourself rather than by su or sudo, if systemd is there. {_FOREGROUND}",
        title=title,
    )


def _unit() -> str:
    kept = {name: value for name in _KEPT if (value := os.environ.get(name))}
    if HOME_VARIABLE in kept:
        kept[HOME_VARIABLE] = str(Path(kept[HOME_VARIABLE]).expanduser().absolute())
    in_wsl = this_wsl() is not None
    if in_wsl and (helper := find_windows_program("deai.exe")):
        kept.setdefault("DEAI_VAULT_HELPER", helper)  # a service has none of Windows' PATH
    try:
        return unit_text(own_command("node"), kept, starts_windows_programs=in_wsl)
    except ValueError as error:
        raise InvalidInputError(
            f"A path with such characters can't stand in a service: {error.args[0]!r}",
            hint="Move the program or its folder (DEAI_HOME) to a plainer path.",
        ) from error


def _refuse_a_node_of_another_start(services: UserServices) -> None:
    """A second node could not start; the one that runs may be answering just now, so it is not for us to end."""
    from deai_desktop.api.node_file import NodeFile
    from deai_desktop.system.single_instance import is_held

    paths = Paths.default()
    if not is_held(paths.node_lock):
        return
    file = NodeFile.read(paths.node_file)
    pid = file.pid if file else 0
    if services.properties(UNIT, "MainPID").get("MainPID") != str(pid):
        raise ConflictError(
            "A node runs already that the service did not start.",
            hint="End it with `deai stop`, then try again.",
        )


def _start(services: UserServices, verb: str) -> None:
    answer = services.ask(verb, UNIT)
    if not answer.done:
        raise NodeStartError(
            f"The service is installed but its node does not start: {answer.text}",
            hint=f"The reason stands in: journalctl --user -u {UNIT}. Or see it at once with: deai node",
        )


def _do(services: UserServices, *arguments: str) -> None:
    answer = services.ask(*arguments)
    if not answer.done:
        raise ServiceError(
            f"systemctl --user {' '.join(arguments)}: {answer.text}", hint="See: systemctl --user status"
        )


def _unlink(file: Path) -> None:
    """Remove the unit, and the folders above it that are empty now."""
    file.unlink(missing_ok=True)
    link = file.parent / "default.target.wants" / UNIT  # where no manager took it away
    link.unlink(missing_ok=True)
    for folder in (link.parent, file.parent, file.parent.parent):
        with contextlib.suppress(OSError):  # it holds other things, or is gone
            folder.rmdir()


def _state(services: UserServices) -> dict[str, Any]:
    file = unit_folder() / UNIT
    installed = file.exists()
    names = ("ActiveState", "SubState", "MainPID", "UnitFileState", "Result")
    told = services.properties(UNIT, *names) if installed else {}
    failed = told.get("Result", "success") not in ("success", "")
    return {
        "installed": installed,
        "unit": str(file) if installed else "",
        "active": told.get("ActiveState", "no systemd answers" if installed else "inactive"),
        "detail": told["Result"] if failed else told.get("SubState", ""),
        "enabled": told.get("UnitFileState") == "enabled",
        "lingers": lingers(),
        "pid": int(told.get("MainPID") or 0),
    }
